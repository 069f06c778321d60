"""A case is read in an emergency by somebody who has no part in it: a reason, others told at once, a review."""

from datetime import datetime

from activities.notices import put_notice
from api.acts.acting import Acting
from cases.access import may_read_in_an_emergency
from cases.access_errors import NobodyToTell, TakesPartAlready
from cases.errors import NotAllowed, NotFound
from cases.numbers import normalise
from cases.repository.emergencies import begin, side_of, standing, to_tell
from cases.repository.reading import relation
from cases.tables import Case
from guidelines.library import library
from runtime.settings import settings


async def enter(acting: Acting, number: str, reason: str) -> tuple[str, datetime]:
    """The case's number, and until when it may be read. Commits.

    Raises NotAllowed for whom this is not; NotFound where there is no such case for this person even in an emergency;
    TakesPartAlready; NobodyToTell. Asked again while it stands, it is the same emergency.
    """
    if not may_read_in_an_emergency(acting.actor):
        raise NotAllowed(act="read", whose="host")
    try:
        case = await acting.session.get(Case, normalise(number))
    except ValueError as slip:
        raise NotFound() from slip
    if case is None or case.erased_at is not None:
        raise NotFound()
    side = await side_of(acting.session, acting.actor, case, acting.now)
    if side is None:
        raise NotFound()
    if await relation(acting.session, acting.actor, case.number, acting.now) is not None:
        raise TakesPartAlready()
    if (entered := await standing(acting.session, acting.actor, case, acting.now)) is not None:
        return case.number, entered.until
    told = await to_tell(acting.session, acting.actor, case, side, acting.now)
    if not told:
        raise NobodyToTell()
    until = acting.now + library().oversight.emergency.lasts
    row = await begin(acting.session, acting.actor, case, side, reason, (acting.now, until), len(told))
    for user in told:
        identity = f"{row.id}:{user.id}"
        await put_notice(
            acting.session, identity, case.number, "emergency_access", user, acting.now, settings().public_address
        )
    await acting.session.commit()
    return case.number, until
