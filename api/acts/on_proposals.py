"""What people do with a proposal to change the guidelines: read it, comment on it, try it on the cases."""

from api.acts.acting import Acting
from api.errors import NotForYourRole
from cases.access import SUPERVISORS, WORKERS
from cases.errors import NotFound
from cases.repository.comments import comment as add
from cases.repository.rehearsing import Rehearsal
from cases.repository.rehearsing import rehearse as rehearsal_of
from cases.tables import ProposalComment
from guidelines.library import library
from guidelines.proposal import Proposal


def proposal_of(proposal_id: str) -> Proposal:
    """The proposal. Raises NotFound."""
    for each in library().proposals:
        if each.id == proposal_id:
            return each
    raise NotFound()


async def comment(acting: Acting, proposal_id: str, text: str) -> ProposalComment:
    """Say something of a proposal: everybody who works on cases may. Raises NotFound, NotForYourRole."""
    proposal = proposal_of(proposal_id)
    if acting.actor.role not in WORKERS:
        raise NotForYourRole(roles=sorted(WORKERS))
    made = await add(acting.session, proposal.id, acting.actor.user, text, acting.now)
    await acting.session.commit()
    await acting.session.refresh(made)
    return made


async def rehearse(acting: Acting, proposal_id: str) -> Rehearsal:
    """What it would change: the sums over all cases, and each case that the reader's agency takes part in.

    For supervisors only. Raises NotFound, NotForYourRole.
    """
    proposal = proposal_of(proposal_id)
    if acting.actor.role not in SUPERVISORS:
        raise NotForYourRole(roles=sorted(SUPERVISORS))
    return await rehearsal_of(acting.session, library(), proposal, acting.now)
