"""What whoever runs an installation did on the machine itself."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class OperatorAct(SQLModel, table=True):
    """``what``: a code of cases.repository.operator_acts; ``detail``: another, never what was typed; ``by``: the name
    under which they were signed in on that machine. ``agency_id``: whose account, or which agency; with neither that
    nor a case it was for everybody. Only added to."""

    __tablename__ = "operator_act"

    id: int | None = Field(default=None, primary_key=True)
    what: str
    detail: str = ""
    by: str
    user_id: str | None = Field(default=None, foreign_key="user_account.id")
    agency_id: str | None = Field(default=None, foreign_key="agency.id", index=True)
    case_number: str | None = Field(default=None, foreign_key="child_case.number", index=True)
    at: datetime = instant(index=True)
