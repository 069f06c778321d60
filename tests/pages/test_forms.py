"""Every report's form: filled in, sent and read back it is the same report; what is wrong loses nothing typed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, ValidationError

from api.pages.forms.build import build
from api.pages.forms.faults import faults_in
from api.pages.forms.field import Field, summary
from api.pages.forms.read import read, repeated
from api.pages.forms.shape import asked
from api.pages.language import speak
from api.pages.rendering import environment
from cases.reports import REPORTS
from cases.reports.base import Filing, Report
from cases.reports.best_interests_determination import BestInterestsDetermination
from cases.reports.decision import Decision
from cases.reports.detection import Detection
from cases.reports.repatriation_plan import RepatriationPlan
from tests.pages.browser import Page, Sent

GUATEMALA = ZoneInfo("America/Guatemala")
NEW_YORK = ZoneInfo("America/New_York")

FORM = environment().from_string(
    '{% import "macros/forms.html" as forms %}<form>{{ forms.all(fields, "") }}{{ forms.names(fields) }}</form>'
)


def html(fields: tuple[Field, ...]) -> str:
    return FORM.render(fields=fields)


def filled(model: type[Report], data: Any, zone: ZoneInfo = GUATEMALA, faults: Any = None) -> Page:
    return Page(html(build(model, data, faults or {}, zone)))


def unordered(model: type[BaseModel], data: Any) -> Any:
    """What was ticked has no order; every other list keeps the one it was typed in."""
    found = dict(data)
    for each in asked(model):
        value, shape = found.get(each.name), each.shape
        if shape.kind == "many":
            found[each.name] = sorted(value or ())
        elif shape.kind == "part" and shape.part and value:
            found[each.name] = unordered(shape.part, value)
        elif shape.kind == "parts" and shape.part:
            found[each.name] = [unordered(shape.part, item) for item in value or ()]
    return found


@pytest.fixture(autouse=True, params=["en", "es"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    speak(request.param)
    yield request.param
    speak("es")


def test_everything_wrong_with_one_field_is_said_at_once() -> None:
    data = BestInterestsDetermination.example().model_dump(mode="json")
    data["members"] = [each | {"discipline": "education"} for each in data["members"]]
    with pytest.raises(ValidationError) as refused:
        BestInterestsDetermination.model_validate(data, context=Filing())
    (panel,) = (
        said
        for id_, _, said in summary(build(BestInterestsDetermination, data, faults_in(refused.value), GUATEMALA))
        if id_ == "f-members"
    )
    assert panel.count(".") == 5, panel
    assert panel == panel.strip()


@pytest.mark.parametrize("zone", [GUATEMALA, NEW_YORK], ids=str)
@pytest.mark.parametrize("name", REPORTS)
def test_an_example_comes_back_as_it_was(name: str, zone: ZoneInfo) -> None:
    model = REPORTS[name]
    example = model.example()
    answer = read(model, filled(model, example.model_dump(mode="json"), zone).sends(0), zone)
    assert not answer.faults
    again = model.model_validate(answer.data)
    assert unordered(model, again.model_dump(mode="json")) == unordered(model, example.model_dump(mode="json"))


@pytest.mark.parametrize("name", REPORTS)
def test_an_empty_form_says_what_is_missing_at_each_field(name: str) -> None:
    model = REPORTS[name]
    data = read(model, filled(model, {}).sends(0), GUATEMALA).data
    with pytest.raises(ValidationError) as refused:
        model.model_validate(data)
    fields = build(model, data, faults_in(refused.value), GUATEMALA)
    said = list(summary(fields))
    assert {"f-done-at"} <= {id_ for id_, _, _ in said}
    ids = {each.attributes["id"] for each in Page(html(fields)).elements if "id" in each.attributes}
    assert {id_ for id_, _, _ in said} <= ids, "the summary links to nothing"
    assert all(label and sentence for _, label, sentence in said)


def test_what_cannot_be_read_stays_in_its_box() -> None:
    typed = {
        "done_at": "yesterday at five",
        "birth_date": "4 de mayo",
        "apparent_age": "trece",
        "country": "Gutemala",
        "detected_at": "2026-12-01",
        "officer.phone": "llamar luego",
    }
    answer = read(Detection, Sent(list(typed.items())), GUATEMALA)
    assert set(answer.faults) == set(typed) - {"officer.phone"}
    page = filled(Detection, answer.data, faults=answer.faults)
    for name, text in typed.items():
        box = page.all("input", name=name)[0]
        assert box.attributes["value"] == text
        assert box.attributes.get("type", "text") == "text", "a date box would hide what is no date"


def test_a_time_alone_or_a_number_is_never_taken_for_an_instant() -> None:
    for text in ("5", "1764547200", "2026-12-01", "14:30"):
        assert "done_at" in read(Detection, Sent([("done_at", text)]), GUATEMALA).faults


def test_the_hour_that_the_clocks_skip_does_not_exist() -> None:
    assert "done_at" in read(Detection, Sent([("done_at", "2027-03-14T02:30")]), NEW_YORK).faults


def test_of_the_hour_that_comes_twice_the_second_one_stays_the_second() -> None:
    second = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=NEW_YORK).astimezone(UTC)
    data = {"done_at": second.isoformat()}
    again = read(Detection, filled(Detection, data, NEW_YORK).sends(0), NEW_YORK).data
    assert datetime.fromisoformat(again["done_at"]) == second


def test_adding_another_keeps_everything_typed() -> None:
    data = RepatriationPlan.example().model_dump(mode="json")
    sent = filled(RepatriationPlan, data).sends(0)
    sent.pairs.append(("_add", "legs"))
    answer = read(RepatriationPlan, sent, GUATEMALA, keep_blank_items=True)
    assert repeated(answer.data, sent)
    assert len(answer.data["legs"]) == 3
    page = filled(RepatriationPlan, answer.data)
    assert page.all("input", name="legs.1.to_place")[0].attributes["value"] == "Tecún Umán"
    assert page.all("input", name="legs.2.to_place")[0].attributes["value"] == ""
    left_blank = read(RepatriationPlan, page.sends(0), GUATEMALA)
    assert RepatriationPlan.model_validate(left_blank.data) == RepatriationPlan.example()


def test_removing_takes_the_one_that_was_named() -> None:
    data = RepatriationPlan.example().model_dump(mode="json")
    sent = filled(RepatriationPlan, data).sends(0)
    sent.pairs.append(("_remove", "legs.0"))
    answer = read(RepatriationPlan, sent, GUATEMALA, keep_blank_items=True)
    assert repeated(answer.data, sent)
    assert [leg["to_place"] for leg in answer.data["legs"]] == ["Tecún Umán"]


def test_a_part_that_may_be_left_out_is_left_out() -> None:
    data = Decision.example().model_dump(mode="json") | {"consent": None, "decided": "refugee"}
    answer = read(Decision, filled(Decision, data).sends(0), GUATEMALA)
    assert "consent" not in answer.data


def test_nothing_is_chosen_for_somebody() -> None:
    page = filled(Decision, {})
    assert not [each for each in page.elements if "checked" in each.attributes or "selected" in each.attributes]


@pytest.mark.parametrize(
    "name", ["Guatemala", "guatemala", "GT", "gt", " México ", "Mexico", "Estados Unidos", "Haiti"]
)
def test_a_country_is_understood_in_any_of_our_languages(name: str) -> None:
    assert len(read(Detection, Sent([("country", name)]), GUATEMALA).data["country"]) == 2
