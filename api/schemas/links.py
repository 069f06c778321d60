"""A case that belongs to another one."""

from datetime import datetime

from pydantic import BaseModel, Field

from cases.link import LinkKind


class LinkShown(BaseModel):
    """One link. ``ready``: that child may leave (null: not known yet). ``stands_in_the_way``: why not, in words."""

    case: str
    kind: LinkKind
    since: datetime
    by: str
    separated_at: datetime | None = None
    together: bool
    """The children travel together, until a determination says that they part."""
    ready: bool | None = None
    travelling: bool = False
    stands_in_the_way: list[str] = Field(default_factory=list)
