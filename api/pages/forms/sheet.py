"""A form on a page: shown, sent, corrected, kept as a draft, and sent on once nothing is wrong with it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from starlette.datastructures import FormData

from api.errors import STATUS
from api.pages.forms.build import build
from api.pages.forms.faults import Fault, faults_in, faults_of
from api.pages.forms.field import Field, summary
from api.pages.forms.read import ADD, REMOVE, read, repeated
from api.pages.instants import zone
from api.pages.language import spoken
from api.pages.route import NONCE, nonce
from api.refused import problem_of
from api.schemas.problem import Problem
from cases.errors import Refusal
from cases.reports.base import Filing, Part

KEEPS_ITS_ID = "not_confirmed_yet"
"""Sent again with the same id it is not done twice; after every other refusal the act is a new one."""

NOT_HERE = frozenset({"not_signed_in", "form_not_ours", "not_found", "case_moved", "too_much_asked"})
"""Refusals that this form cannot answer: they have their own page."""


@dataclass
class Sheet:
    """The form as the page shows it."""

    fields: tuple[Field, ...]
    nonce: str
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    problem: Problem | None = None
    status: int = 200
    contact_shut: bool = False
    """Something is not asked, for nothing may be told to the country of origin."""


def sheet(
    model: type[Part],
    data: Mapping[str, Any],
    faults: Mapping[str, Fault] | None = None,
    key: str = "",
    filing: Filing | None = None,
) -> Sheet:
    """The form of ``model`` filled with ``data``, without what the case does not let it ask."""
    not_asked = model.only_with_contact if filing and filing.contact_shut else ()
    fields = tuple(each for each in build(model, data, faults or {}, zone()) if each.path not in not_asked)
    wrong = list(summary(fields))
    return Sheet(fields, key or nonce(), wrong, status=422 if wrong else 200, contact_shut=bool(not_asked))


async def handed_in(
    model: type[Part],
    form: FormData,
    act: Callable[[dict[str, Any]], Awaitable[Any]],
    keep: Callable[[dict[str, Any]], Awaitable[Any]] | None = None,
    filing: Filing | None = None,
) -> Sheet | str:
    """What becomes of a form that was sent: the form again, or what was done with it: ``done`` or ``draft``.

    ``act`` gets a document that its model accepts; ``keep`` gets whatever was typed. Where the act is refused, what
    was typed is kept as a draft too, and the form says why.
    """
    if form.getlist(ADD) or form.getlist(REMOVE):
        changed = read(model, form, zone(), keep_blank_items=True)
        repeated(changed.data, form)
        return sheet(model, changed.data, key=str(form.get(NONCE, "")), filing=filing)
    answer = read(model, form, zone())
    if keep and "_draft" in form:
        await keep(answer.data)
        return "draft"
    faults = _validated(model, answer.data, filing) | answer.faults
    if faults:
        return sheet(model, answer.data, faults, filing=filing)
    try:
        await act(answer.data)
    except Refusal as refusal:
        if refusal.code in NOT_HERE:
            raise
        if keep:
            await keep(answer.data)
        same = str(form.get(NONCE, "")) if refusal.code == KEEPS_ITS_ID else ""
        again = sheet(model, answer.data, faults_of(refusal.details.get("faults", [])), same, filing)
        again.problem = problem_of(refusal, spoken())
        again.status = int(STATUS[refusal.code])
        return again
    return "done"


def _validated(model: type[Part], data: dict[str, Any], filing: Filing | None) -> dict[str, Fault]:
    try:
        model.model_validate(data, context=filing)
    except ValidationError as error:
        return faults_in(error)
    return {}
