"""A region-wide hold written to the record, lifted in it, and the cases that must hear of it."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field
from temporalio import activity

from cases.actor import Actor
from cases.reports.border_events import BorderClosed, BorderReopened
from cases.repository.borders import Border, border, concerned
from cases.tables import RegionHold
from runtime.database import Sessions


class HoldSet(BaseModel):
    """What a supervisor sets. ``other`` given: only journeys between the two countries."""

    id: str
    actor: Actor
    cause: str
    country: str
    other: str | None = None
    directions: list[str]
    reason: str
    review_on: date | None = None


class KeepHold(BaseModel):
    """Write it to the record: from then on the gates are shut."""

    asked: HoldSet
    at: datetime


class LiftHold(BaseModel):
    """Write to the record that it is lifted, by whom and why."""

    id: str
    actor: Actor
    reason: str
    at: datetime


class AskConcerned(BaseModel):
    """Who must still hear of this hold?"""

    id: str
    at: datetime


class Word(BaseModel):
    """What one case is told: the update of its workflow, and the report that it files."""

    number: str
    update: str
    report: dict[str, Any]


class Words(BaseModel):
    """Everybody who must still hear."""

    words: list[Word] = Field(default_factory=list)


class Borders:
    """The activities. Each may be asked again: what is written is written once."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    @activity.defn
    async def keep_hold(self, keep: KeepHold) -> None:
        """The hold stands from ``at`` on."""
        asked = keep.asked
        async with self._sessions() as session:
            if await session.get(RegionHold, asked.id) is not None:
                return
            session.add(
                RegionHold(
                    **asked.model_dump(exclude={"actor"}),
                    set_at=keep.at,
                    set_by=asked.actor.user,
                    agency_id=asked.actor.agency,
                )
            )
            await session.commit()

    @activity.defn
    async def lift_hold(self, lift: LiftHold) -> None:
        """The hold is over from ``at`` on. The first who lifts it stays on the record."""
        async with self._sessions() as session:
            hold = await session.get(RegionHold, lift.id)
            if hold is None:
                raise RuntimeError(f"there is no region hold {lift.id}")
            if hold.lifted_at is None:
                hold.lifted_at, hold.lifted_by, hold.why_lifted = lift.at, lift.actor.user, lift.reason
                session.add(hold)
                await session.commit()

    @activity.defn
    async def who_must_hear(self, ask: AskConcerned) -> Words:
        """The word for each open case that has not heard what holds for it now."""
        async with self._sessions() as session:
            found, hold = await concerned(session, ask.id), await border(session, ask.id)
        if hold is None:
            raise RuntimeError(f"there is no region hold {ask.id}")
        closed, reopened = _closed(hold, ask.at), _reopened(hold, ask.at)
        return Words(
            words=[Word(number=each, update=BorderClosed.name, report=closed) for each in found.closed]
            + [Word(number=each, update=BorderReopened.name, report=reopened) for each in found.reopened]
        )


def _closed(hold: Border, at: datetime) -> dict[str, Any]:
    report = BorderClosed.model_validate(
        {
            "done_at": max(at, hold.since),
            "cause": hold.cause,
            "where": " - ".join(each for each in (hold.country, hold.other) if each),
            "since": hold.since,
            "authority": hold.authority,
            "what": hold.reason,
            "review_on": hold.review_on,
            "hold": hold.id,
        }
    )
    return report.model_dump(mode="json")


def _reopened(hold: Border, at: datetime) -> dict[str, Any]:
    opened_at = hold.lifted_at or at
    report = BorderReopened(
        done_at=max(at, opened_at),
        opened_at=opened_at,
        authority=hold.authority,
        what=hold.why_lifted or "",
        hold=hold.id,
    )
    return report.model_dump(mode="json")
