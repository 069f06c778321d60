"""C2, the answer: the country of origin accepts the child, or says why not."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Evidence, Problem, Report
from cases.reports.coded import Coded
from cases.reports.parts import Contact
from cases.reports.text import Line, NeededLine, Text
from cases.words import N_


class Answer(Coded):
    """Accept or refuse. Silence is neither: it escalates."""

    ACCEPTED = "accepted", N_("Accepted")
    REFUSED = "refused", N_("Refused")


class RiskView(Coded):
    """What the receiving side thinks of the risk assessment (Blueprint for return counsellors)."""

    SHARED = "shared", N_("Shares it")
    SHARED_WITH_REMARKS = "shared_with_remarks", N_("Shares it, with remarks")
    RETURN_UNSAFE = "return_unsafe", N_("Finds the return unsafe")


class Acceptance(Report):
    """Receipt, answer, care place in writing, contacts, view of the risks (domain C2; GC6 85).

    Where the receiving side finds the return unsafe, the child stays: it cannot accept.
    """

    name = "acceptance"
    supplies = ("care_accepted_in_writing",)

    answer: Answer = Field(title=N_("Answer"))
    answered_by: NeededLine = Field(title=N_("Who answers"))
    authority: NeededLine = Field(title=N_("Authority"))
    reference: Line = Field(title=N_("Number of the letter"), default="")
    refusal_reason: Text = Field(title=N_("If refused: why"), default="")
    risk_view: RiskView = Field(title=N_("View of the risk assessment"))
    risk_remarks: Text = Field(title=N_("Remarks on the risk assessment"), default="")
    carer_name: Line = Field(title=N_("Carer or care place"), default="")
    care_in_writing: bool = Field(title=N_("The carer or care place has accepted in writing"))
    care_reference: Line = Field(title=N_("Number of that writing"), default="")
    conditions: Text = Field(title=N_("Conditions"), default="")
    contact: Contact | None = Field(title=N_("Whom to call"), default=None)

    @classmethod
    def example(cls) -> Self:
        """Guatemala accepts."""
        return cls(
            done_at=story.at("2027-01-06", 18),
            evidence=(Evidence(kind="acceptance_letter", reference="ACE-EJEMPLO-1", issued_by=story.ORIGIN_AUTHORITY),),
            answer=Answer.ACCEPTED,
            answered_by="Laura Licenciada Ejemplo",
            authority=story.ORIGIN_AUTHORITY,
            reference="ACE-EJEMPLO-1",
            risk_view=RiskView.SHARED,
            carer_name=story.CARER,
            care_in_writing=True,
            care_reference="CARTA-EJEMPLO-1",
            contact=Contact(
                name=story.RECEIVER,
                agency=story.ORIGIN_AUTHORITY,
                phone=story.ORIGIN_PHONE,
                alternate_name="Laura Licenciada Ejemplo",
                alternate_phone="+50200000002",
            ),
        )

    def checks(self) -> Iterator[Problem]:
        """A refusal has a reason; an acceptance has a contact, a carer, and no unsafe return."""
        if self.answer == Answer.REFUSED and not self.refusal_reason:
            yield "refusal_reason", N_("Say why it is refused.")
        if self.risk_view != RiskView.SHARED and not self.risk_remarks:
            yield "risk_remarks", N_("Say what is different in your view of the risks.")
        if self.care_in_writing and not (self.carer_name and self.care_reference):
            yield "care_reference", N_("Name the carer and give the number of the writing.")
        if self.answer == Answer.ACCEPTED:
            if self.risk_view == RiskView.RETURN_UNSAFE:
                yield "answer", N_("A return that you find unsafe cannot be accepted.")
            if self.contact is None or not self.contact.alternate_name:
                yield "contact", N_("Name a contact and an alternate.")
            if not self.carer_name:
                yield "carer_name", N_("Name the carer or the care place.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Care accepted in writing, and the child accepted."""
        return {"care_accepted_in_writing": self.answer == Answer.ACCEPTED and self.care_in_writing}

    def outcome(self) -> str:
        """Accepted or refused."""
        return self.answer.value
