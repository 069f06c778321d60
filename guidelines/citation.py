"""Where a value comes from: a cited text, or openly only our default."""

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from guidelines.model import Model, Words

Basis = Literal["instrument", "national_law", "design_default"]


class Source(Model):
    """A place in a text that a default of ours was modelled on. It does not bind; it explains."""

    instrument: str
    provision: str


class Citation(Model):
    """The source of one value. A ``design_default`` says why it was chosen and is never shown as law.

    ``modelled_on``: the texts a ``design_default`` leans on, though none of them sets this value for the region.
    ``last_checked_on`` is the day somebody last read the source (or last reconsidered the default).
    """

    basis: Basis
    instrument: str | None = None
    provision: str | None = None
    modelled_on: tuple[Source, ...] = ()
    note: Words | None = None
    last_checked_on: date

    @model_validator(mode="after")
    def _cited(self) -> Self:
        if self.basis == "design_default":
            if self.note is None:
                raise ValueError("a design_default must say why it was chosen: add a `note` with `en` and `es`")
            if self.instrument or self.provision:
                raise ValueError(
                    "a design_default is never cited as law: move its `instrument` and `provision` into `modelled_on`"
                )
        elif not (self.instrument and self.provision):
            raise ValueError(
                f"a value based on `{self.basis}` must name its `instrument` (an id from instruments.yaml) "
                "and its `provision`; if there is none, it is a `design_default`"
            )
        return self


class Instrument(Model):
    """A text that rules cite: what it is, who adopted it, and how much of it we could read."""

    id: str
    title: Words
    body: Words
    kind: Literal["instrument", "national_law", "guidance"]
    country: str | None = None
    adopted_on: date | None = None
    text_as_of: date | None = None
    read: Words
    not_read: Words | None = None
    address: str | None = None
