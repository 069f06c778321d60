"""The people and papers found with a child: the traveller assessment of the region's statistics (domain section 5)."""

from collections.abc import Iterator

from pydantic import Field

from cases.reports.base import Part, Problem
from cases.reports.coded import Coded
from cases.reports.htcds import RoleInProcess
from cases.reports.text import Line, NeededLine
from cases.words import N_


class PaperLook(Coded):
    """What a paper looks like to the officer; not an expert's finding."""

    GENUINE = "genuine", N_("Looks genuine")
    DOUBTFUL = "doubtful", N_("Doubtful")
    FALSE = "false", N_("Looks false")


class FamilyLink(Coded):
    """The link with the child, as claimed or found."""

    MOTHER = "mother", N_("Mother")
    FATHER = "father", N_("Father")
    SIBLING = "sibling", N_("Sibling")
    GRANDPARENT = "grandparent", N_("Grandparent")
    AUNT_OR_UNCLE = "aunt_or_uncle", N_("Aunt or uncle")
    OTHER_RELATIVE = "other_relative", N_("Other relative")
    PARTNER = "partner", N_("Partner of the child")
    FRIEND = "friend", N_("Friend or neighbour")
    NONE = "none", N_("No family link")
    UNKNOWN = "unknown", N_("Not known")


class Companion(Part):
    """Somebody who was with the child."""

    name: NeededLine = Field(title=N_("Name, or description"))
    link: FamilyLink = Field(title=N_("Link with the child, as claimed"))
    link_proved: bool = Field(title=N_("The link is proved"))
    minor: bool = Field(title=N_("Is also a child"), default=False)
    suspect: bool = Field(title=N_("May be involved in the trafficking"), default=False)
    role: RoleInProcess | None = Field(title=N_("Suspected role"), default=None)

    def checks(self) -> Iterator[Problem]:
        """A role is only for a suspect."""
        if self.role and not self.suspect:
            yield "role", N_("Give a role only to somebody who may be involved.")


class ShownPaper(Part):
    """A document the child or a companion showed; nationality and age are not proved by it alone."""

    kind: NeededLine = Field(title=N_("Kind of document"))
    number: Line = Field(title=N_("Number"), default="")
    country: Line = Field(title=N_("Country that issued it"), default="")
    look: PaperLook = Field(title=N_("How it looks"))
