"""The written conventions of the house, as tests."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from runtime.settings import Settings
from tests.architecture.tree import PACKAGES, ROOT, modules, shown, tracked

LONGEST = 250
"""Lines of a module. Where one wants to be longer: does it hold two ideas?"""

MEDIAN = 90

HOSTS = re.compile(
    "|".join(
        (
            r"--(?:extra-)?index-" + "url",
            r"https?://[^\s\"']*/simple" + r"(?:/|\b)",
            r"files\.python" + "hosted",
            r"pypi\." + "org",
            r"registry\.npm" + "js",
        )
    )
)


def words() -> str:
    """Everything the project says about itself."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages if page.exists())


@pytest.mark.parametrize("path", modules(*PACKAGES, "migrations"), ids=shown)
def test_no_module_is_long(path: Path) -> None:
    """One idea a file."""
    if path.is_relative_to(ROOT / "migrations" / "versions"):
        return  # what Alembic wrote, one table after the other
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{shown(path)} has {lines} lines: find its second idea and give it a file"


def test_most_modules_are_short() -> None:
    """The median module."""
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*PACKAGES))
    assert lengths[len(lengths) // 2] < MEDIAN


@pytest.mark.parametrize("path", modules(*PACKAGES, "migrations", "tests"), ids=shown)
def test_every_module_says_what_it_is(path: Path) -> None:
    """A docstring on the first line."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith('"""'), f"{shown(path)}: begin with a sentence that says what lives there"


def test_no_type_is_ignored_without_a_reason() -> None:
    """Where the checker must be told to look away, the line says which of its words, and why."""
    told = re.compile(r"#\s*type:\s*ignore(?P<reasoned>\[[a-z, -]+\]\s+#\s+\w)?")
    found = [
        f"{shown(path)}:{n}"
        for path in modules(*PACKAGES, "benchmarks", "migrations", "tests")
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (ignored := told.search(line)) and not ignored["reasoned"]
    ]
    assert not found, f"find the right type, or write a second comment that says why: {found}"


def test_no_file_names_a_package_index() -> None:
    """Requirements are locked by hash; where they come from is the machine's matter."""
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        found += [f"{shown(path)}:{n}" for n, line in enumerate(text.splitlines(), 1) if HOSTS.search(line)]
    assert not found, f"take the host or the index option out: {found}"


def test_every_make_target_is_told() -> None:
    """`make help` and the pages name each target."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.*?## \S", makefile, re.MULTILINE)
    phony = set(" ".join(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)).split())
    assert phony == set(targets), f"give these a sentence after ## in the Makefile: {sorted(phony ^ set(targets))}"
    untold = [target for target in targets if f"make {target}" not in words()]
    assert not untold, f"say in README, CONTRIBUTING or docs/ what these are for: {untold}"


def test_every_setting_is_told() -> None:
    """docs/operations.md has a row for each."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    untold = [name for field in Settings.model_fields if (name := f"RESGUARDO_{field.upper()}") not in page]
    assert not untold, f"add a row to docs/operations.md for: {untold}"


def test_the_changelog_is_open() -> None:
    """What changed since the last release has a place."""
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_decision_is_one_page() -> None:
    """Context, decision, consequences, alternatives."""
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert pages, "docs/decisions/ is empty"
    for page in pages:
        text = page.read_text(encoding="utf-8")
        parts = ("Context", "Decision", "Consequences", "Alternatives")
        missing = [part for part in parts if f"## {part}" not in text and f"**{part}.**" not in text]
        assert not missing, f"{shown(page)} lacks {missing}"
        assert len(text.splitlines()) < 80, f"{shown(page)} is longer than a page"


def uncited(node: object, place: str) -> Iterator[str]:
    """Every step, safeguard or dated value at or below ``node`` that says no source."""
    if isinstance(node, dict):
        if ("term" in node or {"id", "duty"} <= node.keys()) and "cite" not in node:
            yield place
        for key, value in node.items():
            yield from uncited(value, f"{place}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from uncited(value, f"{place}/{number}")


def test_every_rule_is_cited() -> None:
    """A step and each of its terms carries its source, or says that it is only our default."""
    files = sorted((ROOT / "guidelines").rglob("*.yaml"))
    found = [each for file in files for each in uncited(yaml.safe_load(file.read_text(encoding="utf-8")), shown(file))]
    assert not found, f"say where these come from (cite: ...): {found}"


def test_every_link_leads_somewhere() -> None:
    """Files and pictures that the pages point at are here."""
    lost = []
    for page in (path for path in tracked() if path.suffix == ".md"):
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in link and not (page.parent / link).exists():
                lost.append(f"{shown(page)}: {link}")
    assert not lost, f"these links lead nowhere: {lost}"
