"""The reports: complete examples, honest refusals, and fields that a plain form in any language can show."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

import cases.reports
from cases.reports import REPORTS, form_schema, report_model
from cases.reports.base import Filing, Part
from cases.reports.coded import Coded
from cases.reports.handover import Handover, HandoverReceipt, HandoverRelease
from cases.reports.options import Outcome
from cases.reports.risks import Level
from guidelines import facts
from tests.cases.changed import example
from tests.cases.refusals import REFUSALS as REFUSALS_OF_STEPS
from tests.cases.refusals import SILENT
from tests.cases.refusals_of_events import REFUSALS_OF_EVENTS
from tests.cases.refusals_of_sharing import REFUSALS_OF_SHARING

REFUSALS = [*REFUSALS_OF_STEPS, *REFUSALS_OF_EVENTS, *REFUSALS_OF_SHARING]
FOLDER = Path(cases.reports.__file__).parent


def refused(name: str, changes: dict[str, Any]) -> list[tuple[str, str]]:
    """Field and sentence of every problem."""
    with pytest.raises(ValidationError) as caught:
        report_model(name).model_validate(example(name, changes), context=Filing())
    return [(".".join(map(str, error["loc"])), error["msg"]) for error in caught.value.errors()]


def inside(annotation: Any) -> Iterator[type]:
    """Every class in an annotation."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from inside(argument)


