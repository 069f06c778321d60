"""Safeguards, conditions and interruptions, as the data declares them."""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from guidelines.citation import Citation
from guidelines.model import Model, Words
from guidelines.step import Gate, Side, Step


class Condition(Model):
    """A named condition: the sentence the page shows. Its body is the function of the same name in conditions.py."""

    id: str
    sentence: Words


class Safeguard(Model):
    """What must be true at a gate. Its body is the function of the same name in safeguards.py.

    ``overridable``: two authorised people may set it aside with a reason; many may never be.
    """

    id: str
    number: int
    sentence: Words
    cite: Citation
    gates: tuple[Gate, ...] = Field(min_length=1)
    overridable: bool


class Hold(Model):
    """What an interruption stops until it is lifted.

    ``gates``: gates that stay shut. ``pauses``: stages whose design-default clocks stand still
    (a clock of an instrument or a national law never does). ``duty``: the step that owns the next move.
    ``shuts``: steps that cannot be finished meanwhile, whatever is decided. ``expires``: the field of the report that
    says when what holds may end; nothing lifts itself then, but somebody is reminded so many hours before it.
    ``on_road``: one of the duties, opened besides where the child is with the escort.
    """

    gates: tuple[Gate, ...]
    pauses: tuple[str, ...]
    duty: Step
    shuts: tuple[str, ...] = ()
    expires: str | None = None
    remind_hours_before_expiry: int = Field(default=0, ge=0)
    on_road: str | None = None

    def reminded_at(self, expires_at: datetime) -> datetime:
        """When to remind of what may end at ``expires_at`` (UTC)."""
        return expires_at - timedelta(hours=self.remind_hours_before_expiry)


class Interruption(Model):
    """An event that interrupts a case: what stops at once, who owns the next move, and by when.

    ``possible_in``: stages. ``redo``: finished steps that get a new round. ``void``: stages begun again
    from nothing. ``lifts``: the interruption whose hold it ends.
    ``suppresses_consulate``: every consular message stops until a screening clears it.

    ``told_by``: who may report it. ``tells``: posts told at once besides workers and supervisors. ``confidential``: the
    other country is neither told nor shown it. ``redo_if``: by the report's outcome, further steps that begin again.
    ``voids_letters``: the letters rendered so far no longer hold. ``withholds_location``: from now on the other country
    is not shown where the child is, until the event that lifts it ends in ``shows_location_if``.
    ``after_ladder_of``: it can be reported only once everybody on the ladder of that open step has been told.
    ``repeats``: it may be reported again while its hold stands; the duty goes on with the clock it has.
    ``ends_duties``: everything stops but the hold's own duty; the case is then only closed. ``closes``: how it closes.
    ``opens``: duties that it opens at once, each where its own ``only_if`` holds. ``tells_unless_shut``: posts told as
    those of ``tells``, but never while a need for protection shuts the contact with the country of origin.
    """

    id: str
    title: Words
    explanation: Words
    cite: Citation
    possible_in: tuple[str, ...] = Field(min_length=1)
    reported_by: tuple[Side, ...] = Field(min_length=1)
    report: str
    suppresses_consulate: bool = False
    hold: Hold | None = None
    lifts: str | None = None
    redo: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    returns_to_care: Literal["never", "if_travelling"] = "never"
    told_by: Literal["worker", "supervisor"] = "worker"
    tells: tuple[str, ...] = ()
    confidential: bool = False
    redo_if: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    voids_letters: bool = False
    withholds_location: bool = False
    shows_location_if: str | None = None
    after_ladder_of: str | None = None
    ends_duties: bool = False
    closes: str | None = None
    opens: tuple[str, ...] = ()
    tells_unless_shut: tuple[str, ...] = ()
    repeats: bool = False


GROWN: dict[str, object] = {
    "shuts": [],
    "expires": None,
    "remind_hours_before_expiry": 0,
    "on_road": None,
    "told_by": "worker",
    "tells": [],
    "confidential": False,
    "redo_if": {},
    "voids_letters": False,
    "withholds_location": False,
    "shows_location_if": None,
    "after_ladder_of": None,
    "ends_duties": False,
    "closes": None,
    "opens": [],
    "tells_unless_shut": [],
    "repeats": False,
    "turns": [],
}
"""Keys that came after cases began to run. At these values they say nothing: an edition without them is the same."""
