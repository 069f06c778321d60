"""The fields of a report's form, filled with what is known so far and with what is wrong so far."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from api.pages.forms.faults import Fault, sentence
from api.pages.forms.field import Choice, Field
from api.pages.forms.shape import Asked, Shape, asked
from api.pages.forms.value import Unreadable, shown, typed
from api.pages.language import gettext, spoken
from cases.reports import Evidence
from cases.words import N_
from guidelines.library import library

YES_NO = (("yes", N_("Yes")), ("no", N_("No")))
NOT_KNOWN = ("unknown", N_("Not known"))

Faults = Mapping[str, Fault]


def build(model: type[BaseModel], data: Any, faults: Faults, zone: ZoneInfo, prefix: str = "") -> tuple[Field, ...]:
    """The form of ``model``. ``data`` may be incomplete and wrong: a draft, or what was just sent."""
    known = data if isinstance(data, Mapping) else {}
    return tuple(
        _evidence(known, faults, prefix, each)
        if model is Evidence and each.name == "kind"
        else _field(each, known.get(each.name), faults, zone, prefix + each.name, each.name in known)
        for each in asked(model)
    )


def _field(each: Asked, value: Any, faults: Faults, zone: ZoneInfo, path: str, given: bool) -> Field:
    shape = each.shape
    field = _bare(each, path, faults)
    if shape.kind == "part" and shape.part:
        return _with(field, fields=build(shape.part, value, faults, zone, f"{path}."))
    if shape.kind in ("parts", "lines"):
        return _with(field, items=_items(shape, value, faults, zone, path, each.required))
    if shape.kind in ("one", "many"):
        chosen = {str(code) for code in value} if isinstance(value, list | tuple) else {str(value)}
        choices = tuple(Choice(code, gettext(label), code in chosen) for code, label in shape.codes)
        return _with(field, choices=choices)
    if shape.kind == "yes_no":
        chosen = {shown("yes_no", value, zone)} if value is not None else {"unknown"} if given else set()
        offered = (*YES_NO, NOT_KNOWN) if shape.nullable else YES_NO
        return _with(field, choices=tuple(Choice(code, gettext(label), code in chosen) for code, label in offered))
    return _boxed(field, shape, value, zone)


def _items(shape: Shape, value: Any, faults: Faults, zone: ZoneInfo, path: str, required: bool) -> tuple[Field, ...]:
    values = list(value) if isinstance(value, list | tuple) else []
    if not values and (required or shape.kind == "lines"):
        values = [{}]
    found = []
    for number, each in enumerate(values):
        place = f"{path}.{number}"
        fault = faults.get(place)
        said = sentence(fault, shape.kind) if fault else None
        if shape.part:
            fields = build(shape.part, each, faults, zone, f"{place}.")
            found.append(Field(place, "part", str(number + 1), "", True, fields=fields, fault=said))
        elif shape.item:
            bare = Field(place, shape.item.kind, str(number + 1), "", False, most=shape.item.most)
            if fault:
                bare = _with(bare, fault=sentence(fault, shape.item.kind))
            found.append(_boxed(bare, shape.item, each or None, zone))
    return tuple(found)


def _bare(each: Asked, path: str, faults: Faults) -> Field:
    kind = each.shape.kind
    fault = faults.get(path)
    if fault is None and kind == "many":
        fault = next((found for place, found in faults.items() if place.startswith(f"{path}.")), None)
    return Field(
        path=path,
        kind=kind,
        label=gettext(each.title),
        hint=gettext(each.hint),
        required=each.required,
        secret=each.shape.secret,
        fault=sentence(fault, kind) if fault else None,
        most=each.shape.most,
    )


def _boxed(field: Field, shape: Shape, value: Any, zone: ZoneInfo) -> Field:
    text = shown(shape.kind, value, zone)
    readable = True
    if text:
        try:
            typed(shape.kind, text, zone)
        except Unreadable:
            readable = False
    offset = shape.kind == "instant" and len(text) > len("2026-12-31T14:30:00")
    return _with(field, value=text, readable=readable and not offset)


def _evidence(known: Mapping[str, Any], faults: Faults, prefix: str, each: Asked) -> Field:
    """The kinds of paper are data of the guidelines, in their own words."""
    chosen = str(known.get(each.name, ""))
    kinds = library().vocabulary.evidence
    choices = [Choice(kind.id, kind.words.in_(spoken()), kind.id == chosen) for kind in kinds]
    if chosen and not any(choice.chosen for choice in choices):
        choices.append(Choice(chosen, chosen, True))
    return _with(_bare(each, prefix + each.name, faults), kind="one", choices=tuple(choices))


def _with(field: Field, **changes: Any) -> Field:
    return Field(**{**vars(field), **changes})
