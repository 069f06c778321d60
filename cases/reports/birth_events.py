"""The birth was never registered, and is registered late by the country of origin (domain section 7)."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.text import Line, NeededLine, NeededText
from cases.words import N_


class BirthUnregistered(Report):
    """What is known of the birth, and that the country of origin is asked to register it."""

    name = "birth_unregistered"

    asked_at: AwareDatetime = Field(title=N_("When the registration was asked for"))
    asked_of: NeededLine = Field(title=N_("Registry or authority that was asked"))
    birth_place: NeededLine = Field(title=N_("Place of birth, as far as known"))
    born_about: date | None = Field(title=N_("Date of birth, as far as known"), default=None)
    known_of_birth: NeededText = Field(title=N_("Witnesses and papers of the birth (midwife, baptism, school)"))
    searched: NeededText = Field(title=N_("In which registers the birth was looked for"))
    child_told: bool = Field(title=N_("The child was told, and agrees that the registration is asked for"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had nobody registered Luz."""
        return cls(
            done_at=story.at("2026-12-15", 18),
            asked_at=story.at("2026-12-15", 17),
            asked_of="Civil registry of San Marcos (ejemplo)",
            birth_place="San Marcos, GT",
            born_about=date.fromisoformat(story.BIRTH),
            known_of_birth="A midwife, a baptism record, the school's list.",
            searched="San Marcos and Tecún Umán, 2012 to 2015.",
            child_told=True,
        )

    def checks(self) -> Iterator[Problem]:
        """With the child's knowledge; hours in order."""
        if not self.child_told:
            yield "child_told", N_("Tell the child before the registration is asked for.")
        if self.asked_at > self.done_at:
            yield "asked_at", N_("It was asked for before this was reported, not after.")


class BirthRegistered(Report):
    """The record, and its number. A refusal is no record: then the nationality is disputed, and said so."""

    name = "birth_registered"

    registered_at: AwareDatetime = Field(title=N_("When it was registered"))
    registry: NeededLine = Field(title=N_("Registry"))
    record_number: NeededLine = Field(title=N_("Number of the record"))
    name_registered: NeededLine = Field(title=N_("Name registered"))
    parents_registered: Line = Field(title=N_("Parents registered"), default="")
    fee_free: bool = Field(title=N_("It was free of charge"), default=True)

    @classmethod
    def example(cls) -> Self:
        """What it would be, in the new year."""
        return cls(
            done_at=story.at("2027-01-05", 18),
            registered_at=story.at("2027-01-05", 16),
            registry="Civil registry of San Marcos (ejemplo)",
            record_number="REG-EJEMPLO-2027-1",
            name_registered=story.CHILD,
            parents_registered="María Ejemplo (deceased)",
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order."""
        if self.registered_at > self.done_at:
            yield "registered_at", N_("It was registered before this was reported, not after.")
