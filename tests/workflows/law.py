"""The law changes while a test runs: another library for everybody in this process, and the proposals that make it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from guidelines import library as module
from guidelines.enacted import as_adopted
from guidelines.library import Library, load
from guidelines.proposal import Proposal

CITE = {
    "basis": "design_default",
    "note": {"en": "A test.", "es": "Una prueba."},
    "last_checked_on": date(2026, 11, 24),
}

LONG_AGO = date(2026, 10, 1)


def proposal(*changes: dict[str, Any], from_: date = LONG_AGO, **more: Any) -> Proposal:
    """A proposal of ``changes``, each without its citation."""
    words = {"en": "A test", "es": "Una prueba"}
    content = {
        "id": "a_test",
        "title": words,
        "reason": words,
        "author": "A test",
        "proposed_on": from_,
        "applies_from": from_,
        "status": "proposed",
        "changes": [each | {"cite": CITE} for each in changes],
        "yields": [{"country": "MX", "as": "origin", "step": "nationality"}],
    }
    return Proposal.model_validate(content | more)


def term(step: str, amount: int, unit: str = "working_day") -> dict[str, Any]:
    """Another term for a step."""
    return {"op": "term", "step": step, "term": {"amount": amount, "unit": unit}}


def insert(after: str, name: str, hours: int = 48, **more: Any) -> dict[str, Any]:
    """A new step of the host's, behind another."""
    clock = {
        "starts": "opened",
        "calendar": "host",
        "on_lapse": "escalate",
        "ladder": "standard",
        "values": [{"applies_from": LONG_AGO, "term": {"amount": hours, "unit": "hour"}, "cite": CITE}],
    }
    words = {"en": f"New: {name}", "es": f"Nuevo: {name}"}
    step = {
        "id": name,
        "title": words,
        "duty": words,
        "side": "host",
        "cite": CITE,
        "responsible": "child_protection_authority",
        "report": "national_act",
        "deadline": clock,
    }
    return {"op": "insert_after", "step": after, "new": step | more}


@contextmanager
def in_force(*proposals: Proposal) -> Iterator[Library]:
    """As after adopting and starting again: the proposals are law."""
    real = load()
    for each in proposals:
        real = as_adopted(real, each)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "load", lambda: real)
        module.library.cache_clear()
        try:
            yield real
        finally:
            module.library.cache_clear()
    module.library.cache_clear()
