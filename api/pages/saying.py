"""Codes of the record in words: states, custodians, acts, reasons. Each with the shape that says it without colour."""

from typing import Any

from markupsafe import Markup

from api.pages.device import DEVICES
from api.pages.journey_words import BROKEN, PROMISE_LOOK, PROMISE_STATES, PROMISES, UNDOING
from api.pages.language import gettext
from api.pages.words import (
    ACCOUNT_CHANGES,
    ACTS,
    AT_ITS_HOUR,
    BASES,
    CUSTODIANS,
    FUNCTIONS,
    LINKS,
    LOOK,
    OUTCOMES,
    PASSWORD_FAULTS,
    ROLES,
    SIDES,
    SIMILAR,
    STATUSES,
    WAYS_IN,
)


def tag(code: str) -> Markup:
    """A state as a tag: its shape, its word, its colour."""
    look, shape = LOOK.get(code, ("", "○"))
    words = gettext(STATUSES.get(code, code))
    return Markup('<span class="tag {}"><span aria-hidden="true">{}</span> {}</span>').format(look, shape, words)


def basis(code: str) -> Markup:
    """Where a value comes from: a badge that never lets our default look like law."""
    look, words = BASES[code]
    return Markup('<span class="tag {}">{}</span>').format(look, gettext(words))


def promise_state(code: str) -> Markup:
    """How a promise stands, as a tag."""
    look, shape = LOOK.get(PROMISE_LOOK.get(code, ""), ("", "○"))
    words = gettext(PROMISE_STATES.get(code, code))
    return Markup('<span class="tag {}"><span aria-hidden="true">{}</span> {}</span>').format(look, shape, words)


def _from(table: dict[str, str]) -> Any:
    def said(code: str | None) -> str:
        return gettext(table.get(code or "", code or ""))

    return said


FILTERS: dict[str, Any] = {
    "tag": tag,
    "basis": basis,
    "act": _from(ACTS),
    "custodian": _from(CUSTODIANS),
    "side": _from(SIDES),
    "role": _from(ROLES),
    "said_of_password": _from(PASSWORD_FAULTS),
    "device": lambda device: " ".join(gettext(DEVICES.get(word, word)) for word in device.split(" ")),
    "ways_in": _from(WAYS_IN),
    "account_change": _from(ACCOUNT_CHANGES),
    "outcome": _from(OUTCOMES),
    "at_its_hour": _from(AT_ITS_HOUR),
    "link": _from(LINKS),
    "function": _from(FUNCTIONS),
    "similar": _from(SIMILAR),
    "promise": _from(PROMISES),
    "undoing": _from(UNDOING),
    "broken_chain": _from(BROKEN),
    "promise_state": promise_state,
    "in_words": lambda words, language: words.in_(language),
}
