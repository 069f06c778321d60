"""The case on any past day: the same answer as it was given then, to whom it was given then, and nothing to do."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import Entry, FiledReport, HoldView, Record, StepView
from cases.repository.record import apply
from tests.api.conftest import Caller
from tests.api.given import NOW, World, Written, alerted, example, opened

BEGAN = NOW - timedelta(days=8)
DONE = {"status": "finished", "finished_at": BEGAN, "done_at": BEGAN}
OPEN = {"status": "open", "opened_at": BEGAN, "due_at": BEGAN + timedelta(days=1), "owner": "user-mx-caseworker"}


@pytest.fixture
async def case(session: AsyncSession, people: World) -> Written:
    """Opened eight days ago; the guardian's appointment filed six days ago, withdrawn four days ago with a hold."""
    by = people.actor("mx.caseworker")
    made = await opened(session, by, {"detection": DONE, "guardian": OPEN}, at=BEGAN)

    async def write(days: int, act: str, view: StepView, **more: Any) -> None:
        made.sequence += 1
        at = BEGAN + timedelta(days=days)
        entry = Entry(act=act, at=at, actor=by, step="guardian", round=view.round, rule="guardian")
        await apply(
            session,
            Record(sequence=made.sequence, entry=entry, case=made.view.model_copy(deep=True), steps=[view], **more),
        )

    rule = made.rules.step("guardian")
    guardian = StepView(
        key="guardian",
        step="guardian",
        stage="protection",
        side="host",
        responsible=rule.responsible,
        report="guardian",
    )
    filed = FiledReport(
        step="guardian", round=1, name="guardian", data=example("guardian"), author=by, at=BEGAN + timedelta(days=2)
    )
    done = guardian.model_copy(update=DONE | {"finished_at": BEGAN + timedelta(days=2)})
    await write(2, "finished", done, reports=[filed])
    made.view.holds = [HoldView(kind="court_stay", since=BEGAN + timedelta(days=4), by=by, duty="guardian")]
    made.view.origin_takes_part = True
    again = guardian.model_copy(update={"status": "open", "round": 2, "opened_at": BEGAN + timedelta(days=4)})
    await write(4, "reopened", again, withdrawn_reports=["guardian"])
    await session.commit()
    await alerted(session, made, "guardian")
    return made


def day(days: float) -> str:
    return (BEGAN + timedelta(days=days)).strftime("%Y-%m-%dT%H:%MZ")


def step(shown: dict[str, Any], key: str) -> dict[str, Any]:
    return next(each for each in shown["steps"] if each["key"] == key)


async def test_each_day_is_told_by_what_was_known_on_it(as_: Caller, case: Written) -> None:
    """Steps, facts, holds, alerts and clocks, each as of then; and nobody is offered an act."""
    client = await as_("mx.supervisor")
    address = f"/api/v1/cases/{case.number}"
    today = (await client.get(address)).json()
    first, third, fifth = [(await client.get(address, params={"as_known": day(n)})).json() for n in (1, 3, 5)]

    assert [step(each, "guardian")["status"] for each in (first, third, fifth)] == ["open", "finished", "open"]
    assert [step(each, "guardian")["round"] for each in (first, third, fifth)] == [1, 1, 2]
    assert [len(each["holds"]) for each in (first, third, fifth, today)] == [0, 0, 1, 1]
    assert [len(each["alerts"]) for each in (first, third, fifth, today)] == [0, 0, 0, 1]
    assert [len(each["participants"]) for each in (first, third, fifth)] == [1, 1, 2]
    assert step(first, "guardian")["clock"]["state"] == "due_soon", "on that day it was not overdue yet"

    def missing(shown: dict[str, Any]) -> bool:
        decision = next(gate for gate in shown["gates"] if gate["gate"] == "decision")
        return "guardian_appointed" in [m["fact"] for each in decision["safeguards"] for m in each["missing"]]

    assert [missing(each) for each in (first, third, fifth)] == [True, False, True], "the report stood from to"
    for past in (first, third, fifth):
        assert past["as_known"].startswith("2026-12-")
        assert past["events"] == []
        assert not [each for each in past["steps"] if each["acts"]]
    assert today["as_known"] is None
    assert today["events"]


async def test_a_day_is_its_end_on_the_readers_clock(
    as_: Caller, case: Written, session: AsyncSession, people: World
) -> None:
    """The report came at 15:00 UTC: of that day it is known; where that hour is the next day's, on the next day."""
    written = (BEGAN + timedelta(days=2)).date()
    client = await as_("mx.caseworker")
    address = f"/api/v1/cases/{case.number}"
    shown = (await client.get(address, params={"as_known": str(written)})).json()
    assert step(shown, "guardian")["status"] == "finished"
    people.users["mx.caseworker"].time_zone = "Pacific/Kiritimati"
    session.add(people.users["mx.caseworker"])
    await session.commit()
    early = (await client.get(address, params={"as_known": str(written)})).json()
    assert step(early, "guardian")["status"] == "open"
    later = (await client.get(address, params={"as_known": str(written + timedelta(days=1))})).json()
    assert step(later, "guardian")["status"] == "finished"


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        (day(-2), 404, "not_open_then"),
        ("2026-12-11", 422, "no_such_day"),
        ("2026-12-10T15:01Z", 422, "no_such_day"),
        ("3 March", 422, "no_such_day"),
        ("2026-02-30", 422, "no_such_day"),
        ("0001-01-01", 404, "not_open_then"),
        ("9999-12-31", 422, "no_such_day"),
    ],
)
async def test_a_day_that_cannot_be_shown_is_refused_in_a_sentence(
    as_: Caller, case: Written, asked: str, status: int, code: str
) -> None:
    answer = await (await as_("mx.caseworker")).get(f"/api/v1/cases/{case.number}", params={"as_known": asked})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert len(answer.json()["detail"]) > 40


async def test_an_offset_whose_plus_became_a_blank_is_read(as_: Caller, case: Written) -> None:
    client = await as_("mx.caseworker")
    at = (BEGAN + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M+00:00")
    assert (await client.get(f"/api/v1/cases/{case.number}?as_known={at}")).status_code == 200


async def test_who_came_later_does_not_read_what_was_before(as_: Caller, case: Written) -> None:
    """The origin's agency takes part from the fourth day on; who never took part learns nothing at all."""
    address = f"/api/v1/cases/{case.number}"
    partner = await as_("gt.partner")
    assert (await partner.get(address, params={"as_known": day(5)})).status_code == 200
    early = await partner.get(address, params={"as_known": day(3)})
    assert (early.status_code, early.json()["code"]) == (404, "not_taking_part_then")
    nobody = await (await as_("us.caseworker")).get(address, params={"as_known": day(5)})
    assert (nobody.status_code, nobody.json()["code"]) == (404, "not_found")


async def test_today_as_a_past_day_is_what_is_now(as_: Caller, case: Written) -> None:
    """But for what could be done with it, and for when it was asked."""
    client = await as_("mx.caseworker")
    address = f"/api/v1/cases/{case.number}"
    today = (await client.get(address)).json()
    known = (await client.get(address, params={"as_known": str(NOW.date())})).json()
    for shown in (today, known):
        shown.pop("as_known")
        shown.pop("events")
        for each in shown["steps"]:
            each.pop("acts")
    assert known == today