def models(start: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """``start`` and every part below it."""
    yield start
    for field in start.model_fields.values():
        for kind in inside(field.annotation):
            if issubclass(kind, BaseModel):
                yield from models(kind)


EVERY_MODEL = {model for report in REPORTS.values() for model in models(report)}


@pytest.mark.parametrize("name", REPORTS)
def test_the_example_is_complete_and_survives_json(name: str) -> None:
    """What the API shows as an example can be sent."""
    one = REPORTS[name].example()
    assert REPORTS[name].model_validate_json(one.model_dump_json()) == one
    assert form_schema(name)["examples"] == [one.model_dump(mode="json")]


@pytest.mark.parametrize("name", REPORTS)
def test_facts_are_exactly_what_it_says_it_supplies(name: str) -> None:
    """No silent fact, no empty promise."""
    one = REPORTS[name].example()
    assert tuple(one.facts(one.done_at)) == REPORTS[name].supplies


@pytest.mark.parametrize(
    ("name", "changes", "field"), REFUSALS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_refuses_at_the_field_with_one_sentence(name: str, changes: dict[str, Any], field: str) -> None:
    """Each problem stands alone at its field."""
    assert [where for where, _ in refused(name, changes)] == [field]


def test_every_sentence_of_refusal_is_in_the_table() -> None:
    """Nobody adds a check without showing what it refuses."""
    seen = {sentence for name, changes, _ in REFUSALS for _, sentence in refused(name, changes)}
    written = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
                sentence = node.value.elts[1]
                assert isinstance(sentence, ast.Call) and isinstance(sentence.func, ast.Name)
                assert sentence.func.id == "N_", f"{file.name}: a sentence without N_"
                written.add(ast.literal_eval(sentence.args[0]))
    assert written - seen == set()


def test_all_problems_come_at_once() -> None:
    """Somebody who fills a long form mends it once."""
    problems = refused("guardian", {"other_conflict": True, "replaces": "Otra", "guardian_name": "Clara"})
    assert [where for where, _ in problems] == ["conflict_details", "why_replaced"]


def test_errors_hold_nothing_that_was_typed() -> None:
    """Errors reach logs."""
    with pytest.raises(ValidationError) as caught:
        report_model("shelter").model_validate(example("shelter", {"address": "", "licence": "", "phone": "calle 5"}))
    assert "calle 5" not in str(caught.value)


def test_a_key_nobody_knows_is_refused() -> None:
    """A misspelt field is not lost in silence."""
    assert refused("detection", {"colour": "red"})[0][0] == "colour"


@pytest.mark.parametrize("model", sorted(EVERY_MODEL, key=str), ids=str)
def test_a_plain_form_can_show_it(model: type[BaseModel]) -> None:
    """Every field has a title; texts end somewhere; parts hold no parts."""
    assert issubclass(model, Part)
    for name, field in model.model_fields.items():
        assert field.title, f"{model.__name__}.{name} has no title"
        parts = [kind for kind in inside(field.annotation) if issubclass(kind, BaseModel)]
        assert model in REPORTS.values() or not parts, f"{model.__name__}.{name} nests a second time"
        for kind in inside(field.annotation):
            if issubclass(kind, Enum):
                assert issubclass(kind, Coded), f"{kind.__name__} has no words"
    for name, field in model.model_json_schema()["properties"].items():
        free = field.get("type") == "string" and not {"pattern", "format"} & set(field)
        assert not free or "maxLength" in field, f"{model.__name__}.{name} has no longest length"


def test_every_address_of_the_child_is_secret() -> None:
    """Wherever the child sleeps."""
    for model in EVERY_MODEL:
        for name, field in model.model_json_schema()["properties"].items():
            assert "address" not in name or field.get("secret"), f"{model.__name__}.{name}"


def test_codes_are_those_of_the_guidelines() -> None:
    """A decision or a level that the guidelines do not know would be nobody's."""
    assert {code.value for code in Outcome} == set(get_args(facts.Outcome))
    assert {code.value for code in Level} == set(get_args(facts.RiskLevel))


def test_an_unknown_report_names_those_there_are() -> None:
    """The refusal helps."""
    with pytest.raises(KeyError, match="best_interests_determination"):
        report_model("bid")


def test_the_form_asks_evidence_and_remarks_last() -> None:
    """First the matter."""
    assert list(form_schema("guardian")["properties"])[-2:] == ["evidence", "remarks"]


@pytest.mark.parametrize(
    ("name", "changes", "outcome"),
    [
        ("protection_screening", {}, "clear"),
        (
            "protection_screening",
            {"finding": "need", "referred_to": "COMAR", "referred_at": "2026-12-04T17:00:00Z", "views.words": "?"},
            "need",
        ),
        ("risk_assessment", {}, "amber"),
        ("decision", {}, "return"),
        ("acceptance", {}, "accepted"),
        ("acceptance", {"answer": "refused", "refusal_reason": "No carer."}, "refused"),
        ("deferral_review", SILENT, "decide_again"),
        ("child_preparation", {}, "ready"),
        ("child_preparation", {"wants_to_return": False, "why_not": "Afraid."}, "unwilling"),
        ("follow_up", {}, "stable"),
        ("follow_up", {"red_flags": ["threats"], "action": "Police told."}, "red_flag"),
        ("closure", {}, "stable"),
        ("host_closure", {}, "stay_arranged"),
    ],
)
def test_the_workflow_branches_on(name: str, changes: dict[str, Any], outcome: str) -> None:
    """The words the workflow knows."""
    assert report_model(name).model_validate(example(name, changes)).outcome() == outcome


def test_a_need_is_found_even_where_the_child_cannot_speak() -> None:
    """What protects is never held up by a form."""
    changes = {
        "finding": "need",
        "guardian_present": False,
        "referred_to": "COMAR",
        "referred_at": "2026-12-04T17:00:00Z",
        "views.heard": "not_heard",
        "views.why_not": "In shock.",
    }
    report = report_model("protection_screening").model_validate(example("protection_screening", changes))
    assert report.facts(report.done_at) == {"protection_need": True}


@pytest.mark.parametrize(
    ("changes", "day", "is_open"),
    [
        ({}, "2027-01-05", False),
        ({"appeal_waived": False}, "2027-01-05", True),
        ({"appeal_waived": False}, "2027-01-26", False),
        ({"appeal_filed_at": "2027-01-06T12:00:00Z"}, "2027-06-01", True),
        (
            {
                "appeal_filed_at": "2027-01-06T12:00:00Z",
                "appeal_resolved_at": "2027-01-20T12:00:00Z",
                "appeal_result": "x",
            },
            "2027-01-21",
            False,
        ),
    ],
)
def test_an_appeal_is_open_until_waived_resolved_or_late(changes: dict[str, Any], day: str, is_open: bool) -> None:
    """Filed and unresolved beats every term."""
    now = datetime.fromisoformat(day).replace(tzinfo=UTC)
    decision = report_model("decision").model_validate(example("decision", changes))
    assert decision.facts(now)["appeal_open"] is is_open


def test_an_adult_finding_protects_until_it_is_final() -> None:
    """Doubt is a child; so is an appeal that runs."""
    until = datetime(2026, 12, 20, tzinfo=UTC)
    changes = {"finding": "adult", "age": 25, "appeal_route": "Court", "appeal_until": until.isoformat()}
    report = report_model("age_assessment").model_validate(example("age_assessment", changes))
    assert report.facts(until)["treated_as_child"] is True
    assert report.facts(until + timedelta(seconds=1))["treated_as_child"] is False


def test_a_panel_without_a_discipline_or_the_guardian_is_incomplete() -> None:
    """Child protection, health and law vote; the guardian is there."""
    for index in range(4):
        report = example("best_interests_determination", {f"members.{index}.discipline": "education"})
        one = report_model("best_interests_determination").model_validate(report)
        assert one.facts(one.done_at)["determination_panel_complete"] is False


def test_what_was_filed_before_a_demand_stays_readable() -> None:
    """A check that came later says nothing of reports that stand: they are read as they were filed."""
    for name in ("best_interests_determination", "agreement", "risk_assessment"):
        field = {"best_interests_determination": "members", "agreement": "signatures"}.get(name, "origin_author")
        changes = {field: "" if field == "origin_author" else example(name, {})[field][:3]}
        assert report_model(name).model_validate(example(name, changes))
        with pytest.raises(ValidationError):
            report_model(name).model_validate(example(name, changes), context=Filing())


def test_nobody_in_the_country_of_origin_is_asked_while_contact_is_shut() -> None:
    """The author there is needed in every other case."""
    without = example("risk_assessment", {"origin_author": ""})
    assert report_model("risk_assessment").model_validate(without, context=Filing(contact_shut=True))
    assert refused("risk_assessment", {"origin_author": ""})[0][0] == "origin_author"


def test_papers_expire() -> None:
    """Valid on the day it is asked, not on the day it was written."""
    one = report_model("travel_documents").example()
    assert one.facts(datetime(2027, 3, 7, 23, tzinfo=UTC))["papers_valid"] is True
    assert one.facts(datetime(2027, 3, 8, tzinfo=UTC))["papers_valid"] is False


def test_two_halves_make_a_handover() -> None:
    """And halves of different records do not."""
    release, receipt = HandoverRelease.example(), HandoverReceipt.example()
    whole = Handover.of(release, receipt)
    assert (whole.deliverer, whole.receiver) == (release.deliverer, receipt.receiver)
    other = receipt.model_copy(update={"record_number": "ACTA-EJEMPLO-9"})
    with pytest.raises(ValueError, match="numbers differ"):
        Handover.of(release, other)
    alone = receipt.model_copy(update={"receiver": release.deliverer})
    with pytest.raises(ValidationError, match="to themselves"):
        Handover.of(release, alone)
