"""A5: the child's place, and the care the child gets there."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.htcds import Education
from cases.reports.places import DETENTION, StayPlace
from cases.reports.text import LanguageCode, Line, NeededLine, NeededText, Phone, SecretLine, Text
from cases.words import N_


class SecurityLevel(Coded):
    """How well the place must be guarded."""

    ORDINARY = "ordinary", N_("Ordinary")
    RAISED = "raised", N_("Raised")
    HIGH = "high", N_("High: the network is looking for the child")


class Shelter(Report):
    """Placement, health, school, effects (domain A5; MX LGDNNA 95, 99-100, 111). Its address is secret."""

    name = "shelter"
    supplies = ("held_in_detention",)

    shelter_name: NeededLine = Field(title=N_("Name of the place"), json_schema_extra={"secret": True})
    place_kind: StayPlace = Field(title=N_("Kind of place"))
    licence: Line = Field(title=N_("Licence of the place"), default="")
    address: SecretLine = Field(title=N_("Address (secret)"), min_length=1)
    phone: Phone = Field(title=N_("Telephone"), default="", json_schema_extra={"secret": True})
    moved_in_at: AwareDatetime = Field(title=N_("When the child came"))
    way_out: Text = Field(title=N_("If in detention: how and when the child leaves it"), default="")
    apart_from_adults: bool = Field(title=N_("The child is apart from unrelated adults"))
    apart_reason: Text = Field(title=N_("If not apart: why, and until when"), default="")
    security: SecurityLevel = Field(title=N_("Security level"))
    health: NeededText = Field(title=N_("Health: findings, treatment, medicines"))
    pregnant_or_parent: bool = Field(title=N_("The child is pregnant or has a child"), default=False)
    disability: Text = Field(title=N_("Disability, and what it needs"), default="")
    psychosocial: NeededText = Field(title=N_("Psychosocial care"))
    schooling: Text = Field(title=N_("Schooling here"), default="")
    education: Education | None = Field(title=N_("Highest level of education reached"), default=None)
    interpreter_language: LanguageCode | None = Field(title=N_("Interpreter provided for"), default=None)
    effects: Text = Field(title=N_("Personal effects kept for the child"), default="")
    origin_conditions: Text = Field(title=N_("Why the child left home, and how the child travelled"), default="")
    legal_situation: Line = Field(title=N_("Legal situation in this country"), default="")
    location_told_to: Text = Field(title=N_("Who knows where the child is"), default="")

    @classmethod
    def example(cls) -> Self:
        """Luz's first night."""
        return cls(
            done_at=story.at("2026-12-02", 1),
            shelter_name="Casa Ejemplo",
            place_kind=StayPlace.SHELTER,
            licence="LIC-EJEMPLO-7",
            address="Calle Inventada 1, Tapachula",
            phone=story.HOST_PHONE,
            moved_in_at=story.at("2026-12-01", 23),
            apart_from_adults=True,
            security=SecurityLevel.RAISED,
            health="Underweight; vitamins; no other treatment.",
            psychosocial="One session a day with the psychologist.",
            schooling="Class in the house from Monday.",
            education=Education.PRIMARY,
            effects="School bag, one change of clothes, 140 pesos.",
            origin_conditions="Left with a neighbour who promised work in a shop.",
            legal_situation="Visitor for humanitarian reasons",
            location_told_to="Guardian, caseworker.",
        )

    def checks(self) -> Iterator[Problem]:
        """No cell without a way out; no adults without a reason; licence where there must be one."""
        if self.place_kind in DETENTION and not self.way_out:
            yield "way_out", N_("A child may not be kept there. Say how and when the child leaves it.")
        if not self.apart_from_adults and not self.apart_reason:
            yield "apart_reason", N_("Say why the child is not apart from unrelated adults, and until when.")
        if self.place_kind == StayPlace.SHELTER and not self.licence:
            yield "licence", N_("A shelter must have a licence or an approval: give its number.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Whether the child is in detention."""
        return {"held_in_detention": self.place_kind in DETENTION}
