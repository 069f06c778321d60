"""Where a value comes from, as people read it."""

from datetime import date

from pydantic import BaseModel, Field

from guidelines.citation import Basis


class PlaceShown(BaseModel):
    """A place in a text."""

    instrument: str
    title: str
    provision: str


class Cited(BaseModel):
    """The source of one value: a text, or openly only our default, and what that was modelled on."""

    basis: Basis
    place: PlaceShown | None = None
    note: str | None = None
    modelled_on: list[PlaceShown] = Field(default_factory=list)
    last_checked_on: date


class SaidByLaw(BaseModel):
    """What a text says about time without a number."""

    words: str
    cited: Cited
