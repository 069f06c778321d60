"""What the command line prints, and how it refuses."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.guidelines import app
from guidelines.library import library


@pytest.fixture
def run() -> Callable[..., tuple[int, str]]:
    def invoke(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, list(words))
        return result.exit_code, result.output

    return invoke


def test_check_counts(run: Callable[..., tuple[int, str]]) -> None:
    code, output = run("check", "--on", "2026-12-01")
    assert code == 0
    counts, terms, old = output.splitlines()
    safeguards, interruptions = len(library().safeguards), len(library().interruptions)
    assert counts == f"9 stages, 32 steps, {safeguards} safeguards, {interruptions} interruptions, 11 countries"
    assert re.fullmatch(r"Terms: \d+ our default, 1 instrument, 5 national law", terms)
    assert old == "Last checked more than a year ago: none"


def test_check_lists_what_is_old(run: Callable[..., tuple[int, str]]) -> None:
    code, output = run("check", "--on", "2028-01-01")
    assert code == 0
    assert "2026-11-24  vccr_1963, art. 37(b): stages protection, steps guardian" in output


def test_check_refuses_a_broken_folder_in_sentences(run: Callable[..., tuple[int, str]], folder: Path) -> None:
    path = folder / "region/01_detection.yaml"
    path.write_text(path.read_text().replace("ladder: urgent", "ladder: rope"))
    code, output = run("check", "--folder", str(folder))
    assert code == 1
    assert "There is no ladder `rope`. Write one of: standard, urgent, consular." in output


@pytest.mark.parametrize("language", ["en", "es"])
def test_plan_keeps_within_a_hundred_characters(run: Callable[..., tuple[int, str]], language: str) -> None:
    code, output = run("plan", "--host", "MX", "--origin", "GT", "--from", "2026-12-01", "--language", language)
    assert code == 0
    assert max(len(line) for line in output.splitlines()) <= 100


def test_plan_prints_each_date_with_its_reason_and_basis(run: Callable[..., tuple[int, str]]) -> None:
    _, output = run("plan", "--host", "MX", "--origin", "GT", "--from", "2026-12-01")
    urgent = next(line for line in output.splitlines() if "Urgent protection measure" in line)
    assert urgent == ("2026-12-01 14:00  Urgent protection measure   3 hours from 1 December 2026,       national law:")
    assert "25 December is a" in output
    assert "our default" in output
    assert "Mexico" in output and "America/" not in output


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["--host", "MX", "--origin", "MX", "--from", "2026-12-01"], "Host and origin are the same"),
        (["--host", "XX", "--origin", "GT", "--from", "2026-12-01"], "There is no country `XX`"),
        (["--host", "MX", "--origin", "GT", "--from", "2001-01-01"], "No value stands on 2001-01-01"),
    ],
)
def test_plan_refuses(run: Callable[..., tuple[int, str]], words: list[str], refusal: str) -> None:
    code, output = run("plan", *words)
    assert code == 1
    assert refusal in output


def test_a_date_that_is_none_is_explained(run: Callable[..., tuple[int, str]]) -> None:
    code, output = run("plan", "--host", "MX", "--origin", "GT", "--from", "1-12-2026")
    assert code == 2
    assert "is not a date" in output
