"""The child is not who the papers say, and who the child is after all (domain section 7, wrong identity)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.nationality import IdentityBasis
from cases.reports.text import CountryCode, Line, NeededLine, NeededText, Text
from cases.words import N_


class IdentityDoubt(Coded):
    """How it came out."""

    BIOMETRICS = "biometrics_differ", N_("The fingerprints or the photograph are another person's")
    PAPERS = "papers_false", N_("The papers are false, or another child's")
    CHILD_SAYS = "child_says_another_name", N_("The child says so")
    FAMILY_SAYS = "family_does_not_know", N_("The family says that it is another child")
    AUTHORITY = "authority_contradicts", N_("An authority contradicts it")


class IdentityFailed(Report):
    """What does not fit, and who acted on it. From this hour nothing that rests on the identity holds."""

    name = "identity_failed"

    found_at: AwareDatetime = Field(title=N_("When it came out"))
    how: tuple[IdentityDoubt, ...] = Field(title=N_("How it came out"), min_length=1)
    details: NeededText = Field(title=N_("What does not fit"))
    relied_on_it: NeededText = Field(
        title=N_("Who has acted on the wrong identity, and has been told by you"),
        description=N_("The case page lists what was disclosed, and to whom. If nobody, write: nobody."),
    )
    child_told: NeededText = Field(title=N_("What was said to the child, and what the child says"))
    samples_taken: bool = Field(title=N_("Fingerprints, photographs or DNA were taken to find out"), default=False)
    samples_agreed_by: Text = Field(title=N_("If so: who agreed, how it was explained, to the child too"), default="")
    inquiry_led_by: NeededLine = Field(title=N_("Who leads the inquiry"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had the registry's photograph been of another girl."""
        return cls(
            done_at=story.at("2026-12-29", 17),
            found_at=story.at("2026-12-29", 15),
            how=(IdentityDoubt.BIOMETRICS,),
            details="The photograph in the civil registry is of another girl of that name.",
            relied_on_it="The consulate and the authority of the country of origin; both told by telephone.",
            child_told="The guardian asked her calmly. She says it is her cousin's record.",
            inquiry_led_by="Ana Abogada Ejemplo",
        )

    def checks(self) -> Iterator[Problem]:
        """No sample without an agreement; hours in order."""
        if self.samples_taken and not self.samples_agreed_by:
            yield (
                "samples_agreed_by",
                N_("Fingerprints or DNA are taken only with consent: say who agreed and how it was explained."),
            )
        if self.found_at > self.done_at:
            yield "found_at", N_("It came out before this was reported, not after.")


class IdentityFound(Coded):
    """Where the inquiry ended."""

    SAME_COUNTRY = "identity_same_country", N_("Another identity, of the same country of origin")
    OTHER_COUNTRY = "identity_other_country", N_("Another identity, of another country")
    AS_BEFORE = "identity_as_before", N_("The identity was right after all")
    UNKNOWN = "identity_unknown", N_("It cannot be found out: the child stays protected as long as it is so")


class IdentitySettled(Report):
    """Who the child is, and on what proof. Every step that rested on the identity is done anew, from the consulate."""

    name = "identity_settled"
    supplies = ("origin_in_doubt",)

    result: IdentityFound = Field(title=N_("Result"))
    true_name: Line = Field(title=N_("Name according to the proof"), default="")
    country: CountryCode | None = Field(title=N_("Country of which the child is"), default=None)
    basis: tuple[IdentityBasis, ...] = Field(title=N_("What proves it"), default=())
    reference: Line = Field(title=N_("Number of the record or document"), default="")
    consent_to_samples: Text = Field(
        title=N_("If fingerprints or DNA were compared: who agreed, and how it was explained"), default=""
    )
    void_papers_recalled: NeededText = Field(title=N_("Papers and letters called back, and from whom"))
    why_wrong: NeededText = Field(title=N_("How the wrong identity came about"))
    next_way: Text = Field(title=N_("If of another country, or unknown: how the child is protected now"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, a week later."""
        return cls(
            done_at=story.at("2027-01-05", 18),
            result=IdentityFound.SAME_COUNTRY,
            true_name=story.CHILD,
            country="GT",
            basis=(IdentityBasis.BIRTH_RECORD, IdentityBasis.RELATIVES),
            reference="REG-EJEMPLO-2013-2",
            void_papers_recalled="The notice of 4 December, from the consulate; it confirmed in writing.",
            why_wrong="Two cousins of one name; the registry sent the elder's record.",
        )

    def checks(self) -> Iterator[Problem]:
        """A finding has a name, a country and a proof; no comparison of the body without consent."""
        if self.result != IdentityFound.UNKNOWN and not (self.true_name and self.country and self.basis):
            yield "basis", N_("Give the name, the country and what proves them, or say that it cannot be found out.")
        if IdentityBasis.BIOMETRICS in self.basis and not self.consent_to_samples:
            yield "consent_to_samples", N_("Fingerprints or DNA count only with consent: say who agreed.")
        if self.result in (IdentityFound.OTHER_COUNTRY, IdentityFound.UNKNOWN) and not self.next_way:
            yield "next_way", N_("Say how the child is protected now: a stay here, or a case with the other country.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Of another country, or nobody can say of which. Whether the country named is the case's is the case's."""
        return {"origin_in_doubt": self.result in (IdentityFound.OTHER_COUNTRY, IdentityFound.UNKNOWN)}

    def outcome(self) -> str:
        """The result."""
        return self.result.value
