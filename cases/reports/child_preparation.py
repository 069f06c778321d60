"""D4: the child knows the journey, and says once more whether to go."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.parts import Heard, Views
from cases.reports.text import NeededLine, Phone, Text
from cases.words import N_


class JourneyTold(Coded):
    """What a child is told before travelling (domain D4)."""

    JOURNEY = "journey", N_("The journey, leg by leg")
    PEOPLE = "people", N_("Who travels along and who receives")
    HOME = "home", N_("Where the child will live, and with whom")
    FEAR = "fear", N_("What to do when afraid")
    STOP = "stop", N_("That the child may stop it until the handover")
    AFTER = "after", N_("Who will visit afterwards")


class ChildPreparation(Report):
    """Preparation and the last view, at most 24 hours before departure (domain D4; our default).

    A child who does not want to go does not go: nobody is blamed, and the best interests are determined anew.
    """

    name = "child_preparation"
    supplies = ("views_before_departure_at", "child_still_wants_to_return")

    prepared_by: NeededLine = Field(title=N_("Who prepared the child"))
    told: tuple[JourneyTold, ...] = Field(title=N_("What was explained"), min_length=1)
    met_escort: bool = Field(title=N_("The child has met the escort"))
    said_goodbye: bool = Field(title=N_("The child could say goodbye"))
    belongings: Text = Field(title=N_("Belongings packed"), default="")
    has_copies: bool = Field(title=N_("The child has copies of the papers"))
    emergency_number: Phone = Field(title=N_("Emergency number the child carries"), min_length=1)
    psychological_care: Text = Field(title=N_("Psychological preparation"), default="")
    views: Views = Field(title=N_("The child's last view"))
    heard_at: AwareDatetime = Field(title=N_("When the child was last heard"))
    wants_to_return: bool = Field(title=N_("The child still wants to return"))
    why_not: Text = Field(title=N_("If not: what the child says"), default="")

    @classmethod
    def example(cls) -> Self:
        """The evening before."""
        return cls(
            done_at=story.at("2027-01-15", 0, 30),
            prepared_by=story.GUARDIAN,
            told=tuple(JourneyTold),
            met_escort=True,
            said_goodbye=True,
            belongings="School bag, clothes, drawings.",
            has_copies=True,
            emergency_number=story.HOST_PHONE,
            psychological_care="Last session on 13 January.",
            views=Views(
                heard=Heard.SPOKE,
                words="I am a little afraid of the bridge. I want to go.",
                language="es",
                guardian_present=True,
                lawyer_present=False,
                disagrees=False,
            ),
            heard_at=story.at("2027-01-15", 0),
            wants_to_return=True,
        )

    def checks(self) -> Iterator[Problem]:
        """Really heard, before it was reported, and no 'yes' against the child's own words."""
        if not self.views.known:
            yield "views.heard", N_("The child must be heard once more before the journey.")
        if self.views.disagrees and self.wants_to_return:
            yield "wants_to_return", N_("The child disagrees: that is not a wish to return.")
        if self.heard_at > self.done_at:
            yield "heard_at", N_("The child was heard before this was reported, not after.")
        if not self.wants_to_return and not self.why_not:
            yield "why_not", N_("Write what the child says.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """When the child was last heard, and the answer."""
        return {"views_before_departure_at": self.heard_at, "child_still_wants_to_return": self.wants_to_return}

    def outcome(self) -> str:
        """Ready or unwilling."""
        return "ready" if self.wants_to_return else "unwilling"
