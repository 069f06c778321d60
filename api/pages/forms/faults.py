"""What is wrong with an answer, in plain words, at its own field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from api.pages.forms.shape import Kind
from api.pages.language import gettext
from cases.words import N_


@dataclass(frozen=True)
class Fault:
    """``code`` is Pydantic's type of error, ``report`` for a sentence of the report's own, or ``unreadable``."""

    code: str
    sentence: str = ""
    limits: Mapping[str, Any] = field(default_factory=dict)
    also: tuple["Fault", ...] = ()
    """What else is wrong with the same field: all of it is said at once."""


FILL = {
    "yes_no": N_("Choose yes or no."),
    "one": N_("Choose one."),
    "many": N_("Choose at least one."),
    "parts": N_("Add at least one."),
    "lines": N_("Give at least one."),
    "day": N_("Give the date."),
    "hour": N_("Give the hour."),
    "instant": N_("Give the date and the hour."),
}
UNREADABLE = {
    "yes_no": N_("Choose yes or no."),
    "number": N_("Write a whole number, in figures."),
    "day": N_("This is not a date. Write it as 2026-12-31."),
    "hour": N_("This is not an hour. Write it as 14:30."),
    "instant": N_("This is not a date with an hour that exists. Write it as 2026-12-31 14:30."),
    "country": N_("No country has this name. Choose one of the list."),
    "language": N_("This language is not in the list. Choose one, or write its ISO 639 code."),
}
SENTENCES = {
    "string_too_long": N_("This is too long: at most %(max_length)s characters."),
    "too_long": N_("These are too many: at most %(max_length)s."),
    "greater_than_equal": N_("The least that is possible is %(ge)s."),
    "less_than_equal": N_("The most that is possible is %(le)s."),
    "string_pattern_mismatch": N_(
        "Write the number with its country code and without blanks, for example +50212345678."
    ),
    "extra_forbidden": N_("This is not asked here."),
    "too_far_away": N_("This date is too far away to be right."),
}
NO_LIMITS = {"max_length": "?", "ge": "?", "le": "?"}
MISSING = frozenset({"missing", "string_too_short", "too_short", "enum", "literal_error"})


def sentence(fault: Fault, kind: Kind) -> str:
    """What to tell the reader, in their language."""
    if fault.code == "report":
        more = (sentence(each, kind) for each in fault.also if each.code == "report")
        return " ".join([gettext(fault.sentence), *more])
    if fault.code in MISSING:
        return gettext(FILL.get(kind, N_("Fill this in.")))
    if fault.code in SENTENCES:
        return gettext(SENTENCES[fault.code]) % {**NO_LIMITS, **fault.limits}
    return gettext(UNREADABLE.get(kind, N_("This cannot be read. Write it again.")))


def faults_in(error: ValidationError) -> dict[str, Fault]:
    """Every problem that validation found, by the path of its field. What was typed is not in it."""
    found: dict[str, Fault] = {}
    for each in error.errors(include_url=False, include_input=False):
        path = ".".join(str(part) for part in each["loc"])
        _add(found, path, Fault(each["type"], each["msg"], each.get("ctx", {})))
    return found


def faults_of(found: Sequence[Mapping[str, Any]]) -> dict[str, Fault]:
    """The same out of a refusal (``report_invalid``): where, of what type, in which words."""
    faults: dict[str, Fault] = {}
    for each in found:
        _add(faults, ".".join(str(part) for part in each["loc"]), Fault(each["type"], each.get("message") or ""))
    return faults


def _add(found: dict[str, Fault], path: str, fault: Fault) -> None:
    first = found.get(path)
    found[path] = fault if first is None else replace(first, also=(*first.also, fault))
