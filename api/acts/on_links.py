"""Acts between cases: children of one family or group are linked, or part by a determination."""

from typing import Any

from api.acts.acting import Acting
from api.reports import checked
from cases.access import demand
from cases.errors import CaseClosed
from cases.link import LinkKind
from cases.reports.separation import Separation
from workflows.link_messages import JoinDuplicate, Link, LinkEpisode, Separate
from workflows.messages import Receipt


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


async def join_duplicate(acting: Acting, number: str, goes_on: str, reason: str) -> Receipt:
    """This case was opened twice: it ends, and the other goes on. Raises CaseClosed where the other has ended."""
    asked, other = await acting.on_case(number, "join_duplicate"), await acting.on_case(goes_on)
    demand(acting.actor, "join_duplicate", other.relation)
    if other.case.status == "closed":
        raise CaseClosed()
    act = JoinDuplicate(actor=acting.actor, goes_on=other.case.number, reason=reason)
    return await acting.send(asked, "join_duplicate", act)


async def link_episode(acting: Acting, number: str, other: str, reason: str) -> Receipt:
    """An earlier case of the same child, open or closed, that this person takes part in too."""
    asked, earlier = await acting.on_case(number, "link_episode"), await acting.on_case(other)
    act = LinkEpisode(actor=acting.actor, other=earlier.case.number, reason=reason)
    return await acting.send(asked, "link_episode", act)
