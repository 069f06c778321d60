"""What lies in the storage of documents and the record was found to need no more."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class ObjectUnneeded(SQLModel, table=True):
    """A name in the storage that has been needless since ``seen_at``, by every look since then."""

    __tablename__ = "object_unneeded"

    name: str = Field(primary_key=True)
    seen_at: datetime = instant()
