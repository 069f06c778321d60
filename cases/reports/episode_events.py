"""Trafficked again after the return (domain section 7): the first case ends, its determination is reviewed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import NeededText, Text
from cases.words import N_


class WhatFailed(Coded):
    """Where the first return did not hold."""

    RISK = "risk", N_("The risk was not seen, or judged too low")
    CARER = "carer", N_("The carer could not protect, or took part")
    SERVICES = "services", N_("The help that was promised did not come")
    FOLLOW_UP = "follow_up", N_("Visits came too late, or nobody acted on a warning")
    VIEWS = "views", N_("What the child had said was not weighed")
    NEW = "new", N_("Something new that nobody could know")


class Retrafficked(Report):
    """That it happened, how it is known, and who was told."""

    name = "retrafficked"

    known_at: AwareDatetime = Field(title=N_("When it became known"))
    source: NeededText = Field(title=N_("How it is known"))
    whereabouts: NeededText = Field(title=N_("Where the child is now, as far as known"))
    new_case: Text = Field(title=N_("Number of the new case, if there is one"), default="")
    told: NeededText = Field(title=N_("Which authorities were told (child protection, prosecutor, police)"))
    others_at_risk: NeededText = Field(
        title=N_("Other children in danger from the same people, and what was done"),
        description=N_("If none are known, write: none known."),
    )

    @classmethod
    def example(cls) -> Self:
        """What nobody hopes to write."""
        return cls(
            done_at=story.at("2027-06-02", 18),
            known_at=story.at("2027-06-02", 15),
            source="The child-protection authority of the host country called.",
            whereabouts="In a shelter of the host country.",
            told="Child protection and prosecutors of both countries, the same day.",
            others_at_risk="None known.",
        )

    def checks(self) -> Iterator[Problem]:
        """Hours in order."""
        if self.known_at > self.done_at:
            yield "known_at", N_("It became known before this was reported, not after.")


class EpisodeReview(Report):
    """Why the earlier return did not protect, and what must be different before anybody decides again."""

    name = "episode_review"
    supplies = ("earlier_return_reviewed",)

    failed: tuple[WhatFailed, ...] = Field(title=N_("What did not hold"), min_length=1)
    how: NeededText = Field(title=N_("How it came to this, with dates"))
    said_before: NeededText = Field(title=N_("What the child had said about fears before the first return"))
    warnings: Text = Field(title=N_("Warnings that were seen, and what was done"), default="")
    different: NeededText = Field(title=N_("What must be different now"))
    third_country: bool = Field(title=N_("A third country, or a stay, should be considered first"))
    sent_to_risk_assessment: bool = Field(title=N_("The people who assess the risk have this review"))
    reviewers: NeededText = Field(
        title=N_("Who reviewed it"), description=N_("Not only those who determined the first return.")
    )
    independent: bool = Field(title=N_("At least one of them had no part in the first determination"))

    @classmethod
    def example(cls) -> Self:
        """The first visit came too late."""
        return cls(
            done_at=story.at("2026-12-12", 18),
            failed=(WhatFailed.FOLLOW_UP, WhatFailed.RISK),
            how="Returned in March; the recruiter came back in April; the first visit was made in May.",
            said_before="She had said that she feared the neighbour.",
            different="Another municipality, a visit within three days, the recruiter's arrest confirmed.",
            third_country=True,
            sent_to_risk_assessment=True,
            reviewers="Teresa Panel Ejemplo; Ana Abogada Ejemplo, who had no part in the first case.",
            independent=True,
        )

    def checks(self) -> Iterator[Problem]:
        """Nobody reviews only themselves; what was learnt reaches those who assess."""
        if not self.independent:
            yield "independent", N_("Have somebody review it who had no part in the first determination.")
        if not self.sent_to_risk_assessment:
            yield "sent_to_risk_assessment", N_("Give the review to those who assess the risk before you file it.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """It is reviewed."""
        return {"earlier_return_reviewed": True}
