"""A report as it is read, not typed: every answer in words, what was left open left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from api.pages.countries import country, language
from api.pages.forms.shape import Asked, Shape, asked
from api.pages.instants import day, said, zone_name
from api.pages.language import gettext, spoken
from cases.reports import Evidence
from cases.words import N_
from guidelines.library import library

HIDDEN = N_("Not shown to you: it stays secret.")
WITHHELD = N_("Not shown to the country of origin: the family may have had a part in the trafficking.")


@dataclass(frozen=True)
class Line:
    """One answer; a part has ``items`` instead."""

    label: str
    said: str = ""
    items: tuple["Line", ...] = ()


def answers(model: type[BaseModel], data: Mapping[str, Any], secrets: bool, places: bool = True) -> tuple[Line, ...]:
    """What ``data`` says, in the order of the form. ``secrets``: whether the reader may know where the child sleeps;
    ``places``: whether anything of where the child is.
    """
    return tuple(_lines(model, data, secrets, places))


def _lines(model: type[BaseModel], data: Mapping[str, Any], secrets: bool, places: bool) -> Iterator[Line]:
    for each in asked(model):
        value = data.get(each.name)
        if value in (None, "", [], {}):
            continue
        label = gettext(each.title)
        shape = each.shape
        if shape.secret and not secrets:
            yield Line(label, gettext(HIDDEN if places else WITHHELD))
        elif shape.place and not places:
            yield Line(label, gettext(WITHHELD))
        elif shape.kind == "part" and shape.part:
            yield Line(label, items=answers(shape.part, value, secrets, places))
        elif shape.kind == "parts" and shape.part:
            for number, item in enumerate(value, start=1):
                yield Line(f"{label}, {number}", items=answers(shape.part, item, secrets, places))
        else:
            yield Line(label, _said(model, each, value))


def _said(model: type[BaseModel], each: Asked, value: Any) -> str:
    if model is Evidence and each.name == "kind":
        papers = {kind.id: kind.words.in_(spoken()) for kind in library().vocabulary.evidence}
        return papers.get(str(value), str(value))
    if isinstance(value, list | tuple):
        shape = each.shape.item or each.shape
        return ", ".join(_one(shape, item) for item in value)
    return _one(each.shape, value)


def _one(shape: Shape, value: Any) -> str:
    match shape.kind:
        case "yes_no":
            return gettext("Yes") if value is True else gettext("No")
        case "one":
            return gettext(dict(shape.codes).get(str(value), str(value)))
        case "country":
            return country(str(value))
        case "language":
            return language(str(value))
        case "instant":
            return f"{said(value)} ({zone_name()})"
        case "day":
            return day(value)
        case "hour":
            return str(value)[:5]
    return str(value)
