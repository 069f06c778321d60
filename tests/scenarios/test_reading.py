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
    "a case that is not there": (
        "given: determined",
        "given: determined\n    others: {twin: somewhere}",
        "not a stretch",
    ),
    "an act in no case": ("finish: decision,", "finish: decision, case: twin,", "is no case of this story"),
    "a person who does not exist": ("given: determined", "given: determined\n    without: [judge]", "nobody of"),
}


HARD_CASES = {
    "missing, and missing on the road": ("child who is missing", "missing on the road"),
    "comes of age while the case runs": ("Coming of age between the decision and the departure",),
    "disputed, double or no nationality": ("Disputed nationality", "Double nationality", "No nationality"),
    "a birth never registered": ("Birth never registered",),
    "siblings, one at risk": ("one of them at risk", "A court stays the return of one of three siblings"),
    "the consulate does not answer": ("Consulate does not answer",),
    "the family is the trafficker": ("The family is the trafficker",),
    "asylum asked late": ("Child asks asylum late",),
    "nobody there to receive": ("Nobody is there to receive", "Nobody comes"),
    "a medical emergency in transit": ("Medical emergency in transit",),
    "wrong identity": ("Wrong identity",),
    "an impostor guardian": ("Impostor guardian",),
    "trafficked again after the return": ("Trafficked again after the return",),
    "a court stays the return": ("A court's stay on the road", "Court order with a last day"),
    "consent withdrawn": ("Child withdraws consent at the border",),
    "the escort changes": ("Another escort before the departure", "one escort gives the child to another"),
    "a third country is crossed": ("A country crossed without its consent",),
    "pregnancy, a child who is a parent": ("Pregnant girl", "Child-parent"),
    "disability": ("Disability",),
    "no interpreter": ("Indigenous language with no interpreter",),
    "a witness with an open trial": ("Victim-witness with an open trial",),
    "a child accused": ("Child as accused",),
    "death, also after the return": ("Death: everything stops", "Killed after return"),
    "a closed border": ("A closed border", "A border closes while the child is on the road"),
    "two cases of one child": ("Two cases of one child found late",),
    "the two countries disagree": ("Disagreement between CPA and CPO",),
    "not a victim, not a child": ("a child who is not a victim", "A case opened for an adult"),
}
"""What a real case must survive, and the words by which its scenarios are known. When the system is down is tested on
real processes (tests/workflows/test_downtime.py), holidays and zones on every clock (test_clocks.py)."""


@pytest.mark.parametrize("hard", HARD_CASES)
def test_every_hard_case_is_told(hard: str) -> None:
    names = [each.name for each in all_scenarios()]
    untold = [words for words in HARD_CASES[hard] if not any(words in name for name in names)]
    assert not untold, f"no scenario is called so: {untold}"


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
