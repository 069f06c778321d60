"""Acts between cases: children of one family or group are linked, or part by a determination."""

from typing import Any

from api.acts.acting import Acting
from api.reports import checked
from cases.access import demand
from cases.errors import CaseClosed
from cases.record import LinkKind
from cases.reports.separation import Separation
from workflows.messages import Link, Receipt, Separate


async def link(acting: Acting, number: str, other: str, kind: LinkKind, reason: str) -> Receipt:
    """Another case belongs to this one. Whoever says so must take part in both, on the host's side.

    Raises NotFound for a case that is not theirs to know of, CaseClosed, and what the workflow refuses.
    """
    asked, belonging = await acting.on_case(number, "link"), await acting.on_case(other)
    demand(acting.actor, "link", belonging.relation)
    if belonging.case.status == "closed":
        raise CaseClosed()
    act = Link(actor=acting.actor, other=belonging.case.number, kind=kind, reason=reason)
    return await acting.send(asked, "link", act)


async def separate(acting: Acting, number: str, other: str, report: dict[str, Any]) -> Receipt:
    """A reasoned determination says that this child does not travel with the other."""
    asked, parting = await acting.on_case(number, "separate"), await acting.on_case(other)
    data = checked(Separation.name, report)
    return await acting.send(asked, "separate", Separate(actor=acting.actor, other=parting.case.number, report=data))
