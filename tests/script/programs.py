"""What a program may send: the body of every operation of the API, by its own documentation, with payloads in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import FastAPI

from tests.script.payloads import Scripts

Text = Callable[[str], str]
"""What is written into a field, by the field's name."""


@dataclass(frozen=True)
class Operation:
    """``fields``: how many texts its body and its address take."""

    method: str
    path: str
    parameters: list[dict[str, Any]]
    body: dict[str, Any] | None
    form: bool

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    def asked(self, text: Text, known: dict[str, str]) -> tuple[str, Any]:
        """Its address (``known``: what stands there; the rest is a payload), and its body."""
        values = {each["name"]: known.get(each["name"]) or text(each["name"]) for each in self._in("path")}
        path = self.path
        for name, value in values.items():
            path = path.replace(f"{{{name}}}", quote(value, safe="", errors="surrogatepass"))
        query = {each["name"]: text(each["name"]) for each in self._in("query")}
        return f"{path}?{urlencode(query, errors='surrogatepass')}", None if self.body is None else self._filled(
            self.body, text, "body"
        )

    def _in(self, where: str) -> list[dict[str, Any]]:
        return [each for each in self.parameters if each["in"] == where]

    def _filled(self, schema: dict[str, Any], text: Text, name: str) -> Any:
        for each in schema.get("anyOf", ()):
            if each.get("type") != "null":
                schema = each
        match schema.get("type"):
            case "object" if "properties" in schema:
                return {key: self._filled(each, text, key) for key, each in schema["properties"].items()}
            case "object":
                return {text(f"{name}, a key"): text(f"{name}, a value"), "remarks": text(f"{name}.remarks")}
            case "array":
                return [self._filled(schema["items"], text, name)]
            case "integer" | "number":
                return 1
            case "boolean":
                return True
        return text(name)


def operations(app: FastAPI) -> Iterator[Operation]:
    """All of them."""
    document = app.openapi()
    parts = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, each in methods.items():
            content = each.get("requestBody", {}).get("content", {})
            form = "multipart/form-data" in content
            found = content.get("multipart/form-data" if form else "application/json", {}).get("schema")
            body = _whole(found, parts) if found else None
            yield Operation(method.upper(), path, each.get("parameters", []), body, form)


def _whole(schema: Any, parts: dict[str, Any]) -> Any:
    """A schema with nothing that is only named."""
    if isinstance(schema, list):
        return [_whole(each, parts) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _whole(parts[schema["$ref"].rpartition("/")[2]], parts)
    return {key: _whole(each, parts) for key, each in schema.items()}


def payload(marks: Scripts, operation: Operation) -> Text:
    """Payloads for the fields of an operation."""
    return lambda name: marks.new(f"{operation.name} {name}")
