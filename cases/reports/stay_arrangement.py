"""C1, the stays: a status, a home, a guardian, and a durable solution."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import CountryCode, Line, NeededLine, NeededText, SecretLine, Text
from cases.words import N_


class StayStatus(Coded):
    """Under what title the child stays (domain C1)."""

    REFUGEE = "refugee", N_("Refugee")
    COMPLEMENTARY = "complementary_protection", N_("Complementary protection")
    HUMANITARIAN = "humanitarian", N_("Humanitarian or victim's permit")
    FAMILY = "family", N_("Family reunification")
    RESIDENCE = "residence", N_("Permanent residence")
    THIRD_COUNTRY = "third_country", N_("Admission by a third country")


class StayArrangement(Report):
    """How a child who does not return lives on (domain C1; LGPSEDMTP 75; LGDNNA 123)."""

    name = "stay_arrangement"

    status: StayStatus = Field(title=N_("Status"))
    country: CountryCode = Field(title=N_("Country in which the child stays"))
    permit: Line = Field(title=N_("Number of the permit"), default="")
    permit_until: date | None = Field(title=N_("Permit valid until"), default=None)
    renewal: Text = Field(title=N_("How and when it is renewed"), default="")
    carer_name: NeededLine = Field(title=N_("Who cares for the child"))
    address: SecretLine = Field(title=N_("Address (secret)"), default="")
    guardian_name: NeededLine = Field(title=N_("Guardian from now on"))
    services: NeededText = Field(title=N_("Health, school and other services"))
    durable_solution: NeededText = Field(title=N_("Durable solution, and by when"))
    majority_plan: Text = Field(title=N_("What happens when the child turns 18"), default="")
    review_by: date = Field(title=N_("Looked at again by"))
    child_informed: bool = Field(title=N_("The child knows and understands the arrangement"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz stayed."""
        return cls(
            done_at=story.at("2027-01-20", 18),
            status=StayStatus.HUMANITARIAN,
            country="MX",
            permit="PER-EJEMPLO-1",
            permit_until=date(2028, 1, 20),
            renewal="Guardian asks two months before.",
            carer_name="Familia Acogida Ejemplo",
            address="Calle Inventada 9",
            guardian_name=story.GUARDIAN,
            services="School in Tapachula; psychologist weekly.",
            durable_solution="Permanent residence, asked for by June 2027.",
            majority_plan="Plan drawn up at seventeen and a half.",
            review_by=date(2027, 7, 20),
            child_informed=True,
        )

    def checks(self) -> Iterator[Problem]:
        """A permit that ends is renewed; the child knows."""
        if self.permit_until and not self.renewal:
            yield "renewal", N_("The permit ends: say how and when it is renewed.")
        if self.review_by <= self.done_at.date():
            yield "review_by", N_("The next look must come after today's.")
        if not self.child_informed:
            yield "child_informed", N_("Explain the arrangement to the child first.")
