"""The record by which custody of a child passes: one side hands over, the other receives, both sign."""

from collections.abc import Iterator
from datetime import date

from pydantic import AwareDatetime, Field

from cases.names import fold
from cases.reports.base import Part, Passing, Problem, Report
from cases.reports.htcds import Gender
from cases.reports.parts import Interpreter
from cases.reports.text import CountryCode, Line, NeededLine, NeededText, Text
from cases.words import N_


class Party(Part):
    """One side of the record. ``checked_other``: this one has seen the other's identity document."""

    name: NeededLine = Field(title=N_("Full name"))
    post: NeededLine = Field(title=N_("Post, or link with the child"))
    agency: NeededLine = Field(title=N_("Agency, or family"))
    paper: NeededLine = Field(title=N_("Number of the identity document"))
    checked_other: bool = Field(title=N_("Has checked the identity of the other side"))
    signed_at: AwareDatetime | None = Field(title=N_("When this side signed"), default=None)


class Release(Report):
    """What the one who hands over states (acta de entrega-recepcion, domain section 4): child, things, signature."""

    record_number: NeededLine = Field(title=N_("Number of the record"))
    place: NeededLine = Field(title=N_("Place"))
    passed_at: AwareDatetime = Field(title=N_("When the child passed from one to the other"))
    child_name: NeededLine = Field(title=N_("Name of the child"))
    child_aliases: Line = Field(title=N_("Other names"), default="")
    child_birth_date: date | None = Field(title=N_("Date of birth"), default=None)
    child_gender: Gender = Field(title=N_("Gender"))
    child_nationality: CountryCode = Field(title=N_("Nationality"))
    child_papers: Line = Field(title=N_("Numbers of the child's documents"), default="")
    child_identified_by: NeededLine = Field(title=N_("How the child's identity was checked (photograph, biometrics)"))
    condition: NeededText = Field(title=N_("State of the child"))
    injuries: Text = Field(title=N_("Injuries"), default="")
    medicines: Text = Field(title=N_("Medicines handed over"), default="")
    belongings: NeededText = Field(title=N_("Belongings handed over"))
    papers_annexed: Text = Field(title=N_("Papers annexed"), default="")
    child_comment: Text = Field(title=N_("What the child says"), default="")
    interpreter: Interpreter | None = Field(title=N_("Interpreter"), default=None)
    witness: Line = Field(title=N_("Witness or consul"), default="")
    observations: Text = Field(title=N_("Observations"), default="")
    seal: Line = Field(title=N_("Number of the seal"), default="")
    deliverer: Party = Field(title=N_("Who hands over the child"))

    def checks(self) -> Iterator[Problem]:
        """The one who hands over has signed."""
        yield from super().checks()
        if self.deliverer.signed_at is None:
            yield "deliverer.signed_at", N_("Custody passes only when the one who hands over has signed.")
        if self.passed_at > self.done_at:
            yield "passed_at", N_("The child passed before this was reported, not after.")


class CustodyRecord(Release):
    """The whole record: with the one who receives."""

    receiver: Party = Field(title=N_("Who receives the child"))

    def checks(self) -> Iterator[Problem]:
        """Two people, two signatures, two identities seen."""
        yield from super().checks()
        if self.receiver.signed_at is None:
            yield "receiver.signed_at", N_("Custody passes only when the one who receives has signed.")
        if same_person(self.deliverer, self.receiver):
            yield "receiver.paper", N_("Nobody can hand over a child to themselves.")

    def passing(self) -> Passing:
        """From the one who hands over to the one who receives."""
        return Passing(self.passed_at, self.deliverer.paper, self.receiver.paper)

    @property
    def identities_checked(self) -> bool:
        """Each side has seen the other's document."""
        return self.deliverer.checked_other and self.receiver.checked_other

    @property
    def complete(self) -> bool:
        """Both sides have signed."""
        return self.deliverer.signed_at is not None and self.receiver.signed_at is not None


def same_person(one: Party, other: Party) -> bool:
    """The same document, or the same name at the same agency."""
    return fold(one.paper) == fold(other.paper) or (fold(one.name), fold(one.agency)) == (
        fold(other.name),
        fold(other.agency),
    )
