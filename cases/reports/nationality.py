"""B2, second half: who the child is, and of which country."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Filing, Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import CountryCode, Line, NeededLine, Text
from cases.words import N_


class IdentityResult(Coded):
    """What the answer amounts to.

    Only ``confirmed`` opens the way to a return; or ``other_proof``, where the silence of the consulate was reported
    and the civil registry of that country accepts the proof.
    """

    CONFIRMED = "confirmed", N_("Confirmed")
    PROBABLE = "probable", N_("Probable, not proved")
    DISPUTED = "disputed", N_("Disputed, or two countries claim the child")
    STATELESS = "stateless", N_("Stateless")
    NOT_A_NATIONAL = "not_a_national", N_("Not a national of that country")
    NO_ANSWER = "no_answer", N_("No answer")
    OTHER_PROOF = "other_proof", N_("Proved otherwise, the consulate being silent")


class IdentityBasis(Coded):
    """What proves it."""

    BIRTH_RECORD = "birth_record", N_("Birth record")
    LATE_RECORD = "late_record", N_("Birth registered late, for this case")
    PASSPORT = "passport", N_("Passport or identity card")
    BIOMETRICS = "biometrics", N_("Biometric match")
    RELATIVES = "relatives", N_("Statements of relatives")
    LOCAL_AUTHORITY = "local_authority", N_("Statement of a local authority or school")


class Nationality(Report):
    """The answer and its proof (domain B2; Palermo 8(3); LGPSEDMTP 77; PANI protocol).

    Silence is reported as ``no_answer``: it is never taken for a consent.
    """

    name = "nationality"
    supplies = ("nationality_confirmed",)

    asked_at: AwareDatetime = Field(title=N_("When it was asked"))
    answered_at: AwareDatetime | None = Field(title=N_("When it was answered"), default=None)
    answered_by: Line = Field(title=N_("Who answered"), default="")
    result: IdentityResult = Field(title=N_("Result"))
    nationality: CountryCode | None = Field(title=N_("Nationality found"), default=None)
    other_nationality: CountryCode | None = Field(title=N_("Second nationality"), default=None)
    basis: tuple[IdentityBasis, ...] = Field(title=N_("What proves it"), default=())
    record_number: Line = Field(title=N_("Number of the birth record or document"), default="")
    true_name: NeededLine = Field(title=N_("Name according to the proof"))
    birth_date: date | None = Field(title=N_("Date of birth according to the proof"), default=None)
    birth_place: Line = Field(title=N_("Place of birth"), default="")
    parents: Line = Field(title=N_("Names of the parents"), default="")
    habitual_residence: Line = Field(title=N_("Habitual residence"), default="")
    minority_confirmed: bool | None = Field(title=N_("The proof shows that the child is under 18"), default=None)
    registry_accepts: Line = Field(
        title=N_("If proved otherwise: the civil registry that accepts the proof"),
        description=N_("Leave open if it does not: then a stay can be decided, and no return."),
        default="",
    )
    registry_reference: Line = Field(title=N_("Number and date of its acceptance"), default="")
    next_way: Text = Field(title=N_("If not confirmed: what is tried next, and by whom"), default="")

    @classmethod
    def example(cls) -> Self:
        """The civil registry has Luz's record."""
        return cls(
            done_at=story.at("2026-12-14", 17),
            asked_at=story.at("2026-12-04", 18, 45),
            answered_at=story.at("2026-12-14", 16),
            answered_by="Carla Cónsul Ejemplo",
            result=IdentityResult.CONFIRMED,
            nationality="GT",
            basis=(IdentityBasis.BIRTH_RECORD, IdentityBasis.BIOMETRICS),
            record_number="REG-EJEMPLO-2013-1",
            true_name=story.CHILD,
            birth_date=date.fromisoformat(story.BIRTH),
            birth_place="San Marcos, GT",
            parents="María Ejemplo (deceased); father not recorded",
            habitual_residence="San Marcos, GT",
            minority_confirmed=True,
        )

    def checks(self) -> Iterator[Problem]:
        """A confirmation has a country, a proof and an hour; anything else has a next way."""
        if self.result == IdentityResult.CONFIRMED:
            if not self.nationality:
                yield "nationality", N_("Say which nationality was confirmed.")
            if not self.basis:
                yield "basis", N_("A confirmation needs a proof: choose what proves it.")
        elif self.result == IdentityResult.OTHER_PROOF and not self.basis:
            yield "basis", N_("Say which other proof there is.")
        elif not self.proved and not self.next_way:
            yield "next_way", N_("Say what is tried next, and by whom.")
        if bool(self.registry_accepts) != bool(self.registry_reference):
            yield "registry_reference", N_("Give both the civil registry that accepts the proof and its number.")
        silent = (IdentityResult.NO_ANSWER, IdentityResult.OTHER_PROOF)
        if self.result not in silent and self.answered_at is None:
            yield "answered_at", N_("Say when it was answered.")
        if self.answered_at and self.answered_at < self.asked_at:
            yield "answered_at", N_("The answer cannot come before the question.")

    def checks_when_filed(self, filing: Filing) -> Iterator[Problem]:
        """A proof that the registry accepts proves something."""
        if self.result == IdentityResult.OTHER_PROOF and self.registry_accepts and not self.nationality:
            yield "nationality", N_("Say which nationality the registry accepts as proved.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Confirmed, or proved otherwise, or not (yet). Whether it is the right country is the case's to say."""
        return {"nationality_confirmed": self.proved}

    @property
    def proved(self) -> bool:
        """Confirmed by the consulate, or by other proof that the civil registry accepts."""
        accepted = self.result == IdentityResult.OTHER_PROOF and bool(self.registry_accepts)
        return self.result == IdentityResult.CONFIRMED or accepted

    def proves(self, country: str) -> bool:
        """Whether the child is proved to be a national of ``country``, besides another or alone."""
        return self.proved and country in (self.nationality, self.other_nationality)

    def outcome(self) -> str:
        """The result."""
        return self.result.value
