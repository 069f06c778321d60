"""Which steps a list or a count is about. Both ask here, so that a number always opens the list it counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, and_
from sqlmodel import col

from cases.access import answers_for_the_child
from cases.actor import Actor
from cases.repository.scope import lasting, within
from cases.tables import Case, Step

DUE_SOON = timedelta(hours=72)
"""What comes due in three days is due soon: Monday's duties are seen on Friday (our choice)."""

StepState = Literal["open", "due_soon", "overdue", "submitted", "extension_asked"]
"""``open``: not finished, whatever its clock says. ``submitted``: waits for an approval."""

OPEN = ("open", "submitted")

NOBODY = "nobody"
"""As an owner: the steps that nobody owns yet."""


@dataclass(frozen=True)
class StepFilter:
    """Which steps. ``ours``: only those on the side of the actor's agency. ``owner``: an id, or NOBODY.
    ``lasting``: not those of cases in which the agency's part has an end."""

    state: StepState = "open"
    host: str | None = None
    origin: str | None = None
    owner: str | None = None
    step: str | None = None
    case: str | None = None
    ours: bool = False
    lasting: bool = False


def in_state(state: StepState, now: datetime) -> ColumnElement[bool]:
    """The steps in that state at ``now``. A clock that a hold stopped is neither due soon nor overdue."""
    is_open = col(Step.status).in_(OPEN)
    due, runs = col(Step.due_at), col(Step.paused).is_(False)
    match state:
        case "open":
            return is_open
        case "due_soon":
            return and_(is_open, runs, due >= now, due <= now + DUE_SOON)
        case "overdue":
            return and_(is_open, runs, due < now)
        case "submitted":
            return col(Step.status) == "submitted"
        case "extension_asked":
            return and_(is_open, col(Step.extension_asked))


def conditions(actor: Actor, wanted: StepFilter, now: datetime) -> list[ColumnElement[bool]]:
    """All conditions of the list and of the counts, but the state. They need Step joined with Case."""
    found = [within(actor, col(Step.case_number), now, col(Step.side) if wanted.ours else None)]
    if not answers_for_the_child(actor):
        found.append(col(Step.responsible) == actor.function.value)
    named = {Case.host: wanted.host, Case.origin: wanted.origin, Step.step: wanted.step, Case.number: wanted.case}
    found += [col(column) == value for column, value in named.items() if value is not None]
    if wanted.lasting:
        found.append(lasting(actor, col(Step.case_number), now))
    if wanted.owner is not None:
        owner = col(Step.owner)
        found.append(owner.is_(None) if wanted.owner == NOBODY else owner == wanted.owner)
    return found
