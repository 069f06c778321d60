"""What the preparation promises to others, from the day it is promised until it is kept, or undone.

These models travel in workflows' histories and stand in the record: they only ever gain optional fields.
"""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

PromiseKind = Literal["placement", "transit_consent", "booking", "escort", "consulate", "reception"]

PromiseState = Literal["standing", "kept", "owed", "undone"]
"""``owed``: it is over, and what is left to be done is somebody's open duty."""


class Promised(BaseModel):
    """Something that a report says somebody now counts on. ``mark``: of a person, without the name."""

    kind: PromiseKind
    legs: list[int] = Field(default_factory=list)
    what: str = ""
    """Carrier and number of what was booked, or the country that is crossed. Never a name."""
    mark: str | None = None

    @property
    def identity(self) -> tuple[str, tuple[int, ...], str, str | None]:
        """Two reports that promise this promise the same."""
        return self.kind, tuple(self.legs), self.what, self.mark


class PromiseView(Promised):
    """A promise of a case as it stands. It rests on ``round`` of ``step``: where that begins again, it is over.

    ``off``: it is over though the step stands: the whole journey was called off, or it changed (another escort, another
    way). ``duty``: the key of the step that owes what is left to be done. ``how`` it was undone, or will be: told,
    withheld (contact is shut: nobody may be told), asked, to_cancel, to_tell, kept_open, given_up, released, cancelled.
    """

    id: int
    step: str
    round: int
    made_at: datetime
    state: PromiseState = "standing"
    off: Literal["called_off", "changed"] | None = None
    how: str | None = None
    duty: str | None = None
    ended_at: datetime | None = None
