"""The consents to share of a case, and the withdrawals, as its record holds them."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.consents import ConsentHeld, consents
from cases.record import CaseView
from cases.reports.impostor_events import GuardianImpostor
from cases.reports.sharing_events import SharingConsented, SharingReviewed, SharingWithdrawn
from cases.repository.parts import reports_named
from cases.tables import Case

NAMES = (SharingConsented.name, SharingWithdrawn.name, SharingReviewed.name, GuardianImpostor.name)


class Sharing(NamedTuple):
    """All that was said about sharing, oldest first."""

    consents: list[ConsentHeld]
    withdrawn: list[SharingWithdrawn]
    reviewed: list[SharingReviewed]


async def sharing_of(session: AsyncSession, case: Case, today: datetime) -> Sharing:
    """The case's consents as they stand at ``today`` (in the host's zone); of a case as it was known, those of then."""
    rows = await reports_named(session, case, NAMES)
    said = {name: [row.data for row in rows if row.name == name] for name in NAMES}
    withdrawn = [SharingWithdrawn.model_validate(each) for each in said[SharingWithdrawn.name]]
    held = consents(
        [SharingConsented.model_validate(each) for each in said[SharingConsented.name]],
        withdrawn,
        today=today,
        of_age_since=CaseView.model_validate(case.view).of_age_since,
        impostor_since=[GuardianImpostor.model_validate(each).found_at for each in said[GuardianImpostor.name]],
    )
    return Sharing(held, withdrawn, [SharingReviewed.model_validate(each) for each in said[SharingReviewed.name]])
