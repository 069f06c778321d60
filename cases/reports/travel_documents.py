"""D1: papers to travel with, and the permission to leave. None of them says that the child is a victim."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Evidence, Part, Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import CountryCode, Line, NeededLine, Text
from cases.words import N_


class PaperKind(Coded):
    """What one may travel on."""

    PASSPORT = "passport", N_("Passport")
    EMERGENCY_PASSPORT = "emergency_passport", N_("Emergency passport")
    SAFE_CONDUCT = "safe_conduct", N_("Safe-conduct for one journey")
    IDENTITY_CARD = "identity_card", N_("Identity card")
    TRANSIT_VISA = "transit_visa", N_("Transit visa")


class TravelPaper(Part):
    """One document, checked against the child."""

    kind: PaperKind = Field(title=N_("Kind of document"))
    number: NeededLine = Field(title=N_("Number"))
    country: CountryCode = Field(title=N_("Country that issued it"))
    valid_until: date = Field(title=N_("Valid until"))
    true_name: bool = Field(title=N_("It bears the child's true name"))
    photo_matches: bool = Field(title=N_("The photograph is the child's"))
    victim_mark: bool = Field(title=N_("It says or shows that the child is a victim"))


class TravelDocuments(Report):
    """Papers and exit permission (domain D1; LGPSEDMTP 79; CR Ley 9095; SV exit review of minors)."""

    name = "travel_documents"
    supplies = ("papers_valid", "papers_without_victim_mark")

    papers: tuple[TravelPaper, ...] = Field(title=N_("Documents"), min_length=1)
    exit_allowed: bool = Field(title=N_("The child may leave the country"))
    exit_number: Line = Field(title=N_("Number of the exit permission"), default="")
    exit_given_by: Line = Field(title=N_("Who gave it, with identity document and link to the child"), default="")
    exit_ban: bool = Field(title=N_("There is an order that the child may not leave"))
    exit_ban_details: Text = Field(title=N_("If so: which court, which case, what is done"), default="")
    destination: NeededLine = Field(title=N_("Destination"))
    travels_with: NeededLine = Field(title=N_("Travels with"))
    checked_by: NeededLine = Field(title=N_("Who checked the papers"))

    @classmethod
    def example(cls) -> Self:
        """A safe-conduct of the consulate."""
        return cls(
            done_at=story.at("2027-01-07", 16),
            evidence=(
                Evidence(kind="travel_document", reference="SC-EJEMPLO-1", issued_by="Consulado de ejemplo"),
                Evidence(kind="exit_permission", reference="SAL-EJEMPLO-1", issued_by=story.HOST_AUTHORITY),
                Evidence(kind="papers_without_mark_check", reference="REV-EJEMPLO-1", issued_by=story.HOST_AUTHORITY),
            ),
            papers=(
                TravelPaper(
                    kind=PaperKind.SAFE_CONDUCT,
                    number="SC-EJEMPLO-1",
                    country="GT",
                    valid_until=date(2027, 3, 7),
                    true_name=True,
                    photo_matches=True,
                    victim_mark=False,
                ),
            ),
            exit_allowed=True,
            exit_number="SAL-EJEMPLO-1",
            exit_given_by=f"{story.HOST_AUTHORITY}, in place of the parents",
            exit_ban=False,
            destination="San Marcos, GT",
            travels_with=story.ESCORT,
            checked_by="Tania Trabajadora Ejemplo",
        )

    def checks(self) -> Iterator[Problem]:
        """A permission has a number and a giver; a ban is described and excludes a permission."""
        if self.exit_allowed and not (self.exit_number and self.exit_given_by):
            yield "exit_number", N_("Give the number of the exit permission and who gave it.")
        if self.exit_ban and not self.exit_ban_details:
            yield "exit_ban_details", N_("Say which court ordered it, in which case, and what is done.")
        if self.exit_ban and self.exit_allowed:
            yield "exit_allowed", N_("While an order forbids it, the child may not leave.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Valid today, true, allowed out; and nowhere a mark."""
        true = all(paper.true_name and paper.photo_matches for paper in self.papers)
        valid = all(paper.valid_until >= now.date() for paper in self.papers)
        return {
            "papers_valid": true and valid and self.exit_allowed,
            "papers_without_victim_mark": not any(paper.victim_mark for paper in self.papers),
        }
