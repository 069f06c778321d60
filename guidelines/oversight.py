"""What is watched over people who read cases."""

from datetime import timedelta
from typing import Self

from pydantic import Field, PositiveInt, model_validator

from guidelines.citation import Citation
from guidelines.model import Model


class Unusual(Model):
    """When an auditor is told of somebody: by role, more cases than so many within so many hours."""

    within_hours: float = Field(gt=0)
    more_cases_than: dict[str, int]
    cite: Citation

    @property
    def within(self) -> timedelta:
        """The hours looked back upon."""
        return timedelta(hours=self.within_hours)


class Emergency(Model):
    """How long a case may be read in an emergency."""

    hours: float = Field(gt=0)
    cite: Citation

    @property
    def lasts(self) -> timedelta:
        """From the moment in which the reason was given."""
        return timedelta(hours=self.hours)


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class UnusualSearching(Model):
    """When an auditor is told of who looks for children by name: more searches than so many."""

    more_in_an_hour_than: PositiveInt
    more_in_a_day_than: PositiveInt
    more_without_a_case_than: PositiveInt
    cite: Citation


class Asking(Model):
    """How much may be asked: by one person, and before sign-in by one address."""

    requests_a_minute: PositiveInt
    requests_a_minute_before_sign_in: PositiveInt
    copies_a_minute: PositiveInt
    searches_an_hour: PositiveInt
    names_a_search: PositiveInt
    papers_a_search: PositiveInt
    cite: Citation


class Oversight(Model):
    """``oversight.yaml``."""

    emergency: Emergency
    unusual_reading: Unusual
    unusual_exporting: Unusual
    unusual_searching: UnusualSearching
    asking: Asking

    @model_validator(mode="after")
    def _told_before_it_stops(self) -> Self:
        if self.asking.searches_an_hour <= self.unusual_searching.more_in_an_hour_than:
            raise ValueError(
                "an auditor is told before searching stops: let searches_an_hour be more than more_in_an_hour_than"
            )
        return self
