"""Broken files, and the words that their refusal must contain: a lawyer reads these sentences."""

from collections.abc import Callable
from pathlib import Path

import pytest

from guidelines.library import load
from guidelines.refusal import GuidelineRefused

PROTECTION = "region/02_protection.yaml"
DECISION = "region/05_decision.yaml"
PREPARATION = "region/06_preparation.yaml"
SAFEGUARDS = "region/safeguards.yaml"
MEXICO = "countries/MX/country.yaml"
OVERLAY = "countries/MX/overlay.yaml"
COURT = "region/interruptions/court.yaml"
PROTECTION_NEED = "region/interruptions/protection_need.yaml"

BROKEN = [
    pytest.param(
        *(PROTECTION, "    responsible: guardian", "    responsable: guardian"),
        ["step hearing", "`responsable` is not a key", "Did you mean `responsible`?", "`responsible` is missing"],
        id="a misspelt key",
    ),
    pytest.param(
        *(PROTECTION, "    responsible: guardian", "    responsible: guardian\n    responsible: judge"),
        ["line ", "`responsible` stands here twice"],
        id="a duplicate key",
    ),
    pytest.param(
        *(MEXICO, 'code: "MX"', "code: NO"),
        ["line 4", "`NO` without quotes", 'Write "NO" in quotes'],
        id="a country code without quotes",
    ),
    pytest.param(
        *(PROTECTION, "stage: protection", "on: protection"),
        ["line 2", "`on` without quotes"],
        id="a key called on",
    ),
    pytest.param(
        *(PROTECTION, "{amount: 3, unit: hour}", "{amount: 010, unit: hour}"),
        ["`010` without quotes"],
        id="an octal number",
    ),
    pytest.param(
        *(PROTECTION, "{amount: 3, unit: hour}", "{amount: 1:30, unit: hour}"),
        ["`1:30` without quotes"],
        id="a number in sixties",
    ),
    pytest.param(
        *(PROTECTION, "{amount: 3, unit: hour}", '{amount: "3", unit: hour}'),
        ["step urgent_measure, deadline, value 1, term, amount", "`3` is not a number", "without quotes"],
        id="a number as text",
    ),
    pytest.param(
        *(PROTECTION, "{amount: 3, unit: hour}", "{amount: -3, unit: hour}"),
        ["too small", "0 means at once"],
        id="a negative term",
    ),
    pytest.param(
        *(PROTECTION, "{amount: 3, unit: hour}", "{amount: 3, unit: week}"),
        ["`week` is not accepted", "'working_day'"],
        id="an unknown unit",
    ),
    pytest.param(
        *(PROTECTION, "on_lapse: escalate", "on_lapse: approve"),
        ["`approve` is not accepted", "'escalate'"],
        id="a lapse that decides",
    ),
    pytest.param(
        *(PROTECTION, "applies_from: 2007-04-24", "applies_from: 24-04-2007"),
        ["`24-04-2007` is not a date", "2026-11-24"],
        id="a date the wrong way round",
    ),
    pytest.param(
        *(PROTECTION, "title: {en: Age, es: Edad}", "title: {en: Age, or years, es: Edad}"),
        ["`or years` was read as a key", "put the sentence in quotes"],
        id="a comma inside braces",
    ),
    pytest.param(
        *(PROTECTION, "title: {en: Age, es: Edad}", "title: {en: Age}"),
        ["step age_assessment, title, es", "`es` is missing"],
        id="a sentence without Spanish",
    ),
    pytest.param(
        *(PROTECTION, "stage: protection\n", "stage: [protection\n"),
        [PROTECTION, "not YAML that can be read", "Check the indentation"],
        id="a bracket left open",
    ),
    pytest.param(
        *(PROTECTION, "stage: protection\n", "stage: custody\n"),
        ["The stage is called `custody`", "02_custody.yaml"],
        id="a file that is not named as its stage",
    ),
    pytest.param(
        *(PROTECTION, "title: {en: Age, es: Edad}", "title: &age {en: Age, es: Edad}\n    if_blocked: *age"),
        ["points here", "Write it out in full"],
        id="an alias",
    ),
    pytest.param(
        *(PROTECTION, "title: {en: Age, es: Edad}", "title: !!python/name:os.system {en: Age, es: Edad}"),
        ["is not a kind of value", "begins with `!`"],
        id="a tag",
    ),
    pytest.param(
        *("statistics.yaml", "nearest: 5", "nearest: 4"),
        ["statistics.yaml", "must be a multiple of `nearest`"],
        id="a count rounded to one that may not be told",
    ),
    pytest.param(
        *("statistics.yaml", "least: 5", "least: 1"),
        ["statistics.yaml, least", "too small"],
        id="every count told",
    ),
    pytest.param(
        *(PROTECTION, "responsible: shelter", "responsible: landlord"),
        ["step shelter", "There is no role `landlord`", "child_protection_authority"],
        id="an unknown role",
    ),
    pytest.param(
        *(PROTECTION, "evidence: [protection_order]", "evidence: [a_promise]"),
        ["step urgent_measure", "There is no evidence `a_promise`"],
        id="an unknown evidence",
    ),
    pytest.param(
        *(DECISION, "only_if: [decision_is_stay]", "only_if: [decision_is_kind]"),
        ["step stay_arrangement", "There is no condition `decision_is_kind`"],
        id="an unknown condition",
    ),
    pytest.param(
        *(DECISION, "ladder: consular", "ladder: rope"),
        ["acceptance", "There is no ladder `rope`", "standard, urgent, consular"],
        id="an unknown ladder",
    ),
    pytest.param(
        *(DECISION, "instrument: unodc_toolkit", "instrument: hearsay"),
        ["acceptance", "There is no instrument `hearsay`", "instruments.yaml"],
        id="an unknown instrument",
    ),
    pytest.param(
        *(PROTECTION, "  - id: shelter", "  - id: hearing"),
        ["region/, hearing: The id is used twice"],
        id="two steps of one name",
    ),
    pytest.param(
        *(DECISION, "after: [referral]", "after: [referal]"),
        ["step acceptance, after", "There is no step `referal`"],
        id="an unknown step in after",
    ),
    pytest.param(
        *(DECISION, "after: [best_interests_determination]", "after: [acceptance]"),
        ["wait for each other", "acceptance, decision"],
        id="a circle",
    ),
    pytest.param(
        *(DECISION, "after: [best_interests_determination]", "after: [best_interests_determination, handover]"),
        ["step decision, after", "`handover` belongs to a later stage"],
        id="after a later stage",
    ),
    pytest.param(
        *(PREPARATION, "starts: departure", "starts: sunrise"),
        ["step agreement", "Nobody gives the moment `sunrise`", "departure"],
        id="a moment that nobody gives",
    ),
    pytest.param(
        *(PROTECTION, "basis: design_default", "basis: national_law"),
        ["must name its `instrument`", "it is a `design_default`"],
        id="a law without its place",
    ),
    pytest.param(
        *(PROTECTION, "basis: design_default", "basis: design_default\n      instrument: mx_lgdnna"),
        ["a design_default is never cited as law", "modelled_on"],
        id="a default dressed as law",
    ),
    pytest.param(
        *(
            DECISION,
            "      basis: instrument\n      instrument: unodc_toolkit",
            "      basis: national_law\n      instrument: mx_lgdnna",
        ),
        ["`mx_lgdnna` is the law of MX and binds nobody else", "modelled_on"],
        id="one country's law for the region",
    ),
    pytest.param(
        *(
            DECISION,
            "      basis: instrument\n      instrument: unodc_toolkit",
            "      basis: instrument\n      instrument: mx_lgdnna",
        ),
        ["`mx_lgdnna` is not of the kind `instrument`"],
        id="a law called an instrument",
    ),
    pytest.param(
        *(SAFEGUARDS, "  - id: never_in_a_cell", "  - id: seldom_in_a_cell"),
        ["`never_in_a_cell` has a function and no sentence", "There is no function of that name"],
        id="a safeguard without its function",
    ),
    pytest.param(
        *("region/conditions.yaml", "  - id: risk_is_not_red", "  - id: risk_is_pink"),
        ["`risk_is_not_red` has a function and no sentence", "risk_is_pink"],
        id="a condition without its function",
    ),
    pytest.param(
        *(PROTECTION_NEED, "void: [preparation, transfer]", "void: [preparation, voyage]"),
        ["interruption protection_claim", "There is no stage `voyage`"],
        id="an unknown stage to void",
    ),
    pytest.param(
        *(PROTECTION_NEED, "      - protection_screening\n", "      - protection_scream\n"),
        ["interruption protection_claim", "There is no step `protection_scream`"],
        id="an unknown step to redo",
    ),
    pytest.param(
        *(COURT, "lifts: court_stay", "lifts: court_play"),
        ["interruption court_stay_lifted", "There is no interruption `court_play`"],
        id="lifting what is not there",
    ),
    pytest.param(
        *("region/ladders.yaml", "{tell: worker, wait_hours: 0}", "{tell: nobody, wait_hours: 0}"),
        ["ladder standard", "There is no role `nobody`"],
        id="a ladder that tells nobody",
    ),
    pytest.param(
        *(OVERLAY, 'country: "MX"', 'country: "GT"'),
        ["countries/MX/overlay.yaml", 'Write "MX", as the folder'],
        id="an overlay in the wrong folder",
    ),
    pytest.param(
        *(OVERLAY, "    step: agreement", "    step: disagreement"),
        ["change of disagreement", "There is no regional step `disagreement`"],
        id="an overlay of no step",
    ),
    pytest.param(
        *(OVERLAY, "  - op: replace", "  - op: delete"),
        ["change 1", "`delete` is not accepted", "'insert_after'"],
        id="an overlay that deletes",
    ),
    pytest.param(
        *(MEXICO, "roles: [prosecutor]", "roles: [judge]"),
        ["countries/MX/country.yaml", "Nobody holds `prosecutor` on 2007-04-24"],
        id="a role that nobody holds",
    ),
    pytest.param(
        *(MEXICO, "time_zone: America/Mexico_City", "time_zone: America/Tenochtitlan"),
        ["`America/Tenochtitlan` is not a time zone", "IANA"],
        id="an unknown zone",
    ),
    pytest.param(
        *(MEXICO, "    verified: true", '    verified: "yes"'),
        ["authority 1, verified", "neither true nor false"],
        id="a yes in quotes",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), BROKEN)
def test_a_broken_file_is_refused_in_plain_words(
    refusal_of: Callable[[str, str, str], str], file: str, old: str, new: str, words: list[str]
) -> None:
    sentence = refusal_of(file, old, new)
    for word in words:
        assert word in sentence


def test_every_problem_is_told_at_once(folder: Path) -> None:
    for file in (PROTECTION, DECISION):
        path = folder / file
        path.write_text(path.read_text().replace("responsible:", "responsable:", 1))
    with pytest.raises(GuidelineRefused) as refused:
        load(folder)
    assert {problem.file for problem in refused.value.problems} == {PROTECTION, DECISION}


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "region/ladders.yaml").unlink()
    with pytest.raises(GuidelineRefused, match=r"region/ladders.yaml: There is no such file"):
        load(folder)


def test_a_folder_without_guidelines_is_named(tmp_path: Path) -> None:
    with pytest.raises(GuidelineRefused, match="There are no guidelines here"):
        load(tmp_path)


def test_the_copy_itself_is_sound(folder: Path) -> None:
    assert len(load(folder).stages) == 9
