"""What is watched over people who read cases."""

from datetime import timedelta

from pydantic import Field

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


class Oversight(Model):
    """``oversight.yaml``."""

    emergency: Emergency
    unusual_reading: Unusual
    unusual_exporting: Unusual
