"""What a run has told, at its end: every scenario by its name, and how many acts were done, by whom one likes.

With several processes the one that prints has collected nothing: what it says comes with each test's report.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

SCENARIOS = ("tests/scenarios/test_scenarios.py", "tests/scenarios/test_hard_cases.py")
AT_RANDOM = ("recorded", "refused")
"""What became of the acts of the property test: its properties, by these names."""

HUNTED = ("marks", "forms", "places", "megabytes", "found", "readable")
HUNT = "tests/secrecy/"
"""What was typed into a case, hunted where its files lie."""

SCRIPTED = ("payloads", "fields", "forms", "operations", "columns", "pages", "answers")
SCRIPT = "tests/script/"
"""What was typed that a browser might run, and where it was looked for."""


def tell(reporter: pytest.TerminalReporter) -> None:
    """Print it."""
    played = [each for each in reports(reporter) if each.nodeid.startswith(SCENARIOS)]
    if played:
        acts = sum(number(each, "acts") for each in played)
        reporter.section(f"{len(played)} scenarios, {acts} acts in them")
        for each in played:
            held = "held  " if each.passed else "FAILED"
            reporter.line(f"{held} {each.nodeid.partition('[')[2].rstrip(']')} ({number(each, 'acts')})")
    wandered: Counter[str] = Counter()
    for each in reports(reporter):
        wandered.update({name: number(each, name) for name in AT_RANDOM})
    if wandered.total():
        told = ", ".join(f"{wandered[name]:,} {name}" for name in AT_RANDOM)
        reporter.section(f"{wandered.total():,} acts at random: {told}")
    cells = sum(number(each, "cells") for each in reports(reporter))
    if cells:
        reporter.section(f"who reads what: {cells:,} cells of reader, report and answer")
    tell_of_script(reporter, [each for each in reports(reporter) if each.nodeid.startswith(SCRIPT)])
    tell_of_the_hunt(reporter, [each for each in reports(reporter) if each.nodeid.startswith(HUNT)])


def tell_of_script(reporter: pytest.TerminalReporter, run: list[pytest.TestReport]) -> None:
    """How much was covered: a hole fails the test itself."""
    counts = Counter({name: number(each, name) for each in run for name in SCRIPTED if number(each, name)})
    if counts["payloads"]:
        reporter.section("script: " + ", ".join(f"{counts[name]:,} {name}" for name in SCRIPTED))
        reporter.line(f"no payload in: {'; '.join(told for each in run for told in said(each, 'not_planted'))}")


def tell_of_the_hunt(reporter: pytest.TerminalReporter, hunted: list[pytest.TestReport]) -> None:
    """What was looked for, where, and what was found: enciphered, and with encryption switched off."""
    counts = Counter({name: number(each, name) for each in hunted for name in HUNTED if number(each, name)})
    if counts["marks"]:
        found = f"found in {counts['found']} places" if counts["found"] else "none found"
        where = (
            f"{counts['marks']} marks in {counts['forms']} forms, {counts['places']} places, {counts['megabytes']} MB"
        )
        reporter.section(f"plaintext hunt: {where}: {found}; switched off: found in {counts['readable']} places")
        reporter.line(f"not planted: {'; '.join(told for each in hunted for told in said(each, 'not_planted'))}")


def reports(reporter: pytest.TerminalReporter) -> Iterator[pytest.TestReport]:
    """What each test reported that came to its end."""
    for outcome in ("passed", "failed"):
        yield from (each for each in reporter.stats.get(outcome, []) if getattr(each, "when", None) == "call")


def number(report: pytest.TestReport, name: str) -> int:
    """A count that a test noted with ``record_property``."""
    return sum(int(str(value)) for key, value in report.user_properties if key == name)


def said(report: pytest.TestReport, name: str) -> list[str]:
    """The words that a test noted so."""
    return [str(value) for key, value in report.user_properties if key == name]
