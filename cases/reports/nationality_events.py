"""Two countries claim the child, or none does; a birth that nobody registered (domain section 7; LM 111.I)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Part, Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import CountryCode, Line, NeededLine, NeededText, Text
from cases.words import N_


class Claim(Part):
    """What speaks for one nationality."""

    country: CountryCode = Field(title=N_("Country"))
    claimed_by: NeededLine = Field(title=N_("Who says so"))
    proof: NeededText = Field(title=N_("What speaks for it"))


class NationalityDispute(Coded):
    """What is open."""

    CONTRADICTED = "nationality_contradicted", N_("Two claims that contradict each other")
    DOUBLE = "nationality_double", N_("Two nationalities at once")
    NONE = "nationality_none", N_("No country takes the child for its own")


class NationalityDisputed(Report):
    """Both claims as they are. Nobody chooses for the child, and nobody travels until it is resolved."""

    name = "nationality_disputed"

    kind: NationalityDispute = Field(title=N_("What is open"))
    claims: tuple[Claim, ...] = Field(title=N_("Claims"), default=())
    child_says: NeededText = Field(title=N_("What the child says, and which country the child calls home"))
    stateless_body: Line = Field(title=N_("Body that decides about statelessness, if it was asked"), default="")
    stateless_asked_at: AwareDatetime | None = Field(title=N_("When it was asked"), default=None)
    asked: NeededText = Field(title=N_("Who has been asked, and by whom"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had a Mexican record turned up."""
        return cls(
            done_at=story.at("2026-12-15", 18),
            kind=NationalityDispute.CONTRADICTED,
            claims=(
                Claim(country="GT", claimed_by="Consulate of Guatemala", proof="Birth record of 2013."),
                Claim(country="MX", claimed_by="Civil registry of Chiapas", proof="Record of a birth in Tapachula."),
            ),
            child_says="I am from San Marcos.",
            asked="Both civil registries, by the authority.",
        )

    def checks(self) -> Iterator[Problem]:
        """Both claims, or the way of those who have none."""
        if self.kind != NationalityDispute.NONE and len({claim.country for claim in self.claims}) < 2:
            yield "claims", N_("Write down both claims, each with its country and what speaks for it.")
        if self.kind == NationalityDispute.NONE and not (self.stateless_body and self.stateless_asked_at):
            yield "stateless_body", N_("Say which body was asked about statelessness, and when.")


class NationalityAnswer(Coded):
    """How it was resolved."""

    ORIGIN = "nationality_of_origin", N_("The child has the nationality of the country of origin")
    BOTH = "nationality_of_both", N_("The child has two nationalities, and keeps both")
    OTHER = "nationality_of_another", N_("The child has the nationality of another country")
    STATELESS = "nationality_stateless", N_("The child is stateless, and recognised as such")
    PENDING = "nationality_pending", N_("Still open: the child stays, and the inquiry goes on with the stay")


class NationalityResolved(Report):
    """The answer, who gave it, and what the child wants. The step of identity and nationality is done anew on it."""

    name = "nationality_resolved"

    result: NationalityAnswer = Field(title=N_("Result"))
    countries: tuple[CountryCode, ...] = Field(title=N_("Nationalities"), default=())
    answered_by: NeededLine = Field(title=N_("Authority"))
    reference: NeededLine = Field(title=N_("Number of the record or decision"))
    child_says: NeededText = Field(title=N_("What the child says"))
    status_here: Text = Field(
        title=N_("If stateless, of another country or still open: under which title the child stays"), default=""
    )

    @classmethod
    def example(cls) -> Self:
        """What it would be, the second record being a mistake."""
        return cls(
            done_at=story.at("2026-12-28", 18),
            result=NationalityAnswer.ORIGIN,
            countries=("GT",),
            answered_by="Civil registry of Chiapas (ejemplo)",
            reference="REG-EJEMPLO-3",
            child_says="Good. That is where my aunt is.",
        )

    def checks(self) -> Iterator[Problem]:
        """Countries that fit; nobody left without a title."""
        needed = {NationalityAnswer.ORIGIN: 1, NationalityAnswer.OTHER: 1, NationalityAnswer.BOTH: 2}
        if len(set(self.countries)) < needed.get(self.result, 0):
            yield "countries", N_("Name each nationality that was found.")
        stays = (NationalityAnswer.OTHER, NationalityAnswer.STATELESS, NationalityAnswer.PENDING)
        if self.result in stays and not self.status_here:
            yield "status_here", N_("Say under which title the child stays here.")

    def outcome(self) -> str:
        """The result."""
        return self.result.value
