"""D3: every authority signs the plan, the guardian and the child know it, and the other side is told in time."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.promise import Promised
from cases.reports import story
from cases.reports.base import Evidence, Filing, Part, Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import NeededLine, Text
from cases.words import N_


class Signatory(Coded):
    """Who signs (domain D3)."""

    HOST_CHILD_PROTECTION = "host_child_protection", N_("Child protection of the host country")
    ORIGIN_CHILD_PROTECTION = "origin_child_protection", N_("Child protection of the country of origin")
    FOREIGN_AFFAIRS = "foreign_affairs", N_("Foreign affairs or consulate")
    MIGRATION = "migration", N_("Migration authority")
    PROSECUTOR = "prosecutor", N_("Prosecutor")
    TRANSIT_STATE = "transit_state", N_("Authority of a country crossed")
    CIVIL_SOCIETY = "civil_society", N_("Civil society or IOM")


MUST_SIGN = (
    Signatory.HOST_CHILD_PROTECTION,
    Signatory.ORIGIN_CHILD_PROTECTION,
    Signatory.FOREIGN_AFFAIRS,
    Signatory.MIGRATION,
    Signatory.PROSECUTOR,
)


class AuthoritySignature(Part):
    """One authority's word on the plan."""

    role: Signatory = Field(title=N_("Signs for"))
    authority: NeededLine = Field(title=N_("Authority"))
    name: NeededLine = Field(title=N_("Full name"))
    agrees: bool = Field(title=N_("Agrees with the plan"))
    signed_at: AwareDatetime = Field(title=N_("When it was signed"))


class Agreement(Report):
    """The signatures, the notice to the receiving side, the last check (domain D3; MX Ley de Migracion 112.III)."""

    name = "agreement"
    supplies = ("all_authorities_agreed", "reception_notified_at")

    signatures: tuple[AuthoritySignature, ...] = Field(
        title=N_("Signatures"),
        min_length=1,
        description=N_(
            "Who must sign: child protection of both countries, foreign affairs or the consulate, the migration "
            "authority, and the prosecutor. Who does not agree signs too, and the objection is written down."
        ),
    )
    objections: Text = Field(title=N_("Objections"), default="")
    guardian_acknowledges: bool = Field(title=N_("The guardian knows the plan"))
    child_acknowledges: bool = Field(title=N_("The child knows the plan"))
    reception_notified_at: AwareDatetime = Field(title=N_("When the receiving authority was told"))
    reception_notified_who: NeededLine = Field(title=N_("Who was told"))
    last_check_at: AwareDatetime = Field(title=N_("When it is last checked whether the journey goes ahead"))
    last_check_by: NeededLine = Field(title=N_("Who makes the last check"))

    @classmethod
    def example(cls) -> Self:
        """Five authorities agree."""
        agencies = {
            Signatory.HOST_CHILD_PROTECTION: story.HOST_AUTHORITY,
            Signatory.ORIGIN_CHILD_PROTECTION: story.ORIGIN_AUTHORITY,
            Signatory.FOREIGN_AFFAIRS: "Consulado de ejemplo",
            Signatory.MIGRATION: "Autoridad migratoria (ejemplo)",
            Signatory.PROSECUTOR: "Fiscalía (ejemplo)",
        }
        return cls(
            done_at=story.at("2027-01-08", 17),
            evidence=(Evidence(kind="signed_agreement", reference="ACU-EJEMPLO-1", issued_by=story.HOST_AUTHORITY),),
            signatures=tuple(
                AuthoritySignature(
                    role=role,
                    authority=agency,
                    name="F. Firma Ejemplo",
                    agrees=True,
                    signed_at=story.at("2027-01-08", 16),
                )
                for role, agency in agencies.items()
            ),
            guardian_acknowledges=True,
            child_acknowledges=True,
            reception_notified_at=story.at("2027-01-08", 16, 30),
            reception_notified_who=story.RECEIVER,
            last_check_at=story.at("2027-01-14", 14),
            last_check_by="Tania Trabajadora Ejemplo",
        )

    def checks(self) -> Iterator[Problem]:
        """An objection is written down."""
        if not all(signature.agrees for signature in self.signatures) and not self.objections:
            yield "objections", N_("Somebody does not agree: write down the objection.")

    def checks_when_filed(self, filing: Filing) -> Iterator[Problem]:
        """No departure can rest on a plan that somebody was not asked to sign, so the form says at once who."""
        missing = set(MUST_SIGN) - {signature.role for signature in self.signatures}
        if Signatory.HOST_CHILD_PROTECTION in missing:
            yield "signatures", N_("The signature of child protection of the host country is missing.")
        if Signatory.ORIGIN_CHILD_PROTECTION in missing:
            yield "signatures", N_("The signature of child protection of the country of origin is missing.")
        if Signatory.FOREIGN_AFFAIRS in missing:
            yield "signatures", N_("The signature of foreign affairs or the consulate is missing.")
        if Signatory.MIGRATION in missing:
            yield "signatures", N_("The signature of the migration authority is missing.")
        if Signatory.PROSECUTOR in missing:
            yield "signatures", N_("The signature of the prosecutor is missing.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Every needed authority agrees, guardian and child know; when the receiving side was told."""
        agreed = {signature.role for signature in self.signatures if signature.agrees}
        everyone = set(MUST_SIGN) <= agreed and all(signature.agrees for signature in self.signatures)
        return {
            "all_authorities_agreed": everyone and self.guardian_acknowledges and self.child_acknowledges,
            "reception_notified_at": self.reception_notified_at,
        }

    def promises(self) -> Iterator[Promised]:
        """The consulate that signed knows of the journey, and the reception expects the child."""
        if any(signature.role is Signatory.FOREIGN_AFFAIRS for signature in self.signatures):
            yield Promised(kind="consulate")
        yield Promised(kind="reception")
