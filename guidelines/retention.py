"""How long each kind of record is kept, counted from when."""

from datetime import timedelta
from typing import Literal

from pydantic import PositiveInt

from guidelines.citation import Citation
from guidelines.deadline import Term as DeadlineTerm
from guidelines.model import Model


class CaseTerm(Model):
    """Years from the later of two days: the case is closed, the child comes of age."""

    counted_from: Literal["closed_and_of_age"]
    years: PositiveInt
    cite: Citation

    @property
    def term(self) -> DeadlineTerm:
        """The same in months, as terms are counted."""
        return DeadlineTerm(amount=12 * self.years, unit="month")

    @property
    def by_itself(self) -> bool:
        """Whether the case is erased without anybody's word: only where a text says so, and not we."""
        return self.cite.basis != "design_default"


class Term(Model):
    """Days from a moment of the record."""

    counted_from: Literal["closed", "ended", "made", "found_needless"]
    days: PositiveInt
    cite: Citation

    @property
    def kept(self) -> timedelta:
        """So long."""
        return timedelta(days=self.days)


class Retention(Model):
    """``retention.yaml``."""

    case: CaseTerm
    countries: dict[str, CaseTerm]
    drafts: Term
    sessions: Term
    opening_keys: Term
    search_marks: Term
    objects: Term

    def of(self, host: str) -> CaseTerm:
        """The term of the cases that a country hosts."""
        return self.countries.get(host, self.case)
