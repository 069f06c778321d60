"""A running case is found again under its own edition, whatever its rules' models have gained since it began."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guidelines.procedure import Procedure
from tests.histories.kept import kept as all_kept
from tests.histories.kept import name, told

KEPT = all_kept("*_repatriation")


def named(part: Any, key: str) -> Iterator[Any]:
    """Every value under ``key``, however deep."""
    if isinstance(part, dict):
        yield from ([part[key]] if part.get(key) else [])
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from named(inner, key)


def payloads(part: Any) -> Iterator[Any]:
    """Everything that a history carries, as it was sent."""
    if isinstance(part, dict):
        if isinstance(part.get("data"), str) and "metadata" in part:
            yield json.loads(base64.b64decode(part["data"]))
        for inner in part.values():
            yield from payloads(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from payloads(inner)


@pytest.mark.parametrize("kept", KEPT, ids=name)
def test_an_edition_of_an_older_program_keeps_its_name(kept: Path) -> None:
    carried = list(payloads(json.loads(told(kept))))
    procedures = list(named(carried, "procedure"))
    assert procedures
    assert {Procedure.model_validate(each).edition for each in procedures} == set(named(carried, "edition"))
