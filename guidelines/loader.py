"""One YAML file to one typed model, and the sentences a lawyer reads when it is refused."""

import difflib
import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from guidelines import strict_yaml
from guidelines.model import Model
from guidelines.refusal import GuidelineRefused, Problem

M = TypeVar("M", bound=Model)

_NAMED = {"steps": "step", "changes": "change", "values": "value", "rungs": "rung", "authorities": "authority"}


def load_as(model: type[M], path: Path, file: str) -> M:
    """The file as ``model``. Typed strictly: "3" is not a number, 1 is not true. Raises GuidelineRefused."""
    data = strict_yaml.read(path, file)
    if not isinstance(data, dict):
        raise GuidelineRefused(Problem(file, "", "The file is empty or is only a list.", "Begin it with a key."))
    try:
        # JSON is the strict door that still takes a list for a tuple and text for a date.
        return model.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        keys = _known_keys(model)
        raise GuidelineRefused(*(_problem(file, data, each, keys) for each in error.errors())) from None


def _problem(file: str, data: Any, error: ErrorDetails, keys: set[str]) -> Problem:  # noqa: PLR0911, PLR0912  a table of mistakes
    where, last = _where(data, error["loc"])
    found = error.get("input")
    context = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden" if found is None and " " in last:
            mend = "A comma inside { } begins a new key: put the sentence in quotes."
            return Problem(file, where, f"`{last}` was read as a key.", mend)
        case "extra_forbidden":
            near = difflib.get_close_matches(last, keys, n=1)
            mend = f"Did you mean `{near[0]}`?" if near else "Delete it, or see README.md for the keys that exist."
            return Problem(file, where, f"`{last}` is not a key that is known here.", mend)
        case "missing":
            return Problem(file, where, f"`{last}` is missing.", f"Add a line `{last}:` with its value.")
        case "literal_error" | "union_tag_invalid":
            accepted = context.get("expected") or context.get("expected_tags")
            given = context.get("tag", found)
            return Problem(file, where, f"`{given}` is not accepted.", f"Write one of: {accepted}.")
        case "union_tag_not_found":
            return Problem(file, where, "The kind of change is missing.", "Add `op: replace` or `op: insert_after`.")
        case "int_type" | "int_from_float" | "float_type":
            return Problem(file, where, f"`{found}` is not a number.", "Write a whole number without quotes, e.g. 10.")
        case "greater_than_equal" | "greater_than":
            return Problem(file, where, f"`{found}` is too small.", "A term is never negative; 0 means at once.")
        case "string_type":
            return Problem(file, where, f"`{found}` is not text.", f'Write text; if you meant the word, "{found}".')
        case "bool_type":
            return Problem(file, where, f"`{found}` is neither true nor false.", "Write true or false, without quotes.")
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            return Problem(file, where, f"`{found}` is not a date.", "Write year-month-day, e.g. 2026-11-24.")
        case "too_short":
            return Problem(file, where, "The list is empty.", "Write at least one entry.")
        case "value_error":
            return Problem(file, where, str(error["msg"]).removeprefix("Value error, ") + ".", "")
        case "string_pattern_mismatch":
            return Problem(file, where, f"`{found}` is not a country code.", 'Write two capitals in quotes, e.g. "NI".')
    return Problem(file, where, f"{error['msg']} (found `{found}`).", "See README.md for what is expected.")


def _where(data: Any, location: tuple[int | str, ...]) -> tuple[str, str]:
    """A path in words ("step guardian, deadline, value 1") and its last key."""
    words: list[str] = []
    key = ""
    for part in location:
        if isinstance(part, int) and isinstance(data, list):
            data = data[part] if part < len(data) else None
            name = _NAMED.get(key, key.removesuffix("s"))
            which = data.get("id") if isinstance(data, dict) else None
            words[-1:] = [f"{name} {which or part + 1}"]
        elif isinstance(data, dict) and (part in data or part == location[-1]):
            data = data.get(part)
            key = str(part)
            words.append(key)
    return ", ".join(words), str(location[-1]) if location else ""


def _known_keys(model: type[Model]) -> set[str]:
    """Every key that the schema of ``model`` knows anywhere: to guess what a misspelt one meant."""
    schema = model.model_json_schema(by_alias=True)
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}
