"""Workflows tell a sequence. Terms and numbers stand in the guidelines, where a lawyer finds them."""

import ast
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import modules, shown

COUNTING = (0, 1, -1)
"""Nothing, one, the last: not terms."""

MOVE_IT = "a term belongs in guidelines/ (cited), the patience of a technical act in runtime/patience.py"

SEQUENCE = [path for path in modules("workflows") if path.name != "worker.py"]
"""``worker.py`` starts processes: it tells no sequence, and its numbers are technical limits."""

WORLD = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "open", "input", "hash", "id")
"""What gives another answer at replay."""

SAME_AT_REPLAY = {"asyncio", "collections.abc", "contextlib", "datetime", "enum", "itertools", "typing"}
"""What a workflow may import of Python's own: nothing that knows the time, chance, files or other machines.

The sandbox guards the modules of the three workflows only; the others are imported once for all cases (decision 19),
so what it would refuse there is refused here, and so is what would let one case see another's.
"""


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


@pytest.mark.parametrize("path", SEQUENCE, ids=shown)
def test_nothing_that_replay_would_answer_otherwise(path: Path) -> None:
    """The clock, chance and files are asked through `workflow.now()` and activities."""
    found = [
        f"line {node.lineno}: {called(node)}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in WORLD
    ]
    found += [
        f"line {line}: import {name}"
        for line, name in imported(path)
        if name.partition(".")[0] in sys.stdlib_module_names and name not in SAME_AT_REPLAY
    ]
    assert not found, f"{shown(path)}, {found}: use workflow.now(), workflow.uuid4(), workflow.random() or an activity"


@pytest.mark.parametrize("path", SEQUENCE, ids=shown)
def test_nothing_that_two_cases_would_share(path: Path) -> None:
    """A module is one for all cases: what stands in it is a constant, and nothing is kept beside a case's own file."""
    parsed = tree(path)
    found = [f"line {node.lineno}: global" for node in ast.walk(parsed) if isinstance(node, ast.Global)]
    found += [f"line {line}: import {name}" for line, name in imported(path) if name == "functools"]
    found += [f"line {name.lineno}: {name.id}" for name in named(parsed) if not constant(name)]
    found += [f"line {each.lineno}: {ast.unparse(each)}" for each in changes_of_constants(parsed)]
    assert not found, f"{shown(path)}, {found}: keep it in the case's file (workflows/file.py), or make it a constant"


CHANGES = {"add", "append", "clear", "discard", "extend", "insert", "pop", "remove", "setdefault", "update"}
"""What changes a set, a list or a mapping where it stands."""


def constant(node: ast.expr) -> bool:
    """Whether this names a constant of a module, or a type: they begin with a capital."""
    return isinstance(node, ast.Name) and node.id.lstrip("_")[:1].isupper()


def named(module: ast.Module) -> list[ast.Name]:
    """What a module gives a name to, beside functions and classes."""
    targets = [getattr(node, "targets", [getattr(node, "target", None)]) for node in module.body]
    found = [node for each in targets for target in each if target for node in ast.walk(target)]
    return [node for node in found if isinstance(node, ast.Name)]


def changes_of_constants(module: ast.Module) -> list[ast.expr]:
    """What changes something that stands in a module: `SEEN.add(…)`, `SEEN[…] = …`, `Step.seen = …`."""
    found: list[ast.expr] = []
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
            found += [node] if constant(node.func.value) else []
        elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            found += [node] if constant(node.value) else []
    return found


def imported(path: Path) -> list[tuple[int, str]]:
    """Every module that this one imports, and where."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, each.name) for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.lineno, node.module or ""))
    return found
