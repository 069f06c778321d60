"""Proposals: files as strict as every other, the region they make, and the countries' rules held against it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from guidelines.adopting import adopt, read
from guidelines.enacted import as_adopted
from guidelines.library import FOLDER, Library, load
from guidelines.refusal import GuidelineRefused
from guidelines.resolve import resolve
from guidelines.whence import files_of
from tests.workflows.law import insert, proposal, term

ORIGINAL = FOLDER / "proposals" / "consular_5_days.yaml"
OURS = "proposals/consular_5_days.yaml"

BROKEN = [
    ("    step: nationality\n    term", "    step: nationalty\n    term", ["There is no regional step `nationalty`"]),
    ("{amount: 5, unit: working_day}", "{amount: -5, unit: working_day}", ["too small"]),
    ("op: term", "op: shorten", ["change 1", "`shorten` is not accepted", "'term', 'replace', 'insert_after'"]),
    ("status: proposed", "status: adopted", ["what is `adopted` says when and by whom", "decided_on"]),
    ("status: proposed", "status: proposed\ndecided_by: X", ["nobody has decided"]),
    ("proposed_on: 2026-11-24", "proposed_on: today", ["`today` is not a date"]),
    ("id: consular_5_days", "id: another", ["It says `another`", "Write `consular_5_days`, as the file"]),
    ("  - {country: \"MX\", as: origin, step: nationality}", "  []", ["change of nationality", "weakens", "yields"]),
    ("as: origin, step", "as: host, step", ["MX has no term of its own for `nationality` as host"]),
    ("mx_lgpsedmtp, provision", "mx_lgp, provision", ["There is no instrument `mx_lgp`"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), BROKEN)
def test_a_broken_proposal_is_refused_in_plain_words(
    refusal_of: Callable[[str, str, str], str], old: str, new: str, words: list[str]
) -> None:
    said = refusal_of(OURS, old, new)
    assert "consular_5_days.yaml" in said
    for word in words:
        assert word in said


def test_what_is_proposed_changes_nothing(real: Library) -> None:
    day = date(2027, 6, 1)
    without = real.model_copy(update={"proposals": ()})
    assert resolve(real, "MX", "GT", day).edition == resolve(without, "MX", "GT", day).edition


def test_adopted_it_applies_from_its_day_and_not_before(real: Library) -> None:
    adopted = as_adopted(real, real.proposal("consular_5_days"))
    for host, origin in (("MX", "GT"), ("GT", "MX")):
        assert resolve(adopted, host, origin, date(2026, 12, 31)).edition == (
            resolve(real, host, origin, date(2026, 12, 31)).edition
        )
        clock = resolve(adopted, host, origin, date(2027, 1, 1)).step("nationality").deadline
        assert clock is not None and clock.values[0].term is not None
        assert clock.values[0].term.amount == 5
        assert clock.values[0].cite.basis == "design_default"


def test_a_country_that_gives_way_keeps_what_its_text_says(real: Library) -> None:
    adopted = as_adopted(real, real.proposal("consular_5_days"))
    clock = resolve(adopted, "GT", "MX", date(2027, 1, 1)).step("nationality").deadline
    assert clock is not None
    assert [each.words.en for each in clock.says] == ["Without undue or unreasonable delay."]


def test_of_two_the_later_one_is_applied_last(real: Library) -> None:
    first = proposal(term("home_study", 12), id="first", from_=date(2027, 1, 1))
    second = proposal(term("home_study", 9), id="second", from_=date(2027, 3, 1))
    both = as_adopted(as_adopted(real, second), first)
    for day, days in ((date(2027, 2, 1), 12), (date(2027, 3, 1), 9)):
        clock = resolve(both, "MX", "GT", day).step("home_study").deadline
        assert clock is not None and clock.values[0].term is not None
        assert clock.values[0].term.amount == days


def test_a_new_step_stands_behind_another_and_says_where_it_is_written(real: Library) -> None:
    adopted = as_adopted(real, proposal(insert("hearing", "second_hearing")))
    procedure = resolve(adopted, "HN", "GT", date(2027, 1, 1))
    assert procedure.step("second_hearing").after == ("hearing",)
    assert procedure.stage_of("second_hearing") == "protection"
    assert files_of(adopted, procedure, "second_hearing") == ("proposals/a_test.yaml",)
    shipped = as_adopted(real, real.proposal("consular_5_days"))
    followed = resolve(shipped, "GT", "MX", date(2027, 1, 1))
    assert files_of(shipped, followed, "nationality") == (
        "region/03_assessment.yaml",
        "proposals/consular_5_days.yaml",
        "countries/MX/overlay.yaml",
    )


def test_adopting_writes_the_same_file_every_time(folder: Path) -> None:
    path, library = folder / OURS, load(folder)
    adopt(path, library, "The Conference", date(2026, 11, 24), folder=folder)
    once = path.read_text()
    adopted = load(folder).proposal("consular_5_days")
    assert (adopted.status, adopted.decided_by, adopted.applies_from) == ("adopted", "The Conference", date(2027, 1, 1))
    assert adopted.changes == library.proposal("consular_5_days").changes
    path.write_text(ORIGINAL.read_text())
    adopt(path, library, "The Conference", date(2026, 11, 24), folder=folder)
    assert path.read_text() == once


@pytest.mark.parametrize(
    ("on", "from_", "words"),
    [
        (date(2027, 2, 1), None, "2027-01-01 lies before its adoption"),
        (date(2026, 11, 24), date(2026, 11, 1), "Give a later day with --from, 2026-11-24"),
    ],
)
def test_nothing_is_adopted_for_the_past(folder: Path, on: date, from_: date | None, words: str) -> None:
    before = (folder / OURS).read_text()
    with pytest.raises(GuidelineRefused, match=words):
        adopt(folder / OURS, load(folder), "X", on, from_, folder)
    assert (folder / OURS).read_text() == before


def test_what_was_decided_stays_and_what_lies_elsewhere_is_not_adopted(folder: Path, tmp_path: Path) -> None:
    path, library = folder / OURS, load(folder)
    elsewhere = tmp_path / "consular_5_days.yaml"
    elsewhere.write_text(path.read_text())
    assert read(elsewhere, library).id == "consular_5_days"
    with pytest.raises(GuidelineRefused, match="It is not among the proposals"):
        adopt(elsewhere, library, "X", date(2026, 11, 24), folder=folder)
    adopt(path, library, "X", date(2026, 11, 24), folder=folder)
    with pytest.raises(GuidelineRefused, match="It was adopted already"):
        adopt(path, load(folder), "X", date(2026, 11, 24), folder=folder)
