"""Region-wide holds through the API: what stands is told to whoever works on cases; a supervisor sets and lifts."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from api.engine import Ended
from cases.errors import HoldLifted, NotConfirmedYet
from cases.record import Entry, HoldView, Record
from cases.repository.record import apply
from cases.tables import RegionHold
from tests.api.borders import WHY, held, ready
from tests.api.conftest import Caller, Recorder
from tests.api.given import NOW, World
from workflows.messages import Receipt

BORDERS = "/api/v1/borders"
ASKED: dict[str, Any] = {
    "cause": "unrest",
    "country": "GT",
    "directions": ["into", "through", "out_of"],
    "reason": "The president fled; the border posts are empty.",
}


async def test_what_stands_is_told_in_sentences_with_what_waits_for_it(
    as_: Caller, people: World, session: AsyncSession
) -> None:
    case = await ready(session, people.actor("mx.caseworker"))
    await ready(session, people.actor("other.caseworker"), custodian="origin")  # it has arrived
    by = people.actor("gt.supervisor")
    hold = await held(session, by, review_on=date(2026, 12, 10))
    between = await held(session, by, other="HN", directions=["into"], set_at=NOW - timedelta(days=2))
    shown = (await (await as_("mx.supervisor")).get(BORDERS)).json()
    assert [each["id"] for each in shown["standing"]] == [hold, between]
    first, second = shown["standing"]
    assert first["covers"] == [
        "Children who go home to Guatemala",
        "Children whose way leads through Guatemala",
        "Children who leave Guatemala",
    ]
    assert (first["journeys"], first["yours"], first["cases"]) == (1, 1, [case.number])
    assert (first["reason"], first["cause_words"], first["review_due"]) == (WHY, "Disaster", True)
    assert (first["set_by"], first["authority"]) == ("Supervisor GT", "Agencia gt")
    assert (first["lifts"], first["may_lift"]) == ("GT", False)
    assert second["covers"] == ["Children who go home to Guatemala from Honduras, or by way of it"]
    assert (second["journeys"], second["cases"]) == (0, [])
    worker = (await (await as_("us.caseworker")).get(f"{BORDERS}/{hold}")).json()
    assert (worker["journeys"], worker["yours"], worker["cases"]) == (None, 0, []), "not theirs to know"
    spanish = {"Accept-Language": "es"}
    told = (await (await as_("gt.partner")).get(f"{BORDERS}/{hold}", headers=spanish)).json()
    assert told["covers"][0] == "Niñas y niños que vuelven a Guatemala"
    assert (await (await as_("gt.supervisor")).get(f"{BORDERS}/{hold}")).json()["may_lift"] is True


async def test_a_hold_that_is_over_is_listed_apart(as_: Caller, people: World, session: AsyncSession) -> None:
    by = people.actor("mx.supervisor")
    hold = await held(session, by, lifted_at=NOW, lifted_by=by.user, why_lifted="The river fell.")
    shown = (await (await as_("mx.supervisor")).get(BORDERS)).json()
    assert shown["standing"] == []
    (over,) = shown["lifted"]
    assert (over["id"], over["lifted_by"], over["why_lifted"]) == (hold, "Supervisor MX", "The river fell.")
    assert (over["may_lift"], over["journeys"]) == (False, None)


async def test_a_supervisor_holds_a_border_once(as_: Caller, people: World, engine: Recorder) -> None:
    client = await as_("gt.supervisor")
    key = {"Idempotency-Key": "flood-1"}
    first = await client.post(BORDERS, json=ASKED, headers=key)
    again = await client.post(BORDERS, json=ASKED, headers=key)
    other = await client.post(BORDERS, json=ASKED)
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 201)
    assert first.json() == again.json() != other.json()
    workflow, update, message, _ = engine.reached[0]
    assert (workflow, update) == (f"region-hold-{first.json()['id']}", "standing")
    assert message.actor == message.asked.actor == people.actor("gt.supervisor")
    assert message.asked.model_dump(include=set(ASKED)) == ASKED


async def test_a_key_that_set_another_hold_sets_no_second_one(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    client = await as_("gt.supervisor")
    key = {"Idempotency-Key": "flood-1"}
    hold = (await client.post(BORDERS, json=ASKED, headers=key)).json()["id"]
    await held(session, people.actor("gt.supervisor"), id=hold, cause=ASKED["cause"], reason=ASKED["reason"])
    before = len(engine.reached)
    assert (await client.post(BORDERS, json=ASKED, headers=key)).json() == {"id": hold}
    reused = await client.post(BORDERS, json=ASKED | {"cause": "road"}, headers=key)
    assert (reused.status_code, reused.json()["code"]) == (409, "key_reused")
    assert len(engine.reached) == before, "it stands: nothing is started again"


@pytest.mark.parametrize(
    ("changes", "status", "code", "field"),
    [
        ({"country": "HN"}, 403, "not_your_border", None),
        ({"country": "HN", "other": "NI"}, 403, "not_your_border", None),
        ({"country": "Guatemala"}, 422, "not_understood", "country"),
        ({"directions": []}, 422, "not_understood", "directions"),
        ({"directions": ["sideways"]}, 422, "not_understood", "directions"),
        ({"other": "GT"}, 422, "not_understood", "other"),
        ({"reason": " "}, 422, "not_understood", "reason"),
        ({"case": "x"}, 422, "not_understood", "case"),
        ({"reason": "a\x00b"}, 422, "report_invalid", "reason"),
        ({"review_on": "2026-12-09"}, 422, "report_invalid", "review_on"),
    ],
)
async def test_what_is_no_hold_of_theirs_is_refused_before_anything_is_started(
    as_: Caller, people: World, engine: Recorder, changes: dict[str, Any], status: int, code: str, field: str | None
) -> None:
    answer = await (await as_("gt.supervisor")).post(BORDERS, json=ASKED | changes)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert field is None or field in [part for each in answer.json()["faults"] for part in each["loc"]]
    assert engine.reached == []


async def test_a_border_between_two_countries_is_held_from_either_of_them(
    as_: Caller, people: World, engine: Recorder
) -> None:
    for who, status in (("gt.supervisor", 201), ("mx.supervisor", 201), ("us.supervisor", 403)):
        answer = await (await as_(who)).post(BORDERS, json=ASKED | {"other": "MX"})
        assert answer.status_code == status, who
    assert [held_.actor.country for _, _, held_, _ in engine.reached] == ["GT", "MX"]


async def test_only_the_country_that_set_it_lifts_it(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    hold = await held(session, people.actor("gt.supervisor"), other="MX")
    address, why = f"{BORDERS}/{hold}/lift", {"reason": "The posts are staffed again."}
    for who in ("mx.supervisor", "gt.caseworker", "gt.partner"):
        refused = await (await as_(who)).post(address, json=why)
        assert (refused.status_code, refused.json()["code"]) == (403, "not_your_border"), who
    client = await as_("gt.supervisor")
    assert (await client.post(address, json={"reason": ""})).status_code == 422
    assert (await client.post(f"{BORDERS}/0000/lift", json=why)).status_code == 404
    assert engine.reached == []
    assert (await client.post(address, json=why, headers={"Idempotency-Key": "k"})).status_code == 200
    (workflow, update, message, key) = engine.reached[-1]
    assert (workflow, update, message.reason, len(key or "")) == (f"region-hold-{hold}", "lift", why["reason"], 64)


async def test_whoever_comes_second_is_told_and_whoever_sends_it_again_is_not(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    by = people.actor("mx.supervisor")
    hold = await held(session, by, lifted_at=NOW, lifted_by=by.user, why_lifted="The river fell.")
    address, why = f"{BORDERS}/{hold}/lift", {"reason": "The river fell."}
    again = await (await as_("mx.supervisor")).post(address, json=why)
    second = await (await as_("other.supervisor")).post(address, json=why)
    assert (again.status_code, second.status_code, second.json()["code"]) == (200, 409, "hold_lifted")
    assert engine.reached == []


class Over(Recorder):
    """The hold's workflow ends between the reading of the record and the act: somebody has just lifted it."""

    def __init__(self, session: AsyncSession, hold: str, by: str) -> None:
        super().__init__()
        self.session, self.hold, self.by = session, hold, by

    async def send(self, workflow_id: str, update: str, message: Any, update_id: str | None = None) -> Receipt:
        row = await self.session.get(RegionHold, self.hold)
        assert row is not None
        row.lifted_at, row.lifted_by, row.why_lifted = NOW, self.by, "Somebody else's reason."
        self.session.add(row)
        await self.session.commit()
        raise Ended


