"""What shows that the ledger was changed: a seal beside each line. Only ever added to (triggers refuse the rest)."""

from sqlmodel import Field, SQLModel


class LedgerSeal(SQLModel, table=True):
    """The seal of one line, which covers it and every line of its case before it (cases.seals)."""

    __tablename__ = "ledger_seal"

    case_number: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    seal: str = Field(max_length=64)
