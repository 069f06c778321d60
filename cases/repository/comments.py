"""Comments on proposals to change the guidelines: everybody who is signed in reads them, nobody changes one."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import ProposalComment


async def comments_on(session: AsyncSession, proposal: str) -> list[ProposalComment]:
    """What was said of a proposal, oldest first."""
    found = await session.exec(
        select(ProposalComment)
        .where(ProposalComment.proposal == proposal)
        .order_by(col(ProposalComment.at), col(ProposalComment.id))
    )
    return list(found.all())


async def comment(session: AsyncSession, proposal: str, author: str, text: str, at: datetime) -> ProposalComment:
    """Add a comment. The caller commits."""
    made = ProposalComment(proposal=proposal, author=author, text=text, at=at)
    session.add(made)
    await session.flush()
    return made
