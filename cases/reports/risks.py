"""One row of the risk matrix (after IOM TACT), and the words it is filled with."""

from pydantic import Field

from cases.reports.base import Part
from cases.reports.coded import Coded
from cases.reports.text import NeededLine, Text
from cases.words import N_


class Level(Coded):
    """Red means no return (CoE Convention 16(7))."""

    GREEN = "green", N_("Green: no particular risk")
    AMBER = "amber", N_("Amber: risks that the measures hold")
    RED = "red", N_("Red: no return")


class FamilyPart(Coded):
    """What part the family had in the trafficking."""

    NONE = "none", N_("None")
    CONSENTED = "consented", N_("Consented")
    PROFITED = "profited", N_("Profited")
    RECRUITED = "recruited", N_("Recruited or handed over the child")
    THREATENED = "threatened", N_("Threatened the child")
    UNKNOWN = "unknown", N_("Not known")


class RiskSource(Coded):
    """Where a risk comes from."""

    NETWORK = "network", N_("The traffickers")
    FAMILY = "family", N_("The family")
    COMMUNITY = "community", N_("The community")
    STATE = "state", N_("Authorities")
    HEALTH = "health", N_("Health")
    JOURNEY = "journey", N_("The journey")
    POVERTY = "poverty", N_("Poverty or lack of services")


class Risk(Part):
    """Likelihood and severity from 1 (low) to 3 (high)."""

    risk: NeededLine = Field(title=N_("Risk"))
    source: RiskSource = Field(title=N_("Where it comes from"))
    likelihood: int = Field(title=N_("Likelihood, 1 low to 3 high"), ge=1, le=3)
    severity: int = Field(title=N_("Severity, 1 low to 3 high"), ge=1, le=3)
    mitigation: Text = Field(title=N_("What mitigates it"), default="")

    @property
    def unbearable(self) -> bool:
        """Likely, severe, and nothing holds it."""
        return self.likelihood == self.severity == 3 and not self.mitigation
