"""B5: a home that agrees and is able to receive the child, seen with the assessor's own eyes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import Line, NeededLine, NeededText, SecretLine, Text
from cases.words import N_


class CarerKind(Coded):
    """Who may care for a returned child (UNODC toolkit 7.10; GC6 85)."""

    PARENT = "parent", N_("Parent")
    RELATIVE = "relative", N_("Relative")
    OTHER_ADULT = "other_adult", N_("Other adult")
    FOSTER = "foster", N_("Foster family")
    GOVERNMENT = "government", N_("Government institution")
    AGENCY = "agency", N_("Child-care agency")
    NOBODY = "nobody", N_("Nobody was found")


class HomeStudy(Report):
    """Who would care for the child, and whether they agree and are able (domain B5; IOM TACT family assessment)."""

    name = "home_study"
    supplies = ("carer_named", "carer_agrees", "carer_able")

    assessed_by: NeededLine = Field(title=N_("Who made the study"))
    visited_home: bool = Field(title=N_("The home was visited"))
    carer_kind: CarerKind = Field(title=N_("Kind of carer"))
    carer_name: Line = Field(title=N_("Name of the carer or of the institution"), default="")
    carer_paper: Line = Field(title=N_("Number of the carer's identity document"), default="")
    address: SecretLine = Field(title=N_("Address (secret)"), default="")
    household: Text = Field(title=N_("Who lives there, with ages"), default="")
    income: Text = Field(title=N_("Income and housing"), default="")
    attitude: Text = Field(title=N_("How the carer sees the child and what happened"), default="")
    child_view: NeededText = Field(title=N_("What the child says about living there"))
    legal_findings: Text = Field(title=N_("Legal findings: custody, records, orders"), default="")
    psychological_findings: Text = Field(title=N_("Psychological findings"), default="")
    school_and_health: Text = Field(title=N_("School and health service nearby"), default="")
    involved_in_trafficking: bool = Field(title=N_("The carer or the household had a part in the trafficking"))
    agrees: bool = Field(title=N_("The carer agrees to receive the child"))
    able: bool = Field(title=N_("The carer is able to care for the child and protect the child"))
    support_needed: Text = Field(title=N_("Support the carer needs"), default="")
    reasons: NeededText = Field(title=N_("Reasons"))
    alternative: Text = Field(title=N_("If not: other relatives, or a place in care"), default="")

    @classmethod
    def example(cls) -> Self:
        """The aunt agrees and is able."""
        return cls(
            done_at=story.at("2026-12-28", 17),
            assessed_by="Tomás Trabajador Ejemplo",
            visited_home=True,
            carer_kind=CarerKind.RELATIVE,
            carer_name=story.CARER,
            carer_paper=story.CARER_PAPER,
            address="Aldea Inventada, casa 2, San Marcos",
            household="Aunt (34), uncle (36), cousin (9).",
            income="A market stall; two rooms; water and light.",
            attitude="Warm; does not blame the child.",
            child_view="I know the house. I would share the room with my cousin.",
            legal_findings="No records; guardianship hearing on 20 January 2027.",
            psychological_findings="No findings against.",
            school_and_health="Both within 2 km.",
            involved_in_trafficking=False,
            agrees=True,
            able=True,
            support_needed="School fees for the first year.",
            reasons="Knows the child, was not involved, lives away from the recruiter.",
        )

    def checks(self) -> Iterator[Problem]:
        """Nobody named cannot agree; somebody involved is not able; no study from a desk."""
        if (self.carer_kind == CarerKind.NOBODY) == bool(self.carer_name):
            yield "carer_name", N_("Name the carer, or say that nobody was found.")
        if (self.agrees or self.able) and not self.carer_name:
            yield "agrees", N_("Only a named carer can agree and be able.")
        if self.able and self.involved_in_trafficking:
            yield "able", N_("Somebody who had a part in the trafficking is not able to protect the child.")
        if self.able and not self.visited_home:
            yield "visited_home", N_("Nobody is found able without a visit to the home.")
        if not (self.agrees and self.able) and not self.alternative:
            yield "alternative", N_("Say which other relatives or which place in care are considered.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """A carer who is named, agrees, is able."""
        return {"carer_named": bool(self.carer_name), "carer_agrees": self.agrees, "carer_able": self.able}
