"""Who may import whom."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT, imports, modules, shown

FOR_WORKFLOWS = (
    "access_errors",
    "actor",
    "asked",
    "effects",
    "errors",
    "access",
    "link",
    "promise",
    "record",
    "sharing",
)
"""What workflows may know of ``cases``: models, refusals, and who may do what."""


def test_the_contracts_hold() -> None:
    """The layers and the two forbidden lists of pyproject.toml, as `lint-imports` checks them."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"move the import to the layer that may have it:\n{run.stdout}"


def test_every_package_is_under_the_contracts() -> None:
    """A new top-level package needs its place in the layers."""
    found = {path.relative_to(ROOT).parts[0] for path in ROOT.glob("*/__init__.py")}
    assert found - {"migrations", "tests", "benchmarks"} <= set(PACKAGES), (
        "add the new package to [tool.importlinter] in pyproject.toml, and to PACKAGES in tests/architecture/tree.py"
    )


@pytest.mark.parametrize("path", modules("workflows"), ids=shown)
def test_workflows_know_little_of_cases(path: Path) -> None:
    """Sequence and decision only: facts, reports and tables are for activities."""
    too_much = [
        f"{shown(path)}:{line} imports {name}"
        for line, name in imports(path)
        if name.startswith("cases.") and name.split(".")[1] not in FOR_WORKFLOWS
    ]
    assert not too_much, f"let an activity do it, or pass what is needed in a message: {too_much}"


@pytest.mark.parametrize("path", modules("guidelines"), ids=shown)
def test_the_guidelines_know_nobody(path: Path) -> None:
    """They can be read, checked and resolved by anybody, with nothing else of ours."""
    others = tuple(f"{package}." for package in PACKAGES if package != "guidelines")
    found = [f"{shown(path)}:{line} imports {name}" for line, name in imports(path) if name.startswith(others)]
    assert not found, f"the guidelines import nothing of ours: {found}"
