"""What an agency abroad reads, cell by cell: nobody reads what the table does not name."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from pydantic import BaseModel

from api.pages.forms.shape import asked
from cases.actor import Function
from cases.need_to_know import Readable, level_of, readable
from cases.record import CaseView, StepView
from cases.reports import REPORTS
from cases.reports.sharing import Purpose, Recipient
from guidelines.library import library
from guidelines.need_to_know import LEVELS, Answers

RULES = library().need_to_know
NEVER = (
    "hearing", "protection_screening", "shelter", "urgent_measure", "protection_claim", "asylum_body_told",
    "family_implicated", "child_accused", "accusation_ended", "guardian_impostor", "retrafficked", "stay_arrangement",
)  # fmt: skip
"""The child's own words, its fears, where it sleeps, of what it is accused: the host country's alone."""
OF_THE_TRAFFICKING = {
    "indicators", "indicators_text", "suspected_exploitation", "trafficking_status", "companions", "remarks",
    "trafficking_told", "why_trafficking_told", "shared", "evidence", "account_consistent", "immediate_danger",
}  # fmt: skip
TABLES: list[tuple[str, dict[str, Answers]]] = [
    *((each.value, RULES.of_function(each)) for each in Function if each is not Function.PROTECTION),
    *((level, RULES.receiving.until(level)) for level in LEVELS),
]
NAMES = [name for name, _ in TABLES]
IN_THE_HOUSE = ("shelter", "urgent_measure")
"""What a shelter reads, because the child lives with it."""
WHERE_IT_SLEEPS = {"place_address", "address", "first_night_address", "carer_name", "carer_phone", "shelter_name"}


def function_of(reader: str) -> Function:
    """What the agency does of the reader that a table is for."""
    return Function.PROTECTION if reader in LEVELS else Function(reader)


def paths(data: dict[str, Any]) -> set[str]:
    """Every answer by its name, and what stands in its parts by "papers.kind"."""
    found = set(data)
    for name, value in data.items():
        for part in value if isinstance(value, list) else [value]:
            found |= {f"{name}.{inner}" for inner in part} if isinstance(part, dict) else set()
    return found


def heads(answers: Answers) -> set[str]:
    """The answers of which only something is told."""
    return {each.partition(".")[0] for each in answers if "." in each} if answers != "all" else set()


@pytest.mark.parametrize(("reader", "told"), TABLES, ids=NAMES)
def test_it_names_what_there_is(reader: str, told: dict[str, Answers]) -> None:
    """A report or an answer that is misspelt would never be read."""
    assert told.keys() <= REPORTS.keys()
    for name, answers in told.items():
        if answers != "all":
            assert set(answers) <= paths(REPORTS[name].example().model_dump(mode="json")), f"{reader}: {name}"


@pytest.mark.parametrize(("reader", "told"), TABLES, ids=NAMES)
def test_every_cell(reader: str, told: dict[str, Answers], record_property: Any) -> None:
    """Each answer of each report, on a step of each side: told exactly where the table says so."""
    found, cells = Readable(told, function_of(reader)), 0
    for name, model in REPORTS.items():
        data = model.example().model_dump(mode="json")
        for side in ("host", "origin", "both"):
            own = reader in LEVELS and side != "host"
            answers = told.get(name, ())
            whole = own or answers == "all"
            wanted = {path for path in paths(data) if whole or {path, path.partition(".")[0]} & set(answers)}
            assert paths(found.told_of(name, side, data)) - heads(answers) == wanted
            names = found.names(side)
            assert (names is None or name in names) == bool(wanted)
            cells += len(data)
    record_property("cells", cells)


@pytest.mark.parametrize("name", NEVER)
def test_what_stays_with_the_host(name: str) -> None:
    """And of the host country's own houses, what a shelter needs for the child's care."""
    assert [reader for reader, told in TABLES if name in told] == (["shelter"] if name in IN_THE_HOUSE else [])


def test_an_escort_does_not_learn_where_the_child_slept_or_will_sleep() -> None:
    """But for the places of the journey, which it reports itself."""
    told = RULES.escort
    for name in ("detection", "guardian", "travel_documents", "repatriation_plan", "child_preparation"):
        assert told[name] != "all" and not WHERE_IT_SLEEPS & set(told[name])
    assert not {"shelter", "urgent_measure", "placement", "home_study"} & told.keys()


OWN_WORDS = {"child_words", "child_comment", "child_view", "child_wishes", "views"}


def secrets(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """The names of answers that say where the child sleeps, inside the parts too."""
    for each in asked(model):
        if each.shape.secret:
            yield f"{path}{each.name}"
        elif each.shape.part:
            yield from secrets(each.shape.part, f"{path}{each.name}.")


@pytest.mark.parametrize("reader", ["shelter", "escort", "consulate"])
def test_nothing_secret_and_no_word_of_the_childs(reader: str) -> None:
    """Of a house, its own address alone; the child's words to nobody who does not answer for it."""
    own = {"shelter.shelter_name", "shelter.address", "shelter.phone", "urgent_measure.place_address"}
    told = {
        f"{name}.{answer}"
        for name, answers in RULES.of_function(reader).items()
        for answer in (REPORTS[name].model_fields if answers == "all" else answers)
    }
    named = {
        f"{name}.{secret}"
        for name, answers in RULES.of_function(reader).items()
        for secret in secrets(REPORTS[name])
        if answers != "all" and secret in answers
    }
    assert named == (own if reader == "shelter" else set())
    assert not {path for path in told if path.partition(".")[2] in OWN_WORDS}


