"""Workflows tell a sequence. Terms and numbers stand in the guidelines, where a lawyer finds them."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import modules, shown

COUNTING = (0, 1, -1)
"""Nothing, one, the last: not terms."""

MOVE_IT = "a term belongs in guidelines/ (cited), the patience of a technical act in runtime/patience.py"

SEQUENCE = [path for path in modules("workflows") if path.name != "worker.py"]
"""``worker.py`` starts processes: it tells no sequence, and its numbers are technical limits."""

WORLD = ("datetime.now", "datetime.utcnow", "time.time", "random.random", "uuid.uuid4", "open")
"""What gives another answer at replay."""


def tree(path: Path) -> ast.Module:
    """The module, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    """The name of what is called."""
    return ast.unparse(node.func)


@pytest.mark.parametrize("path", modules("workflows"), ids=shown)
def test_no_durations(path: Path) -> None:
    """No ``timedelta(...)`` in a workflow."""
    found = [n.lineno for n in ast.walk(tree(path)) if isinstance(n, ast.Call) and called(n).endswith("timedelta")]
    assert not found, f"{shown(path)}, lines {found}: {MOVE_IT}"


@pytest.mark.parametrize("path", SEQUENCE, ids=shown)
def test_no_numbers(path: Path) -> None:
    """No number but 0, 1 and -1."""
    found = [
        f"line {node.lineno}: {node.value!r}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in COUNTING
    ]
    assert not found, f"{shown(path)}, {found}: {MOVE_IT}"


@pytest.mark.parametrize("path", modules("workflows"), ids=shown)
def test_nothing_that_replay_would_answer_otherwise(path: Path) -> None:
    """The clock, chance and files are asked through `workflow.now()` and activities."""
    found = [
        f"line {node.lineno}: {called(node)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in WORLD
    ]
    assert not found, f"{shown(path)}, {found}: use workflow.now(), workflow.uuid4(), workflow.random() or an activity"
