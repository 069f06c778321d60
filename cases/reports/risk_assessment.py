"""B4: what awaits the child on return: network, family, country. Made by both countries together."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Filing, Problem, Report
from cases.reports.htcds import EventType, RelationshipToTrafficker, RoleInProcess
from cases.reports.htcds_exploitation import Control, Exploitation, Industry, Recruitment
from cases.reports.risks import FamilyPart, Level, Risk, RiskSource
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.reports.trafficking import RouteEvent, Suspect, Trafficking
from cases.words import N_


class RiskAssessment(Report):
    """Network, complicity, country facts, and a level (domain B4; IOM TACT matrix; CoE Convention 16(7); GC6 84).

    Red means no return. ``valid_days`` counts calendar days from ``done_at``; after them, or on a new fact, it is made
    anew (30 at most: our default).
    """

    name = "risk_assessment"
    supplies = ("risk_level", "risk_assessed_at", "risk_valid_days")
    only_with_contact = ("origin_author",)

    host_author: NeededLine = Field(title=N_("Author in the host country"))
    origin_author: Line = Field(
        title=N_("Author in the country of origin"),
        description=N_("Needed unless contact with the country of origin is shut: then nobody there is asked."),
        default="",
    )
    trafficking: Trafficking = Field(title=N_("How the child was trafficked"))
    route: tuple[RouteEvent, ...] = Field(title=N_("Route"), default=())
    suspects: tuple[Suspect, ...] = Field(title=N_("Suspects"), default=())
    network: NeededText = Field(title=N_("What is known of the network"))
    family_part: tuple[FamilyPart, ...] = Field(title=N_("What part the family had"), default=())
    family_details: Text = Field(title=N_("If the family had a part: who, and how"), default="")
    other_kin: Text = Field(
        title=N_("If the family had a part and it is not red: which other relatives or care, and how kept apart"),
        description=N_("After it was reported that the family had a part, the level counts as red without this."),
        default="",
    )
    debt: Text = Field(title=N_("Debt, and to whom"), default="")
    threats: Text = Field(title=N_("Threats received"), default="")
    prior_abuse: Text = Field(title=N_("Abuse before the trafficking"), default="")
    gang_control: bool | None = Field(title=N_("Gangs or armed groups control the place of return"), default=None)
    country_information: NeededText = Field(title=N_("Country information, with its sources"))
    services: NeededText = Field(title=N_("Services near the place of return"))
    first_needs: Text = Field(title=N_("First needs on return"), default="")
    risks: tuple[Risk, ...] = Field(title=N_("Risks"), default=())
    level: Level = Field(title=N_("Level"))
    reasons: NeededText = Field(title=N_("Reasons for the level"))
    valid_days: int = Field(title=N_("Valid for (days)"), default=30, ge=1, le=30)

    @classmethod
    def example(cls) -> Self:
        """Amber: the recruiter is known, but lives elsewhere."""
        return cls(
            done_at=story.at("2026-12-18", 18),
            host_author="Ana Abogada Ejemplo",
            origin_author="Tomás Trabajador Ejemplo",
            trafficking=Trafficking(
                relationship=RelationshipToTrafficker.ACQUAINTED,
                age_when_trafficked=13,
                recruitment=(Recruitment.FRIENDS,),
                control=(Control.DEBT, Control.THREATS),
                exploitation=(Exploitation.LABOUR,),
                industry=Industry.G,
            ),
            route=(
                RouteEvent(kind=EventType.RECRUITMENT, country="GT", state="San Marcos", day=date(2026, 9, 1)),
                RouteEvent(kind=EventType.EXPLOITATION, country="MX", state="Chiapas", city="Tapachula"),
            ),
            suspects=(Suspect(name="N. Vecino Ejemplo", role=RoleInProcess.RECRUITER, at_large=True),),
            network="A recruiter and one employer; no wider network known to the prosecutors of either country.",
            debt="A travel debt the recruiter claims; void.",
            country_information="Reports of the child-protection authority of San Marcos, November 2026.",
            services="Health centre and school within 2 km; psychologist in the municipal seat.",
            first_needs="School place, psychologist.",
            risks=(
                Risk(
                    risk="The recruiter comes back",
                    source=RiskSource.NETWORK,
                    likelihood=2,
                    severity=3,
                    mitigation="The aunt lives in another municipality; police told.",
                ),
            ),
            level=Level.AMBER,
            reasons="One recruiter at large, mitigated by distance and by a carer who was not involved.",
        )

    def checks(self) -> Iterator[Problem]:
        """No level that its own findings contradict."""
        if set(self.family_part) - {FamilyPart.NONE} and not self.family_details:
            yield "family_details", N_("Say who of the family had a part, and how.")
        if FamilyPart.NONE in self.family_part and len(self.family_part) > 1:
            yield "family_part", N_("The family cannot have both no part and a part.")
        if self.level == Level.GREEN and (set(self.family_part) - {FamilyPart.NONE} or self.gang_control):
            yield "level", N_("It cannot be green when the family had a part or gangs control the place.")
        if self.level != Level.RED and any(risk.unbearable for risk in self.risks):
            yield "level", N_("A likely and severe risk that nothing mitigates makes the level red.")

    def checks_when_filed(self, filing: Filing) -> Iterator[Problem]:
        """Made by both countries together, wherever the country of origin may know of the child at all."""
        if not filing.contact_shut and not self.origin_author:
            yield "origin_author", N_("Name the author in the country of origin: the two countries assess it together.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """The level, and from when for how long it holds."""
        return {
            "risk_level": self.level.value,
            "risk_assessed_at": self.done_at,
            "risk_valid_days": self.valid_days,
        }

    def outcome(self) -> str:
        """The level."""
        return self.level.value