async def test_a_hold_that_ended_in_the_same_instant_is_lifted_already(
    app: Any, as_: Caller, people: World, session: AsyncSession
) -> None:
    by = people.actor("mx.supervisor")
    hold = await held(session, by)
    app.state.engine = Over(session, hold, people.actor("other.supervisor").user)
    answer = await (await as_("mx.supervisor")).post(f"{BORDERS}/{hold}/lift", json={"reason": "The river fell."})
    assert (answer.status_code, answer.json()["code"]) == (409, "hold_lifted")


@pytest.mark.parametrize(("refusal", "status"), [(NotConfirmedYet(), 503), (HoldLifted(), 409)])
async def test_what_the_workflow_answers_reaches_the_supervisor(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder, refusal: Any, status: int
) -> None:
    hold = await held(session, people.actor("mx.supervisor"))
    engine.refusal = refusal
    answer = await (await as_("mx.supervisor")).post(f"{BORDERS}/{hold}/lift", json={"reason": "The river fell."})
    assert answer.status_code == status


async def test_the_gates_are_told_shut_before_the_case_has_heard_and_open_once_it_is_lifted(
    as_: Caller, people: World, session: AsyncSession
) -> None:
    case = await ready(session, people.actor("mx.caseworker"))
    elsewhere = await held(session, people.actor("us.supervisor"))
    by = people.actor("gt.supervisor")
    hold = await held(session, by, set_at=NOW - timedelta(hours=1))
    client = await as_("mx.caseworker")

    async def shut() -> dict[str, list[str]]:
        gates = (await client.get(f"/api/v1/cases/{case.number}")).json()["gates"]
        return {each["gate"]: [id_ for shut in each["shut_by"] for id_ in shut["borders"]] for each in gates}

    found = await shut()
    assert found == {"consular_notice": [], "decision": [], "departure": [hold], "release": [hold]}
    assert elsewhere not in found["departure"]
    gates = (await client.get(f"/api/v1/cases/{case.number}")).json()["gates"]
    (departure,) = [each for each in gates if each["gate"] == "departure"]
    assert (departure["opens"], departure["shut_by"][0]["by"]) == (False, "Agencia gt")
    assert departure["shut_by"][0]["title"] == "The border is closed"
    row = await session.get(RegionHold, hold)
    assert row is not None
    row.lifted_at, row.lifted_by, row.why_lifted = NOW, by.user, "The river fell."
    session.add(row)
    await session.commit()
    assert not any((await shut()).values())


async def test_a_held_case_leads_to_its_hold(as_: Caller, people: World, session: AsyncSession) -> None:
    by = people.actor("mx.caseworker")
    case = await ready(session, by)
    hold = await held(session, people.actor("gt.supervisor"))
    stopped = HoldView(kind="border_closed", since=NOW, by=people.actor("gt.supervisor"), duty="border_review")
    view = case.view.model_copy(update={"holds": [stopped], "region_holds": [hold]})
    await apply(session, Record(sequence=2, entry=Entry(act="border_closed", at=NOW, actor=by), case=view))
    await session.commit()
    (shown,) = (await (await as_("gt.partner")).get(f"/api/v1/cases/{case.number}")).json()["holds"]
    assert (shown["kind"], shown["borders"]) == ("border_closed", [hold])
