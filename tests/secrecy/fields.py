"""The free texts of a report: every string of its worked example that its model does not bind to a code or a time."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from cases.reports import REPORTS

Way = tuple[str | int, ...]

TELEPHONE = r"\d{1,14}"
"""What a pattern says that is one of telephone numbers (cases.reports.text.Phone)."""

CODED = {("Evidence", "kind")}
"""Strings that only a list elsewhere binds: guidelines/vocabulary.yaml."""


class Leaf(NamedTuple):
    """A string of a report. ``kind``: text, telephone, or why nobody can type what they like there."""

    way: Way
    kind: str

    @property
    def free(self) -> bool:
        """Whether a mark may stand there."""
        return self.kind in ("text", "telephone")


def leaves(name: str, data: dict[str, Any]) -> Iterator[Leaf]:
    """Every string of a report, or of what it might hold."""
    schema = REPORTS[name].model_json_schema()
    yield from _of(schema, schema.get("$defs", {}), data, ())


def _of(schema: dict[str, Any], parts: dict[str, Any], value: Any, way: Way) -> Iterator[Leaf]:
    schema = _resolved(schema, parts)
    if "properties" in schema:
        if value is None:
            yield Leaf(way, "not in the worked example")
            return
        for name, each in schema["properties"].items():
            if (schema["title"], name) in CODED:
                yield Leaf((*way, name), "a code")
            else:
                yield from _of(each, parts, value[name], (*way, name))
    elif schema.get("type") == "array":
        yield from _of_many(schema["items"], parts, value, way)
    elif schema.get("type") == "string":
        yield Leaf(way, _kind(schema))


def _of_many(schema: dict[str, Any], parts: dict[str, Any], values: list[Any], way: Way) -> Iterator[Leaf]:
    """What a list holds; of an empty one, the text that it could hold."""
    for number, each in enumerate(values):
        yield from _of(schema, parts, each, (*way, number))
    if not values and "properties" in _resolved(schema, parts):
        yield Leaf(way, "not in the worked example")
    elif not values:
        yield from _of(schema, parts, None, (*way, 0))


def _resolved(schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    for each in schema.get("anyOf", ()):
        if each.get("type") != "null":
            schema = each
    resolved: dict[str, Any] = parts[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return resolved


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema or "const" in schema:
        return "a code"
    if "format" in schema:
        return "a date or a time"
    if "pattern" in schema:
        return "telephone" if TELEPHONE in schema["pattern"] else "a code"
    return "text"
