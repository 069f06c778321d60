"""What a lawyer mistypes in a scenario is refused in a sentence that says what to write."""

from pathlib import Path

import pytest

from guidelines.refusal import GuidelineRefused
from tests.scenarios.reading import Broken, all_scenarios, read

WHOLE = """
about: decision
scenarios:
  - name: A scenario that is whole
    given: determined
    story:
      - when:
          - {finish: decision, refused: safeguard_not_met, naming: [guardian_first]}
      - then:
          open: decision
"""

BROKEN = {
    "an unknown stage": ("about: decision", "about: travel", "about"),
    "an unknown key": ("given: determined", "givn: determined", "givn"),
    "an unknown stretch": ("given: determined", "given: decided", "is not a stretch of the path"),
    "an unknown act": ("finish: decision,", "finnish: decision,", "one act of"),
    "two acts in one": ("finish: decision,", "finish: decision, approve: decision,", "one act of"),
    "an unknown option": ("refused: safeguard", "refusal: safeguard", "beside it"),
    "somebody unknown": ("finish: decision,", "finish: decision, by: judge,", "is nobody"),
    "reasons without a refusal": ("refused: safeguard_not_met, ", "", "stand beside `refused`"),
    "an unknown expectation": ("open: decision", "opened: decision", "is not an expectation"),
    "an end without a then": ("      - then:\n          open: decision\n", "", "ends with what is true then"),
    "a turn with both": ("      - then:\n          open", "        then:\n          open", "either `when`"),
    "a person who does not exist": ("given: determined", "given: determined\n    without: [judge]", "nobody of"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_scenario_is_refused(what: str, tmp_path: Path) -> None:
    before, after, words = BROKEN[what]
    assert before in WHOLE
    path = tmp_path / "broken.yaml"
    path.write_text(WHOLE.replace(before, after), encoding="utf-8")
    with pytest.raises(Broken, match=words) as refused:
        read(path)
    assert str(refused.value).startswith("broken.yaml")


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text(WHOLE.replace("    story:", "    given: determined\n    story:"), encoding="utf-8")
    with pytest.raises(GuidelineRefused):
        read(path)


def test_the_whole_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "whole.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    assert [each.name for each in read(path)] == ["A scenario that is whole"]


def test_every_decision_is_told_to_its_end() -> None:
    """One scenario for each outcome that may be decided."""
    told = " ".join(each.model_dump_json() for each in all_scenarios())
    outcomes = ("refugee", "complementary_protection", "victim_stay", "family_here", "alternative_care")
    for outcome in (*outcomes, "third_country", "deferred", "not_a_victim", "return"):
        assert f'"decided":"{outcome}"' in told, f"nobody decides {outcome} in a scenario"
