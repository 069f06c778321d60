"""Who looked for a child by name before opening a case; never the name. And who did so often that somebody asks why."""

from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

from cases.tables.columns import instant


class PersonSearch(SQLModel, table=True):
    """One search: how many cases of a child like that were found that its searcher may read (``own``), and how many
    of which they were told only that there are any (``others``). Only added to."""

    __tablename__ = "person_search"

    id: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    own: int
    others: int
    at: datetime = instant(index=True)


class SearchMark(SQLModel, table=True):
    """A keyed hash of a name or paper that was looked for: two searches with the same one looked for the same child.

    ``key``: the name of the key of its month, which is destroyed (``retention.yaml``): then a mark says nothing.
    """

    __tablename__ = "search_mark"

    search_id: str = Field(foreign_key="person_search.id", primary_key=True)
    mark: str = Field(primary_key=True, max_length=20)
    key: str = Field(index=True)


class UnusualSearching(SQLModel, table=True):
    """Somebody looked for children ``searches`` times within ``hours`` hours. Once a day.

    ``why``: ``often``, or ``without_a_case`` (over and above the cases that they opened). Reviewed by an auditor.
    """

    __tablename__ = "unusual_searching"

    id: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="user_account.id", index=True)
    agency_id: str = Field(foreign_key="agency.id", index=True)
    why: str
    searches: int
    hours: float
    at: datetime = instant(index=True)
    reviewed_at: datetime | None = instant(default=None, nullable=True)
    reviewed_by: str | None = Field(default=None, foreign_key="user_account.id")
    found: str = ""

    @property
    def since(self) -> datetime:
        """Where the hours begin that were looked back upon."""
        return self.at - timedelta(hours=self.hours)
