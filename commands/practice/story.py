"""What a practice case is made of: where, whose, when, and what is left undone in it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cases.reports import story

Changes = dict[str, Any]


@dataclass(frozen=True)
class Chapter:
    """Everything that is open is done, but for ``leave`` (keys of steps); then ``event`` happens, if there is one.

    ``changes``: what a step's report says otherwise than the worked example, by the step's key.
    """

    leave: frozenset[str] = frozenset()
    changes: dict[str, Changes] = field(default_factory=dict)
    event: str | None = None


@dataclass(frozen=True)
class Story:
    """An invented case. ``moment`` of the worked story (cases.reports.story) lies ``ago`` before the first start.

    Reports that would lie in the future are not filed, so that the case stands where its dates leave it.
    """

    name: str
    host: str
    origin: str
    child: str
    born: str
    ago: timedelta
    chapters: tuple[Chapter, ...] = (Chapter(),)
    moment: datetime = story.FOUND
    days: dict[str, datetime] = field(default_factory=dict)
    """When steps are done that this case does on another day than the worked story."""
    sibling_of: str | None = None
    """The name of the story of a brother or sister: once both are told, the cases are linked."""
    let_in: bool = False
    """The host's shelter and escort are let into the case."""


OFF_THE_STORY: dict[str, datetime] = {
    "judicial_confirmation": story.at("2026-12-02", 12),
    "asylum_body_notice": story.at("2026-12-04", 18),
    "hhs_notification": story.at("2026-12-02", 10),
    "hhs_custody": story.at("2026-12-03", 12),
    "visit_72_hours": story.at("2027-01-18", 15),
    "visit_2_weeks": story.at("2027-01-28", 17),
    "visit_1_month": story.at("2027-02-14", 17),
    "visit_3_months": story.at("2027-04-13", 17),
    "visit_6_months": story.at("2027-07-13", 17),
    "visit_12_months": story.at("2028-01-13", 17),
    "host_closure": story.at("2027-01-22", 18),
}
"""When steps are done whose example tells another day (one example serves all visits and all national acts)."""
