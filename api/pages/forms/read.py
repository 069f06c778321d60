"""A posted form read back into the report's nested document: whole or not, nothing typed is lost.

Names are paths: ``officer.name``, ``legs.0.from_place``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from api.pages.forms.faults import Fault
from api.pages.forms.shape import Asked, Shape, asked
from api.pages.forms.value import Unreadable, typed

ADD, REMOVE = "_add", "_remove"
"""Buttons of a repeated part: their value is the path of the list, or of the item."""

MOST_ITEMS = 50
"""Of one list; what a hostile form numbers beyond is not looked at."""


class Posted(Protocol):
    """What Starlette's FormData and a plain test double have in common."""

    def getlist(self, key: Any) -> list[Any]:
        """Every value sent under ``key``."""

    def keys(self) -> Iterable[str]:
        """The names sent."""


@dataclass
class Answer:
    """``data``: the document, where what cannot be read stands as typed. ``faults``: what could not be read."""

    data: dict[str, Any]
    faults: dict[str, Fault] = field(default_factory=dict)


def read(model: type[BaseModel], posted: Posted, zone: ZoneInfo, keep_blank_items: bool = False) -> Answer:
    """The document in ``posted``. Items of a list of which nothing was filled in are left out, unless kept."""
    answer = Answer({})
    answer.data = _fields(model, _Form(posted, zone, keep_blank_items), "", answer.faults)
    return answer


def repeated(data: dict[str, Any], posted: Posted) -> bool:
    """Whether "add another" or "remove" was pressed; ``data`` then has one item more, or one less."""
    for path in map(str, posted.getlist(ADD)):
        items = _reach(data, path.split("."))
        if isinstance(items, list):
            items.append({})
        return True
    for path in map(str, posted.getlist(REMOVE)):
        *parents, index = path.split(".")
        items = _reach(data, parents)
        if isinstance(items, list) and index.isdecimal() and int(index) < len(items):
            del items[int(index)]
        return True
    return False


def _reach(data: Any, path: list[str]) -> Any:
    for name in path:
        if isinstance(data, list):
            data = data[int(name)] if name.isdecimal() and int(name) < len(data) else {}
        else:
            data = data.setdefault(name, [] if name == path[-1] else {})
    return data


@dataclass(frozen=True)
class _Form:
    posted: Posted
    zone: ZoneInfo
    keep_blank_items: bool

    def last(self, path: str) -> str:
        """The last value under ``path``; empty where there is none."""
        texts = self.posted.getlist(path)
        return str(texts[-1]) if texts else ""

    def indexes(self, path: str) -> list[int]:
        """The numbers of the items sent under ``path``."""
        start = f"{path}."
        heads = {key[len(start) :].split(".")[0] for key in set(self.posted.keys()) if key.startswith(start)}
        return sorted(int(head) for head in heads if head.isdecimal() and len(head) <= 2 and int(head) < MOST_ITEMS)


Faults = dict[str, Fault]


def _fields(model: type[BaseModel], form: _Form, prefix: str, faults: Faults, needed: bool = True) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in asked(model):
        value = _value(each, form, prefix + each.name, faults)
        if value is not None:
            found[each.name] = value
        elif each.shape.kind == "yes_no" and form.last(prefix + each.name) == "unknown":
            found[each.name] = None
    if found or needed:
        found |= {each.name: "" for each in asked(model) if each.empty_text and each.name not in found}
    return found


def _value(each: Asked, form: _Form, path: str, faults: Faults) -> Any:
    """The answer under ``path``; None where there is none."""
    shape = each.shape
    if shape.kind == "part" and shape.part:
        found = _fields(shape.part, form, f"{path}.", faults, needed=not shape.nullable)
        return found if found or not shape.nullable else None
    if shape.kind == "parts" and shape.part:
        return _items(shape.part, form, path, faults) or None
    if shape.kind == "many":
        return [str(code) for code in form.posted.getlist(path)] or None
    if shape.kind == "lines" and shape.item:
        texts = [form.last(f"{path}.{index}") for index in form.indexes(path)]
        kept = [text for text in texts if text.strip() or form.keep_blank_items]
        return [_scalar(shape.item, text, form, f"{path}.{n}", faults) for n, text in enumerate(kept)] or None
    text = form.last(path)
    return _scalar(shape, text, form, path, faults) if text.strip() else None


def _items(part: type[BaseModel], form: _Form, path: str, faults: Faults) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for index in form.indexes(path):
        own: Faults = {}
        item = _fields(part, form, f"{path}.{index}.", own, needed=False)
        if item or form.keep_blank_items:
            start = len(f"{path}.{index}.")
            faults |= {f"{path}.{len(kept)}.{place[start:]}": fault for place, fault in own.items()}
            kept.append(item)
    return kept


def _scalar(shape: Shape, text: str, form: _Form, path: str, faults: Faults) -> Any:
    if not text.strip():
        return ""
    try:
        return typed(shape.kind, text, form.zone)
    except Unreadable:
        faults[path] = Fault("unreadable")
        return text
