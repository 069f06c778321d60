"""Which columns of the record hold what only its readers may know: they are enciphered with their case's key."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import SQLModel

from cases.tables.case import Case, Custody, Step
from cases.tables.documents import Document
from cases.tables.emergency import EmergencyAccess
from cases.tables.exported import CaseExport
from cases.tables.filed import Child, Draft, FiledReport, LedgerEntry, Letter
from cases.tables.kept import StateKept, StepKept


@dataclass(frozen=True)
class Confidential:
    """``columns`` of text or JSON; ``row``: what names a row of its case, and never changes; ``case``: its number.

    ``erased``: the column that says since when the case is erased, where the row has one.
    """

    columns: tuple[str, ...]
    row: tuple[str, ...] = ()
    case: str = "case_number"
    erased: str | None = None

    def about(self, table: str, column: str, row: dict[str, Any]) -> str:
        """The place that a value is bound to: table, column, row."""
        return ".".join((table, column, *(str(row[name]) for name in self.row)))


CONFIDENTIAL: dict[type[SQLModel], Confidential] = {
    Case: Confidential(("view",), case="number", erased="erased_at"),
    CaseExport: Confidential(("words", "recipient"), ("id",)),
    Child: Confidential(("said",), ("kind", "key")),
    Custody: Confidential(("released_by", "received_by"), ("sequence",)),
    Document: Confidential(("title", "file_name", "sha256", "reason"), ("id",)),
    Draft: Confidential(("data",), ("step_key", "user_id")),
    EmergencyAccess: Confidential(("reason",), ("id",)),
    FiledReport: Confidential(("data", "reason"), ("sequence", "step_key", "name")),
    LedgerEntry: Confidential(("details",), ("sequence",)),
    Letter: Confidential(("html", "sha256"), ("kind", "round", "language")),
    StateKept: Confidential(("view",), ("sequence",)),
    Step: Confidential(("view",), ("key",)),
    StepKept: Confidential(("view",), ("key", "sequence")),
}
"""What else the tables hold is what lists, clocks and counts need: codes, dates, and who works on it."""
