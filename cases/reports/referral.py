"""C2, the request: the host country asks the country of origin to receive the child."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.consular_notification import Channel
from cases.reports.htcds import ReferralReason
from cases.reports.parts import Contact
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_


class PlacementAdvice(Coded):
    """Whether the child can at once live with a family (PANI protocol)."""

    PARENTS = "parents", N_("At once with the parents")
    RELATIVES = "relatives", N_("At once with other family")
    CARE_FIRST = "care_first", N_("First in care, then family")
    CARE = "care", N_("In care")


class Referral(Report):
    """The formal request (domain C2; PANI protocol; HTCDS outgoing referral)."""

    name = "referral"

    sent_at: AwareDatetime = Field(title=N_("When it was sent"))
    to_authority: NeededLine = Field(title=N_("Authority asked"))
    through: Line = Field(title=N_("Through (ministry of foreign affairs)"), default="")
    channel: Channel = Field(title=N_("Channel"))
    reference: NeededLine = Field(title=N_("Number of the request"))
    reason: ReferralReason = Field(title=N_("Reason"), default=ReferralReason.LOCATION)
    summary: NeededText = Field(title=N_("What the other country needs to know"))
    placement: PlacementAdvice = Field(title=N_("Placement recommended"))
    carer_name: Line = Field(title=N_("Carer proposed"), default="")
    first_needs: Text = Field(title=N_("What the child needs on arrival"), default="")
    enclosures: Text = Field(title=N_("Enclosures"), default="")
    answer_by: AwareDatetime = Field(title=N_("Answer asked for by"))
    contact: Contact = Field(title=N_("Whom to call here"))

    @classmethod
    def example(cls) -> Self:
        """Mexico asks Guatemala."""
        return cls(
            done_at=story.at("2027-01-04", 21),
            sent_at=story.at("2027-01-04", 20, 45),
            to_authority=story.ORIGIN_AUTHORITY,
            through="Secretaría de Relaciones Exteriores (ejemplo)",
            channel=Channel.SYSTEM,
            reference="SOL-EJEMPLO-1",
            summary="A girl of thirteen wishes to live with her aunt in San Marcos; risks held; home study enclosed.",
            placement=PlacementAdvice.RELATIVES,
            carer_name=story.CARER,
            first_needs="School place; psychologist.",
            enclosures="Decision; determination; risk assessment.",
            answer_by=story.at("2027-01-18", 21),
            contact=Contact(
                name=story.GUARDIAN,
                agency=story.HOST_AUTHORITY,
                phone=story.HOST_PHONE,
                alternate_name="Tania Trabajadora Ejemplo",
                alternate_phone="+520000000002",
            ),
        )

    def checks(self) -> Iterator[Problem]:
        """A family placement names the carer; the answer comes after the question."""
        if self.placement in (PlacementAdvice.PARENTS, PlacementAdvice.RELATIVES) and not self.carer_name:
            yield "carer_name", N_("Name the carer proposed.")
        if self.answer_by <= self.sent_at:
            yield "answer_by", N_("The answer cannot be asked for before the request was sent.")
