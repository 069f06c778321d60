"""A4: somebody who stands for the child, and for nobody else."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Evidence, Problem, Report
from cases.reports.text import Line, NeededLine, Phone, Text
from cases.words import N_


class Guardian(Report):
    """Who the guardian is, who named them, and whether anything sets them against the child (domain A4; GC6 33-38)."""

    name = "guardian"
    supplies = ("guardian_appointed", "guardian_has_conflict")

    guardian_name: NeededLine = Field(title=N_("Name of the guardian"))
    office: NeededLine = Field(title=N_("Office"))
    phone: Phone = Field(title=N_("Telephone"), default="")
    appointed_by: NeededLine = Field(title=N_("Appointed by"))
    reference: Line = Field(title=N_("Number of the appointment"), default="")
    appointed_at: AwareDatetime = Field(title=N_("When appointed"))
    accepted: bool = Field(title=N_("The guardian has accepted"))
    ad_interim: bool = Field(title=N_("Ad interim, until somebody else is named"), default=False)
    suspect_or_relative_of_one: bool = Field(title=N_("Is a suspect, or related to one"))
    works_for_migration_or_police: bool = Field(title=N_("Works for migration or the police"))
    other_conflict: bool = Field(title=N_("Has another conflict of interest"))
    conflict_details: Text = Field(title=N_("The conflict, and what was done about it"), default="")
    conflict_checked_by: NeededLine = Field(title=N_("Who checked for conflicts"))
    met_child_at: AwareDatetime | None = Field(title=N_("When the guardian first met the child"), default=None)
    replaces: Line = Field(title=N_("Replaces (name of the guardian before)"), default="")
    why_replaced: Text = Field(title=N_("If replaced: why"), default="")

    @property
    def has_conflict(self) -> bool:
        """Any of the three."""
        return self.suspect_or_relative_of_one or self.works_for_migration_or_police or self.other_conflict

    @classmethod
    def example(cls) -> Self:
        """Clara becomes Luz's guardian."""
        return cls(
            done_at=story.at("2026-12-02", 14),
            evidence=(
                Evidence(kind="guardian_appointment", reference="TUT-EJEMPLO-1", issued_by=story.HOST_AUTHORITY),
            ),
            guardian_name=story.GUARDIAN,
            office=story.HOST_AUTHORITY,
            phone=story.HOST_PHONE,
            appointed_by=story.HOST_AUTHORITY,
            reference="TUT-EJEMPLO-1",
            appointed_at=story.at("2026-12-02", 13),
            accepted=True,
            suspect_or_relative_of_one=False,
            works_for_migration_or_police=False,
            other_conflict=False,
            conflict_checked_by="Sonia Supervisora Ejemplo",
            met_child_at=story.at("2026-12-02", 13, 30),
        )

    def checks(self) -> Iterator[Problem]:
        """A conflict is described; a replacement is explained."""
        if self.has_conflict and not self.conflict_details:
            yield "conflict_details", N_("Describe the conflict of interest, and what was done about it.")
        if self.replaces and not self.why_replaced:
            yield "why_replaced", N_("Say why the guardian was replaced.")
        if self.met_child_at and self.met_child_at < self.appointed_at:
            yield "met_child_at", N_("The guardian cannot act before being appointed.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Appointed and accepted; free of conflict."""
        return {"guardian_appointed": self.accepted, "guardian_has_conflict": self.has_conflict}
