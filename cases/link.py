"""Another case that belongs to a case: brothers and sisters, a group, another case of the same child."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from cases.actor import Actor

LinkKind = Literal["sibling", "family", "group", "duplicate_of", "duplicate", "earlier_episode", "later_episode"]
TOGETHER: tuple[LinkKind, ...] = ("sibling", "family", "group")
"""Children of these travel together, unless a reasoned determination says otherwise."""


class LinkView(BaseModel):
    """Another case that belongs to this one. ``separated_at``: a determination said that the children part."""

    number: str
    kind: LinkKind
    since: datetime
    by: Actor
    separated_at: datetime | None = None
