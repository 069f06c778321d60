"""B3: the family is looked for, where the child agrees."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Part, Problem, Report
from cases.reports.coded import Coded
from cases.reports.companions import FamilyLink
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_


class TracingResult(Coded):
    """What the search came to."""

    FOUND = "found", N_("Somebody was found")
    NOT_FOUND = "not_found", N_("Nobody was found")
    STOPPED = "stopped", N_("Stopped: the child no longer agrees, or it is not safe")


class FoundRelative(Part):
    """Somebody who was found. Contact needs the child's word and must be safe."""

    name: NeededLine = Field(title=N_("Full name"))
    link: FamilyLink = Field(title=N_("Link with the child"))
    link_proof: Line = Field(title=N_("What proves the link"), default="")
    municipality: Line = Field(title=N_("Municipality"), default="")
    child_allows_contact: bool = Field(title=N_("The child allows contact"))
    contact_is_safe: bool = Field(title=N_("Contact is safe"))


class FamilyTracing(Report):
    """Who was found, and whether they may be contacted (domain B3; LGDNNA 91; UNICEF reference guide, ch. 10)."""

    name = "family_tracing"

    result: TracingResult = Field(title=N_("Result"))
    searched_by: NeededLine = Field(title=N_("Who searched"))
    ways: NeededText = Field(title=N_("Where and how they searched"))
    relatives: tuple[FoundRelative, ...] = Field(title=N_("Persons found"), default=())
    contacted: Text = Field(title=N_("Contacts that took place"), default="")
    next_way: Text = Field(title=N_("If nobody was found: what is tried next"), default="")

    @classmethod
    def example(cls) -> Self:
        """The aunt is where Luz said."""
        return cls(
            done_at=story.at("2026-12-17", 16),
            result=TracingResult.FOUND,
            searched_by=story.ORIGIN_AUTHORITY,
            ways="Address given by the child; municipal office; school.",
            relatives=(
                FoundRelative(
                    name=story.CARER,
                    link=FamilyLink.AUNT_OR_UNCLE,
                    link_proof="Birth records of mother and aunt",
                    municipality="San Marcos",
                    child_allows_contact=True,
                    contact_is_safe=True,
                ),
            ),
            contacted="One call, with the guardian present.",
        )

    def checks(self) -> Iterator[Problem]:
        """A finding has a person; a failure has a next way."""
        if self.result == TracingResult.FOUND and not self.relatives:
            yield "relatives", N_("Write who was found.")
        if self.result != TracingResult.FOUND and not self.next_way:
            yield "next_way", N_("Say what is tried next, or why the search stops.")
        if self.contacted and not any(one.child_allows_contact and one.contact_is_safe for one in self.relatives):
            yield "contacted", N_("Contact needs a relative whom the child allows and with whom it is safe.")

    def outcome(self) -> str:
        """The result."""
        return self.result.value
