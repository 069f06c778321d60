"""What goes between people, the workflow of a region-wide hold, and the cases. Fields are only ever added."""

from typing import Any

from pydantic import Field

from activities.borders import HoldSet
from cases.actor import Actor
from workflows.messages import Act


class HeldRegion(Act):
    """What the workflow of a hold knows: it survives continue-as-new as it is. ``look``: how often it has looked."""

    hold: str
    asked: HoldSet
    kept: bool = False
    lifted_by: Actor | None = None
    look: int = 0


class LiftRegionHold(Act):
    """The border is open again, with the reason."""

    reason: str = Field(min_length=1)


class BorderWord(Act):
    """Word to a case: a hold covers it, or no longer does. ``report`` is what the case files of it."""

    hold: str
    report: dict[str, Any]
