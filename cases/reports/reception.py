"""F1: the country of origin receives the child, sees to health and safety, and listens."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.parts import Heard, Views
from cases.reports.text import Line, NeededLine, NeededText, SecretLine, Text
from cases.words import N_


class Reception(Report):
    """Interview, medical check, psychosocial care, protection measure (domain F1; GT route of 2017)."""

    name = "reception"

    received_by: NeededLine = Field(title=N_("Who received the child"))
    authority: NeededLine = Field(title=N_("Authority"))
    identity_checked: bool = Field(title=N_("The child's identity was checked"))
    interview: NeededText = Field(title=N_("First interview"))
    medical: NeededText = Field(title=N_("Medical check"))
    psychosocial: NeededText = Field(title=N_("Psychosocial care"))
    views: Views = Field(title=N_("The child's views"))
    safe_carer: bool = Field(title=N_("A safe carer is still there"))
    measure: Text = Field(title=N_("If not: protection measure of the judge"), default="")
    sleeps_at: NeededLine = Field(title=N_("Where the child sleeps"))
    address: SecretLine = Field(title=N_("Address (secret)"), default="")
    contact_by_traffickers: bool = Field(title=N_("Somebody of the network has tried to reach the child"))
    contact_details: Text = Field(title=N_("If so: who, how, and who was told"), default="")
    host_told: Line = Field(title=N_("Who in the host country was told of the arrival"), default="")

    @classmethod
    def example(cls) -> Self:
        """The first evening in San Marcos."""
        return cls(
            done_at=story.at("2027-01-15", 23),
            received_by=story.RECEIVER,
            authority=story.ORIGIN_AUTHORITY,
            identity_checked=True,
            interview="Knows where she is and what comes next.",
            medical="No findings.",
            psychosocial="Calm; glad; asks for her aunt.",
            views=Views(
                heard=Heard.SPOKE,
                words="When does my aunt come?",
                language="mam",
                guardian_present=True,
                lawyer_present=False,
                disagrees=False,
            ),
            safe_carer=True,
            sleeps_at="Shelter of the child-protection authority, San Marcos",
            address="Calle Inventada 3, San Marcos",
            contact_by_traffickers=False,
            host_told=story.GUARDIAN,
        )

    def checks(self) -> Iterator[Problem]:
        """No child without a carer or a measure; no contact without its story."""
        if not self.safe_carer and not self.measure:
            yield "measure", N_("Without a safe carer a protection measure is needed: say which.")
        if self.contact_by_traffickers and not self.contact_details:
            yield "contact_details", N_("Say who tried to reach the child, how, and who was told.")
        if not self.identity_checked:
            yield "identity_checked", N_("Check the child's identity first.")
