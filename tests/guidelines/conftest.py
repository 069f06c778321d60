"""What the guideline tests share: the real library, and a copy of its files that may be broken."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guidelines.facts import Facts
from guidelines.library import FOLDER, Library, library, load
from guidelines.refusal import GuidelineRefused


@pytest.fixture(scope="session")
def real() -> Library:
    """The library as it stands."""
    return library()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the YAML files."""
    return Path(shutil.copytree(FOLDER, tmp_path / "guidelines", ignore=shutil.ignore_patterns("*.py", "__pycache__")))


@pytest.fixture
def refusal_of(folder: Path) -> Callable[[str, str, str], str]:
    """The words of the refusal when ``old`` is changed to ``new`` in a file of the copy."""

    def refused(file: str, old: str, new: str) -> str:
        path = folder / file
        text = path.read_text()
        assert old in text, f"the test expects `{old}` in {file}"
        path.write_text(text.replace(old, new, 1))
        with pytest.raises(GuidelineRefused) as refusal:
            load(folder)
        return str(refusal.value)

    return refused


@pytest.fixture
def facts() -> Callable[..., Facts]:
    """Facts of a case between Mexico and Guatemala at noon; everything else is unknown until given."""

    def build(**known: object) -> Facts:
        return Facts.model_validate({"now": datetime(2026, 6, 1, 12, tzinfo=UTC), "host": "MX", "origin": "GT"} | known)

    return build
