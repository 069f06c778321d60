"""E3: the handover. Without a record that both sides have signed, custody has not passed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import Field

from cases.reports import custody_example, story
from cases.reports.base import Problem, Report
from cases.reports.custody import CustodyRecord, Party, Release
from cases.reports.text import NeededLine, NeededText, Text
from cases.words import N_


class HandoverRelease(Release):
    """The first half: the escort's, before the receiving side signs."""

    name = "handover_release"

    receiver_is_named_one: bool = Field(title=N_("The receiver is the one whom the plan names, or the second one"))
    notice_given: bool = Field(title=N_("The receiving authority was told of the hour"), default=True)

    @classmethod
    def example(cls) -> Self:
        """Elena's half."""
        told = custody_example.told("ACTA-EJEMPLO-2", "Tecún Umán, office of child protection", story.HANDOVER)
        return cls(**told, deliverer=custody_example.escort(story.HANDOVER), receiver_is_named_one=True)


class HandoverReceipt(Report):
    """The second half: what the one who receives has seen, and the signature."""

    name = "handover_receipt"

    record_number: NeededLine = Field(title=N_("Number of the record"))
    receiver: Party = Field(title=N_("Who receives the child"))
    child_identified: bool = Field(title=N_("The child is the one in the papers"))
    condition_seen: NeededText = Field(title=N_("State of the child, as the receiver sees it"))
    belongings_complete: bool = Field(title=N_("Belongings, medicines and papers are complete"))
    differences: Text = Field(title=N_("What is missing or different"), default="")

    @classmethod
    def example(cls) -> Self:
        """Mario's half."""
        return cls(
            done_at=story.HANDOVER,
            record_number="ACTA-EJEMPLO-2",
            receiver=custody_example.receiver(story.HANDOVER),
            child_identified=True,
            condition_seen="Well; a little tired.",
            belongings_complete=True,
        )

    def checks(self) -> Iterator[Problem]:
        """Signed; the right child; what is missing is listed."""
        if self.receiver.signed_at is None:
            yield "receiver.signed_at", N_("Custody passes only when the one who receives has signed.")
        if not self.child_identified:
            yield "child_identified", N_("If this is not the child in the papers, refuse the handover.")
        if not self.belongings_complete and not self.differences:
            yield "differences", N_("Say what is missing or different.")


class Handover(CustodyRecord):
    """The complete acta de entrega-recepcion (domain E3 and section 4; MX Ley de Migracion 120; MX-US arrangements)."""

    name = "handover"
    supplies = ("receiver_is_the_one_named", "identities_checked_by_both", "handover_record_complete")

    receiver_is_named_one: bool = Field(title=N_("The receiver is the one whom the plan names, or the second one"))
    notice_given: bool = Field(title=N_("The receiving authority was told of the hour"), default=True)
    child_identified: bool = Field(title=N_("The child is the one in the papers"))
    condition_seen: NeededText = Field(title=N_("State of the child, as the receiver sees it"))
    belongings_complete: bool = Field(title=N_("Belongings, medicines and papers are complete"))
    differences: Text = Field(title=N_("What is missing or different"), default="")

    @classmethod
    def of(cls, release: HandoverRelease, receipt: HandoverReceipt) -> Self:
        """The record that the two halves make. They must be halves of the same one; it is done when the last signed."""
        if release.record_number != receipt.record_number:
            raise ValueError(N_("These are halves of different records: the numbers differ."))
        both = {**release.model_dump(), **receipt.model_dump()}
        both["done_at"] = max(release.done_at, receipt.done_at)
        both["evidence"] = (*release.evidence, *receipt.evidence)
        both["remarks"] = "\n".join(filter(None, (release.remarks, receipt.remarks)))
        return cls.model_validate(both)

    @classmethod
    def example(cls) -> Self:
        """Both halves."""
        return cls.of(HandoverRelease.example(), HandoverReceipt.example())

    def checks(self) -> Iterator[Problem]:
        """The right child; what is missing is listed."""
        yield from super().checks()
        if not self.child_identified:
            yield "child_identified", N_("If this is not the child in the papers, refuse the handover.")
        if not self.belongings_complete and not self.differences:
            yield "differences", N_("Say what is missing or different.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """The one named, both identities seen, both signatures there; cases.facts compares with the plan."""
        return {
            "receiver_is_the_one_named": self.receiver_is_named_one,
            "identities_checked_by_both": self.identities_checked and self.child_identified,
            "handover_record_complete": self.complete,
        }
