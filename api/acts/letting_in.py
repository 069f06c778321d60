"""Which agencies take part in a case: another one of one's own country is let in, or its part is ended."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from api.acts.acting import Acting, Asked
from cases.access_errors import EndNeeded, NoSuchAgency, PartByRight
from cases.actor import Function
from cases.repository.participation import LET_IN, taking_part
from cases.tables import Agency
from guidelines.library import library
from workflows.access_messages import LetIn
from workflows.messages import Receipt


async def let_in(acting: Acting, number: str, agency: str, until: datetime | None, reason: str) -> Receipt:
    """It takes part from now on, in place of what was said of it before; a child-protection agency without end.

    Raises NoSuchAgency, PartByRight, EndNeeded, and what the workflow refuses.
    """
    asked = await acting.on_case(number, "let_in")
    other = await _of_the_country(acting, agency)
    await _demand_let_in(acting, asked, other)
    longest = library().need_to_know.let_in
    if until is None and other.function != Function.PROTECTION:
        raise EndNeeded(days=longest.longest_days)
    if until is not None and not acting.now < until <= acting.now + longest.longest:
        raise EndNeeded(days=longest.longest_days)
    return await acting.send(asked, "let_in", LetIn(actor=acting.actor, agency=other.id, until=until, reason=reason))


async def end_part(acting: Acting, number: str, agency: str, reason: str) -> Receipt:
    """Its part is over now. Raises NoSuchAgency, PartByRight, and what the workflow refuses."""
    asked = await acting.on_case(number, "let_in")
    other = await acting.session.get(Agency, agency)
    if other is None or other.country != acting.actor.country:
        raise NoSuchAgency()
    if not await _demand_let_in(acting, asked, other):
        raise NoSuchAgency()
    over = LetIn(actor=acting.actor, agency=other.id, let_in=False, reason=reason)
    return await acting.send(asked, "let_in", over)


async def could_be_let_in(acting: Acting) -> Sequence[Agency]:
    """The agencies of one's own country, but one's own, by name."""
    theirs = (Agency.country == acting.actor.country, col(Agency.active), Agency.id != acting.actor.agency)
    return (await acting.session.exec(select(Agency).where(*theirs).order_by(Agency.name, Agency.id))).all()


async def _of_the_country(acting: Acting, agency: str) -> Agency:
    found = next((each for each in await could_be_let_in(acting) if each.id == agency), None)
    if found is None:
        raise PartByRight() if agency == acting.actor.agency else NoSuchAgency()
    return found


async def _demand_let_in(acting: Acting, asked: Asked, other: Agency) -> bool:
    """Whether it takes part already, having been let in. Raises PartByRight."""
    part = await taking_part(acting.session, asked.case.number, other.id, acting.now)
    if part is not None and part.reason != LET_IN:
        raise PartByRight()
    return part is not None