@pytest.mark.parametrize("reader", ["shelter", "escort"])
def test_what_they_may_report_they_may_read(reader: str) -> None:
    kinds = getattr(RULES.reports, reader)
    known = {each.id: each for each in library().interruptions}
    assert kinds
    for kind in kinds:
        assert RULES.of_function(reader)[known[kind].report]
        assert known[kind].told_by == "worker" and known[kind].closes is None
        assert not known[kind].confidential
        assert RULES.may_report(reader, kind)
    assert not RULES.may_report(reader, "trial_open")
    assert not RULES.may_report("consulate", kinds[0])
    assert RULES.may_report("protection", "trial_open")


def test_which_steps_they_know_of() -> None:
    """Those of their own kind, and those of whose report anything is told."""
    theirs = step("handover", "open").model_copy(update={"responsible": "escort"})
    assert Readable(RULES.escort, Function.ESCORT).knows_of(theirs)
    assert not Readable(RULES.shelter, Function.SHELTER).knows_of(theirs)
    assert Readable(RULES.shelter, Function.SHELTER).knows_of(step("guardian", "open"))
    assert not Readable(RULES.shelter, Function.SHELTER).knows_of(step("protection_screening", "open"))
    assert Readable(RULES.receiving.until("asked")).knows_of(step("protection_screening", "open"))


@pytest.mark.parametrize("reader", ["consulate", "asked", "referred", "shelter", "escort"])
def test_nothing_of_the_trafficking_before_they_accept(reader: str) -> None:
    """Nor to the others at any time. The referral itself says what the receiving agency must know to answer it."""
    told = dict(TABLES)[reader]
    assert told["detection"] != "all"
    for name in {"detection", "consular_notification", "nationality"} & told.keys():
        assert not OF_THE_TRAFFICKING & set(told[name])


def test_each_level_adds() -> None:
    for before, after in pairwise(RULES.receiving.until(level) for level in LEVELS):
        for name, answers in before.items():
            assert after[name] == "all" or set(answers) <= set(after[name])


def held_by(custodian: str) -> CaseView:
    """A case in which the child is in that care."""
    return CaseView(
        number="K7QM-4RTX-5", host="MX", origin="GT", workflow="w", stage="decision", status="open", custodian=custodian
    )


def step(name: str, status: str) -> StepView:
    """A step that stands there."""
    return StepView.model_validate(
        {"key": name, "step": name, "side": "host", "responsible": "r", "report": name, "status": status}
    )


@pytest.mark.parametrize(
    ("custodian", "steps", "level"),
    [
        ("host", {}, "asked"),
        ("host", {"referral": "open"}, "asked"),
        ("host", {"referral": "finished", "acceptance": "open"}, "referred"),
        ("host", {"referral": "finished", "acceptance": "finished"}, "accepted"),
        ("escort", {"referral": "finished", "acceptance": "finished"}, "accepted"),
        ("host", {"referral": "open", "acceptance": "waiting"}, "asked"),
        ("origin", {}, "arrived"),
        ("carer", {}, "arrived"),
    ],
)
def test_how_far_they_have_come(custodian: str, steps: dict[str, str], level: str) -> None:
    """A referral that was withdrawn, or an acceptance that was opened again, takes the reading back."""
    view = held_by(custodian)
    assert level_of(view, [step(name, status) for name, status in steps.items()]) == level


def test_the_host_reads_everything() -> None:
    view = held_by("host")
    assert readable(RULES, "host", Function.PROTECTION, view, []) == Readable()
    assert Readable().of("hearing", "host") == "all"
    assert Readable().names("host") is None


def test_a_consulate_reads_the_same_at_any_time() -> None:
    for custodian in ("host", "origin"):
        view = held_by(custodian)
        found = readable(RULES, "origin", Function.CONSULATE, view, [step("acceptance", "finished")])
        assert found.of("best_interests_determination", "host") is None
        assert found.of("family_tracing", "origin") is None, "what its own country's agency filed is not its either"


def test_of_each_recipient_and_purpose_of_consents_something_is_said_once() -> None:
    """One that a later release adds is told of to nobody abroad until the table names it: then this fails."""
    table = RULES.consents
    for by_level, codes in ((table.recipients, Recipient), (table.purposes, Purpose)):
        named = [code for level in LEVELS for code in getattr(by_level, level)]
        assert sorted(named) == sorted(each.value for each in codes)
    assert "justice" not in table.recipients.until("accepted"), "that there is a trial is the host's matter until then"
    assert "proceedings" not in table.purposes.until("accepted"), "whoever the consent is for"
    view = CaseView(number="n", host="MX", origin="GT", workflow="w", stage="assessment")
    all_of_them = [(who.value, what.value) for who in Recipient for what in Purpose] + [("family", None)]
    for function in (Function.CONSULATE, Function.SHELTER, Function.ESCORT):
        assert not any(readable(RULES, "origin", function, view, []).of_sharing(*each) for each in all_of_them)
    assert all(readable(RULES, "host", Function.PROTECTION, view, []).of_sharing(*each) for each in all_of_them)
    view.custodian = "origin"
    assert all(readable(RULES, "origin", Function.PROTECTION, view, []).of_sharing(*each) for each in all_of_them)
