"""Nobody is there to receive the child; somebody comes after all; or the child goes back (domain section 7)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.parts import Official
from cases.reports.text import NeededLine, NeededText
from cases.words import N_


class ReceiverAbsent(Report):
    """Who was expected, who was called, and until when one waits. The child is never given to an unlisted relative."""

    name = "receiver_absent"

    expected: NeededLine = Field(title=N_("Who was expected"))
    expected_at: AwareDatetime = Field(title=N_("At what hour"))
    place: NeededLine = Field(title=N_("Where"))
    called: NeededText = Field(title=N_("Who was called, and what they said"))
    child_with: NeededLine = Field(title=N_("Who is with the child"))
    wait_until: AwareDatetime = Field(title=N_("Until when one waits"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Mario not come."""
        return cls(
            done_at=story.at("2027-01-15", 17, 20),
            expected=story.RECEIVER,
            expected_at=story.HANDOVER,
            place="Office of child protection, Tecún Umán",
            called="Receiver: no answer. Second receiver: on her way.",
            child_with=story.ESCORT,
            wait_until=story.at("2027-01-15", 19),
        )

    def checks(self) -> Iterator[Problem]:
        """Absent only after the hour; the wait lies ahead."""
        if self.done_at < self.expected_at:
            yield "expected_at", N_("Nobody is absent before the agreed hour.")
        if self.wait_until <= self.expected_at:
            yield "wait_until", N_("Say until when one waits after the agreed hour.")


class ReceiverArrived(Report):
    """Somebody entitled has come. Identity is checked again at the handover."""

    name = "receiver_arrived"

    receiver: Official = Field(title=N_("Who has come"))
    arrived_at: AwareDatetime = Field(title=N_("When"))
    named_in_plan: bool = Field(title=N_("The plan names this person as first or second receiver"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Mario come late."""
        return cls(
            done_at=story.at("2027-01-15", 17, 50),
            receiver=Official(
                name=story.RECEIVER,
                post="Officer of child protection",
                agency=story.ORIGIN_AUTHORITY,
                paper=story.RECEIVER_PAPER,
            ),
            arrived_at=story.at("2027-01-15", 17, 45),
            named_in_plan=True,
        )

    def checks(self) -> Iterator[Problem]:
        """Only somebody whom the plan names."""
        if not self.named_in_plan:
            yield "named_in_plan", N_("Only a receiver whom the plan names may receive the child. Wait, or go back.")
        if self.arrived_at > self.done_at:
            yield "arrived_at", N_("The receiver came before this was reported, not after.")


class ReturnReason(Coded):
    """Why the child goes back into the host country's care."""

    NO_RECEIVER = "no_receiver", N_("Nobody entitled to receive the child came")
    REFUSED = "refused", N_("The handover was refused")
    DESTINATION_REFUSED = "destination_refused", N_("The country of destination refused entry")
    DANGER = "danger", N_("Danger")
    OTHER = "other", N_("Another reason")


class ReturnToHost(Report):
    """The journey is broken off, and the child goes back (domain G; MX Ley de Migracion 119.VIII)."""

    name = "return_to_host"

    reason: ReturnReason = Field(title=N_("Reason"))
    details: NeededText = Field(title=N_("What happened"))
    decided_by: NeededLine = Field(title=N_("Who decided"))
    child_told: NeededText = Field(title=N_("How it was explained to the child, and what the child says"))
    expected_back_at: AwareDatetime = Field(title=N_("When the child is expected back"))
    escort: NeededLine = Field(title=N_("Who travels with the child"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had nobody come."""
        return cls(
            done_at=story.at("2027-01-15", 19),
            reason=ReturnReason.NO_RECEIVER,
            details="Neither receiver came within two hours.",
            decided_by="Sonia Supervisora Ejemplo",
            child_told="That it is not her fault, and that a new day will be found. She is disappointed.",
            expected_back_at=story.at("2027-01-15", 21),
            escort=story.ESCORT,
        )

    def checks(self) -> Iterator[Problem]:
        """Expected back after it was decided."""
        if self.expected_back_at < self.done_at:
            yield "expected_back_at", N_("The child cannot be expected back before it was decided.")

    def outcome(self) -> str:
        """The reason."""
        return self.reason.value
