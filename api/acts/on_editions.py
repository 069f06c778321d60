"""The edition a case follows, and the one in force now: offered to the supervisor in charge, shown before adopted."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.acting import Acting, Asked
from cases.access import CaseSide, demand, may
from cases.adoption import Effect
from cases.repository.adopting import adoption_of
from cases.repository.procedures import procedure_of
from cases.tables import Case
from guidelines.difference import Difference, difference
from guidelines.library import library
from guidelines.procedure import Procedure
from guidelines.refusal import GuidelineRefused
from guidelines.resolve import resolve_at
from workflows.messages import AdoptEdition, Receipt
from workflows.names import reception_id


@dataclass(frozen=True)
class Offer:
    """Another edition for a case: what differs, and what adopting it would change in this case now."""

    old: Procedure
    new: Procedure
    effect: Effect
    differences: tuple[Difference, ...]


def in_charge(case: Case) -> CaseSide:
    """The side whose duty the case is now."""
    return "origin" if case.workflow == reception_id(case.number) else "host"


def may_adopt(acting: Acting, asked: Asked) -> bool:
    """Whether this person may adopt another edition for the case."""
    side = in_charge(asked.case)
    return asked.case.status != "closed" and may(asked.reader(acting.actor), "adopt_edition", asked.relation, side)


async def offer(session: AsyncSession, case: Case, now: datetime) -> Offer | None:
    """The edition in force now, if the case follows another.

    None also where none can be resolved for its countries, in a closed case, and where nothing begins any more.
    """
    if case.status == "closed":
        return None
    try:
        resolved = resolve_at(library(), case.host, case.origin, now)
    except GuidelineRefused:
        return None
    if resolved.edition == case.edition:
        return None
    new, effect = await adoption_of(session, case, resolved, now)
    old = await procedure_of(session, case.edition)
    over = any(old.interruption(hold["kind"]).ends_duties for hold in case.view["holds"])
    if new.edition == case.edition or over:
        return None
    return Offer(old, new, effect, difference(old, new))


async def offered_here(acting: Acting, asked: Asked) -> bool:
    """Whether a newer edition is in force and this person may adopt it for the case."""
    return may_adopt(acting, asked) and await offer(acting.session, asked.case, acting.now) is not None


async def offered(acting: Acting, number: str) -> tuple[Asked, Offer | None]:
    """The offer for a case, to whom it is made: a supervisor of the side in charge. Raises NotFound, NotAllowed."""
    asked = await acting.on_case(number)
    demand(asked.reader(acting.actor), "adopt_edition", asked.relation, in_charge(asked.case))
    return asked, await offer(acting.session, asked.case, acting.now)


async def adopt(acting: Acting, number: str, edition: str) -> Receipt:
    """Adopt the edition that was shown. Raises NotFound, NotAllowed, and what the workflow refuses."""
    asked = await acting.on_case(number)
    demand(asked.reader(acting.actor), "adopt_edition", asked.relation, in_charge(asked.case))
    return await acting.send(asked, "adopt_edition", AdoptEdition(actor=acting.actor, edition=edition))
