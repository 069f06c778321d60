"""A2: the urgent protection measure, ordered within hours and confirmed by a judge."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Evidence, Problem, Report
from cases.reports.coded import Coded
from cases.reports.places import DETENTION, StayPlace
from cases.reports.text import NeededLine, NeededText, SecretLine, Text
from cases.words import N_


class Ruling(Coded):
    """What the judge did with the measure (MX LGDNNA 122.VII)."""

    CONFIRMED = "confirmed", N_("Confirmed")
    MODIFIED = "modified", N_("Modified")
    CANCELLED = "cancelled", N_("Cancelled")


class UrgentMeasure(Report):
    """The risk, the measure, and the hours at which it was asked, ordered, confirmed (domain A2; LGDNNA 122.VI-VII)."""

    name = "urgent_measure"
    supplies = ("held_in_detention",)

    risk: NeededText = Field(title=N_("Risk to life, integrity or liberty"))
    measure: NeededText = Field(title=N_("Measure ordered"))
    authority: NeededLine = Field(title=N_("Authority that ordered it"))
    reference: NeededLine = Field(title=N_("Number of the order"))
    requested_at: AwareDatetime = Field(title=N_("When it was asked for"))
    ordered_at: AwareDatetime = Field(title=N_("When it was ordered"))
    ruled_at: AwareDatetime | None = Field(title=N_("When the judge ruled"), default=None)
    ruling: Ruling | None = Field(title=N_("What the judge ruled"), default=None)
    expires_at: AwareDatetime | None = Field(title=N_("When the measure ends"), default=None)
    place_kind: StayPlace = Field(title=N_("Where the child is now"))
    place_address: SecretLine = Field(title=N_("Address of the place (secret)"), default="")
    way_out: Text = Field(title=N_("If in detention: how and when the child leaves it"), default="")
    medical_triage: NeededText = Field(title=N_("First medical check"))
    separated_from_suspects: bool = Field(title=N_("The child is separated from adults who may be involved"))
    why_not_separated: Text = Field(title=N_("If not separated: why"), default="")
    humanitarian_status: bool = Field(
        title=N_("A temporary humanitarian status was given"),
        description=N_("Mexico gives it at once, without documents or fee (Ley de Migracion 52.V.b)."),
    )

    @classmethod
    def example(cls) -> Self:
        """Luz comes to a shelter the same day."""
        return cls(
            done_at=story.at("2026-12-01", 18, 45),
            evidence=(Evidence(kind="protection_order", reference="MUP-EJEMPLO-1", issued_by=story.HOST_AUTHORITY),),
            risk="Threatened by the employer, who knows where she sleeps.",
            measure="Removal from the workplace and placement in a specialised shelter.",
            authority=story.HOST_AUTHORITY,
            reference="MUP-EJEMPLO-1",
            requested_at=story.at("2026-12-01", 16, 40),
            ordered_at=story.at("2026-12-01", 17, 30),
            ruled_at=story.at("2026-12-01", 18, 40),
            ruling=Ruling.CONFIRMED,
            expires_at=story.at("2027-03-01", 6),
            place_kind=StayPlace.SHELTER,
            place_address="Calle Inventada 1",
            medical_triage="No injuries; underweight; to be seen by a paediatrician tomorrow.",
            separated_from_suspects=True,
            humanitarian_status=True,
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order; a ruling with its hour; no silence about a cell."""
        if self.ordered_at < self.requested_at:
            yield "ordered_at", N_("The measure cannot be ordered before it was asked for.")
        if self.ruled_at and self.ruled_at < self.ordered_at:
            yield "ruled_at", N_("The judge cannot rule before the measure was ordered.")
        if self.expires_at and self.expires_at <= self.ordered_at:
            yield "expires_at", N_("The measure must end after it was ordered.")
        if (self.ruled_at is None) != (self.ruling is None):
            yield "ruling", N_("Give both the ruling and its hour, or neither.")
        if self.place_kind in DETENTION and not self.way_out:
            yield "way_out", N_("A child may not be kept there. Say how and when the child leaves it.")
        if not self.separated_from_suspects and not self.why_not_separated:
            yield "why_not_separated", N_("Say why the child is still with adults who may be involved.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Whether the child is in detention."""
        return {"held_in_detention": self.place_kind in DETENTION}
