"""What kind of answer a field of a report wants, read from its annotation."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from cases.reports import LAST_ON_THE_FORM

Kind = Literal[
    "line", "paragraphs", "number", "day", "hour", "instant", "yes_no", "one", "many",
    "country", "language", "part", "parts", "lines",
]  # fmt: skip
"""``part`` is a fieldset, ``parts`` a repeated one, ``lines`` a repeated single answer."""

SCALARS: dict[Any, Kind] = {
    str: "line",
    int: "number",
    date: "day",
    time: "hour",
    datetime: "instant",
    AwareDatetime: "instant",
    bool: "yes_no",
}
WIDGETS: dict[str, Kind] = {"textarea": "paragraphs", "country": "country", "language": "language"}


@dataclass(frozen=True)
class Shape:
    """``nullable``: no answer is an answer. ``least``: how much there must be, of a list or a text."""

    kind: Kind
    nullable: bool = False
    codes: tuple[tuple[str, str], ...] = ()
    """Code and msgid, of ``one`` and ``many``."""
    part: type[BaseModel] | None = None
    item: "Shape | None" = None
    least: int = 0
    most: int | None = None
    secret: bool = False
    place: bool = False


@dataclass(frozen=True)
class Asked:
    """A field as a form asks it: its name, its words (msgids), its shape, and whether it must be answered.

    ``empty_text``: the report wants the text, and an empty one will do.
    """

    name: str
    title: str
    hint: str
    required: bool
    shape: Shape
    empty_text: bool = False


@cache
def asked(model: type[BaseModel]) -> tuple[Asked, ...]:
    """The fields of a report or part, in the order of the form: evidence and remarks last."""
    names = [name for name in model.model_fields if name not in LAST_ON_THE_FORM]
    names += [name for name in LAST_ON_THE_FORM if name in model.model_fields]
    return tuple(_asked(name, model.model_fields[name]) for name in names)


def _asked(name: str, info: FieldInfo) -> Asked:
    shape = shape_of(info.annotation, info)
    needed = info.is_required() and not (shape.nullable and shape.kind == "yes_no")
    empty_text = needed and shape.kind in ("line", "paragraphs") and shape.least == 0
    return Asked(name, info.title or name, info.description or "", needed and not empty_text, shape, empty_text)


def shape_of(annotation: Any, info: FieldInfo | None = None, nullable: bool = False) -> Shape:
    """The shape of an annotation. Raises TypeError for one that no form can ask."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        (inner,) = (each for each in args if each is not NoneType)
        return shape_of(inner, info, nullable=True)
    if origin is Annotated:
        return shape_of(args[0], next((each for each in args[1:] if isinstance(each, FieldInfo)), info), nullable)
    least = next((m.min_length for m in info.metadata if isinstance(m, MinLen)), 0) if info else 0
    most = next((m.max_length for m in info.metadata if isinstance(m, MaxLen)), None) if info else None
    extra = info.json_schema_extra if info and isinstance(info.json_schema_extra, dict) else {}
    if origin is tuple:
        item = shape_of(args[0])
        if item.kind == "part":
            return Shape("parts", nullable, part=item.part, item=item, least=least, most=most)
        kind: Kind = "many" if item.kind == "one" else "lines"
        return Shape(kind, nullable, codes=item.codes, item=item, least=least, most=most)
    if origin is Literal:
        return Shape("one", nullable, codes=tuple((str(each), str(each)) for each in args))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return Shape(
            "one", nullable, codes=tuple((each.value, getattr(each, "label", each.value)) for each in annotation)
        )
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape("part", nullable, part=annotation)
    if annotation not in SCALARS:
        raise TypeError(f"no form can ask for {annotation!r}: use a type of api/pages/forms/shape.py, or add one there")
    kind = WIDGETS.get(str(extra.get("widget")), SCALARS[annotation])
    secret, place = bool(extra.get("secret")), bool(extra.get("place"))
    return Shape(kind, nullable, least=least, most=most, secret=secret, place=place)
