"""The guardian is not who they said, and another guardian takes over (domain section 7, impostor guardian)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.text import Line, NeededLine, NeededPlaceText, NeededText, Text
from cases.words import N_


class GuardianImpostor(Report):
    """Who the person is, what they were told and what they agreed to. They are kept from the child from this hour."""

    name = "guardian_impostor"

    found_at: AwareDatetime = Field(title=N_("When it came out"))
    who: NeededLine = Field(title=N_("Name under which the person acted"))
    details: NeededText = Field(title=N_("What shows that the person is not who they said"))
    kept_from_child: bool = Field(title=N_("The person has no contact with the child any more"))
    child_safe: NeededPlaceText = Field(title=N_("Where the child is safe, and whether the person knows the place"))
    consented_to: NeededText = Field(title=N_("What the person agreed to in the child's name"))
    relied_on_it: NeededText = Field(
        title=N_("Who has acted on it, and has been told by you"), description=N_("If nobody, write: nobody.")
    )
    police_told_at: AwareDatetime | None = Field(title=N_("When the police or the prosecutor was told"), default=None)
    acting_guardian: NeededLine = Field(title=N_("Who stands in for the guardian until another is appointed"))
    samples_taken: bool = Field(title=N_("Fingerprints or DNA of the person were taken"), default=False)
    samples_agreed_by: Text = Field(title=N_("If so: on whose order, or with whose consent"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, had an uncle been none."""
        return cls(
            done_at=story.at("2026-12-20", 17),
            found_at=story.at("2026-12-20", 15),
            who="Tío Falso Ejemplo",
            details="The registry knows no brother of the mother.",
            kept_from_child=True,
            child_safe="Moved to another house; the person knew the first one.",
            consented_to="The hearing of 3 December and the tracing.",
            relied_on_it="The consulate; told by telephone.",
            police_told_at=story.at("2026-12-20", 15, 30),
            acting_guardian=story.HOST_AUTHORITY,
        )

    def checks(self) -> Iterator[Problem]:
        """Out of reach first; no sample without a ground; hours in order."""
        if not self.kept_from_child:
            yield "kept_from_child", N_("First keep the person away from the child, then report it.")
        if self.samples_taken and not self.samples_agreed_by:
            yield "samples_agreed_by", N_("Say on whose order, or with whose consent, samples were taken.")
        if self.found_at > self.done_at:
            yield "found_at", N_("It came out before this was reported, not after.")


class GuardianReplaced(Report):
    """Another guardian is found; the appointment itself, and all that was agreed before, follow as steps begun anew."""

    name = "guardian_replaced"

    new_guardian: NeededLine = Field(title=N_("Who is to be the guardian"))
    identity_proved: bool = Field(title=N_("The identity of that person, and the link to the child, are proved"))
    proof: NeededLine = Field(title=N_("What proves them"))
    child_met: NeededText = Field(title=N_("How the child was told, and what the child says"))
    agreed_before: NeededText = Field(title=N_("What the first person had agreed to, and what becomes of it"))
    police_reference: Line = Field(title=N_("Number of the report to the police"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, two days later."""
        return cls(
            done_at=story.at("2026-12-22", 18),
            new_guardian=story.GUARDIAN,
            identity_proved=True,
            proof="Office of the authority",
            child_met="Clara met her in the house; Luz asked whether the man will come back.",
            agreed_before="Nothing of it counts; the hearing and the tracing are done anew.",
            police_reference="DEN-EJEMPLO-2",
        )

    def checks(self) -> Iterator[Problem]:
        """Not a second time on somebody's word."""
        if not self.identity_proved:
            yield "identity_proved", N_("Prove who the new guardian is before the child is given into their hands.")
