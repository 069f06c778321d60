"""What can be known of the libraries without asking anybody: pinned, hashed, installed so, free to use, watched."""

import re
import tomllib
from importlib import metadata

import pytest

from tests.architecture.tree import ROOT
from tests.dependencies.audit import CANARY, verdict
from tests.dependencies.locked import RUNTIME, TEST, libraries

FREE = re.compile(r"MIT|BSD|Apache|PSF|ISC|MPL|Mozilla Public", re.IGNORECASE)
"""Licences under which everybody may use and change what is ours with it."""

LESSER = {"python-stdnum"}
"""LGPL: used as it is, not changed by us."""

PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")


def test_each_is_pinned_and_hashed_and_the_tests_run_with_the_same() -> None:
    """Nothing is taken from an address, nothing is a range."""
    runtime, test = ({(each.name, each.version) for each in libraries(lock)} for lock in (RUNTIME, TEST))
    assert runtime <= test
    assert all(each.hashes for each in libraries(TEST))


def test_what_is_installed_here_is_what_is_locked() -> None:
    """Each of them is there, in that version. What somebody has put beside them is their own."""
    locked = {each.name: each.version for each in libraries(TEST) if each.here}
    found = {each.name.lower().replace("_", "-").replace(".", "-"): each.version for each in metadata.distributions()}
    others = {name: found.get(name) for name, version in locked.items() if found.get(name) != version}
    assert not others, f"not installed as they are locked: {others}"


def test_all_of_them_are_free_to_use() -> None:
    """By what they say of themselves."""
    bound = {}
    for each in libraries(RUNTIME):
        if not each.here:
            continue
        said = metadata.metadata(each.name)
        words = " ".join(
            [*said.get_all("License-Expression", []), *said.get_all("License", []), *said.get_all("Classifier", [])]
        )
        if not FREE.search(words) and each.name not in LESSER:
            bound[each.name] = words[:80]
    assert not bound, f"read these licences first: {bound}"


def test_those_to_be_watched_are_still_used() -> None:
    """docs/dependencies.md: young ones, ones of one person, unofficial ones."""
    watched = set(re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE, re.MULTILINE))
    direct = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {re.split(r"[\[<>=]", each)[0] for each in direct["dependencies"] + direct["optional-dependencies"]["test"]}
    assert watched and watched <= named, watched - named


GOOD = [{"name": "jinja2", "version": "3.1.6", "vulns": []}]
SEEN = {"name": CANARY[0], "version": CANARY[1], "vulns": [{"id": "X-1", "fix_versions": ["9"]}]}


@pytest.mark.parametrize(
    ("looked", "canary", "says"),
    [
        (GOOD, [SEEN], None),
        (GOOD, [SEEN | {"vulns": []}], "answers for nothing"),
        (GOOD, [], "answers for nothing"),
        ([], [SEEN], "not looked at: jinja2"),
        ([{"name": "jinja2", "skip_reason": "not found"}], [SEEN], "not looked at: jinja2"),
        ([GOOD[0] | {"vulns": [{"id": "X-2", "fix_versions": ["4"]}]}], [SEEN], "jinja2 3.1.6: X-2 (mended in 4)"),
    ],
)
def test_an_audit_that_looked_at_nothing_is_no_good_audit(
    looked: list[dict[str, object]], canary: list[dict[str, object]], says: str | None
) -> None:
    """pip-audit itself ends well where its source knows nothing of any library."""
    found = verdict({"jinja2"}, looked, canary)
    assert (found is None) if says is None else (found is not None and says in found)
