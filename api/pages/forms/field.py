"""A field ready for the page: its words said in the reader's language, its answer as its box shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.pages.forms.shape import Kind

FEW = 6
"""Up to six choices are radio buttons; more are a list to open."""


@dataclass(frozen=True)
class Choice:
    """One of the answers offered."""

    code: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """``path`` is the name under which it is sent. ``items``: the fieldsets of a repeated part, or its single boxes."""

    path: str
    kind: Kind
    label: str
    hint: str
    required: bool
    secret: bool = False
    value: str = ""
    choices: tuple[Choice, ...] = ()
    fields: tuple["Field", ...] = ()
    items: tuple["Field", ...] = ()
    fault: str | None = None
    readable: bool = True
    """False: what was typed is no date, and a date box would hide it; a plain box shows it."""
    most: int | None = None

    @property
    def id(self) -> str:
        """The id of its element, which the error summary links to."""
        return "f-" + self.path.replace(".", "-").replace("_", "-")

    @property
    def few(self) -> bool:
        """Few enough choices to show them all."""
        return len(self.choices) <= FEW

    @property
    def answered(self) -> bool:
        """Something stands in it."""
        chosen = any(choice.chosen for choice in self.choices)
        return bool(self.value) or chosen or any(each.answered for each in (*self.fields, *self.items))


def summary(fields: tuple[Field, ...], within: str = "") -> Iterator[tuple[str, str, str]]:
    """Of everything that is wrong, in the order of the page: the element's id, the field's words, the sentence."""
    for each in fields:
        label = f"{within}{each.label}"
        if each.fault:
            yield each.id, label, each.fault
        yield from summary((*each.fields, *each.items), f"{label}: " if each.label else within)


def kinds(fields: tuple[Field, ...]) -> set[str]:
    """Every kind of box on the form, inside its parts too."""
    found: set[str] = set()
    for each in fields:
        found |= {each.kind} | kinds((*each.fields, *each.items))
    return found
