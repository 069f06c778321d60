"""What was played is listed at the end of a run, and counted."""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The scenarios by name."""
    played = [
        (outcome, report.nodeid.partition("[")[2].rstrip("]"))
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if "tests/scenarios/test_scenarios.py" in report.nodeid and report.when == "call"
    ]
    if not played:
        return
    terminalreporter.section(f"{len(played)} scenarios")
    for outcome, name in played:
        terminalreporter.line(f"{'held ' if outcome == 'passed' else 'FAILED'} {name}")
