"""What people say of a proposal to change the guidelines. The proposal itself is a file."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class ProposalComment(SQLModel, table=True):
    """A comment on a proposal. It names no case, and is never changed."""

    __tablename__ = "proposal_comment"

    id: int | None = Field(default=None, primary_key=True)
    proposal: str = Field(index=True)
    author: str = Field(foreign_key="user_account.id")
    at: datetime = instant()
    text: str
