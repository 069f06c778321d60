"""What every consent to share is worth now, read from what was recorded: nothing of it is kept a second time."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import BaseModel

from cases.names import fold
from cases.reports.sharing import GivenBy
from cases.reports.sharing_events import SharingConsented, SharingWithdrawn

ConsentState = Literal["stands", "withdrawn", "replaced", "expired", "of_age", "impostor"]
"""``of_age``: the guardian's word gave way to the young adult's own. ``impostor``: who gave it was no guardian."""


class Ended(NamedTuple):
    """Why a consent no longer stands, and since when."""

    state: ConsentState
    at: datetime


class ConsentHeld(BaseModel):
    """One consent and its state; ``ended_at``: since when it no longer stands."""

    said: SharingConsented
    state: ConsentState
    ended_at: datetime | None = None


def consents(
    given: list[SharingConsented],
    withdrawn: list[SharingWithdrawn],
    *,
    today: datetime,
    of_age_since: datetime | None = None,
    impostor_since: Iterable[datetime] = (),
) -> list[ConsentHeld]:
    """Every consent, in the order in which it was recorded. What ended it first is what ended it.

    ``today``: the instant, in the zone whose days count. ``impostor_since``: when a guardian was found to be none.
    """
    found = []
    for place, each in enumerate(given):
        ends = [
            *_withdrawals(each, withdrawn),
            *_replacing(each, given[place + 1 :]),
            *_not_the_guardians(each, of_age_since, impostor_since),
            *_over(each, today),
        ]
        first = min(ends, key=lambda end: end.at, default=None)
        found.append(
            ConsentHeld(said=each, state=first.state if first else "stands", ended_at=first.at if first else None)
        )
    return found


def _withdrawals(one: SharingConsented, withdrawn: list[SharingWithdrawn]) -> Iterator[Ended]:
    for each in withdrawn:
        named = not each.recipient_name or fold(each.recipient_name) == fold(one.recipient_name)
        about = each.recipient == one.recipient and named and each.purpose in (None, one.purpose)
        if about and each.withdrawn_at >= one.given_at:
            yield Ended("withdrawn", each.withdrawn_at)


def _replacing(one: SharingConsented, later: list[SharingConsented]) -> Iterator[Ended]:
    for each in later:
        same = (each.recipient, each.purpose) == (one.recipient, one.purpose)
        names = (each.recipient_name, each.purpose_details), (one.recipient_name, one.purpose_details)
        if same and [fold(name) for name in names[0]] == [fold(name) for name in names[1]]:
            yield Ended("replaced", each.given_at)


def _not_the_guardians(
    one: SharingConsented, of_age_since: datetime | None, impostor_since: Iterable[datetime]
) -> Iterator[Ended]:
    if one.given_by != GivenBy.GUARDIAN:
        return
    if of_age_since is not None:
        yield Ended("of_age", max(of_age_since, one.given_at))
    for at in impostor_since:
        if at >= one.given_at:
            yield Ended("impostor", at)


def _over(one: SharingConsented, today: datetime) -> Iterator[Ended]:
    if one.until is not None and today.date() > one.until:
        midnight = today.replace(year=one.until.year, month=one.until.month, day=one.until.day)
        yield Ended("expired", midnight.replace(hour=23, minute=59, second=59, microsecond=0))
