"""Drafts and owners: nothing typed is lost, and a step goes only to somebody of its side."""

from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import Step
from tests.api.conftest import Caller, Recorder
from tests.api.given import NOW, World, Written, opened

OPEN = {"status": "open", "opened_at": NOW}


@pytest.fixture
async def case(session: AsyncSession, people: World) -> Written:
    steps = {"guardian": OPEN, "agreement": OPEN, "acceptance": OPEN}
    return await opened(session, people.actor("mx.caseworker"), steps, at=NOW, origin_takes_part=True)


async def test_a_draft_is_its_writers_own_and_outlives_a_round(
    as_: Caller, session: AsyncSession, case: Written
) -> None:
    path = f"/api/v1/cases/{case.number}/steps/guardian"
    mine, other = await as_("mx.caseworker"), await as_("mx.supervisor")
    typed = {"name": "half a na", "list": [1, {"x": None}]}
    assert (await mine.put(f"{path}/draft", json={"round": 1, "data": typed})).status_code == 200
    row = await session.get(Step, (case.number, "guardian"))
    assert row is not None
    row.round, row.view = 2, row.view | {"round": 2}
    session.add(row)
    await session.commit()
    shown = (await mine.get(path)).json()
    assert (shown["round"], shown["draft"]["round"], shown["draft"]["data"]) == (2, 1, typed)
    assert (await other.get(path)).json()["draft"] is None
    assert (await mine.put(f"{path}/draft", json={"round": 2, "data": {}})).status_code == 200
    assert (await mine.get(path)).json()["draft"]["data"] == {}
    assert (await mine.delete(f"{path}/draft")).status_code == 204
    assert (await mine.get(path)).json()["draft"] is None


@pytest.mark.parametrize(
    ("who", "step", "owner", "status"),
    [
        ("mx.caseworker", "guardian", "user-mx-caseworker", 200),
        ("mx.caseworker", "guardian", "user-mx-supervisor", 403),
        ("mx.caseworker", "guardian", None, 403),
        ("mx.supervisor", "guardian", "user-mx-caseworker", 200),
        ("mx.supervisor", "guardian", "user-gt-caseworker", 422),
        ("mx.supervisor", "guardian", "user-other-caseworker", 422),
        ("mx.supervisor", "guardian", "user-mx-administrator", 422),
        ("mx.supervisor", "guardian", "nobody-at-all", 422),
        ("mx.supervisor", "agreement", "user-gt-caseworker", 200),
        ("gt.supervisor", "acceptance", "user-gt-partner", 200),
        ("gt.supervisor", "acceptance", "user-mx-caseworker", 422),
    ],
)
async def test_whom_a_step_can_be_given_to(
    as_: Caller, engine: Recorder, case: Written, who: str, step: str, owner: str | None, status: int
) -> None:
    client = await as_(who)
    answer = await client.post(f"/api/v1/cases/{case.number}/steps/{step}/assignment", json={"owner": owner})
    assert answer.status_code == status, answer.text
    assert len(engine.reached) == (status == 200)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"report": {"answer": "refused"}}, "not_understood"),
        ({"report": {"answer": "accepted"}}, "report_invalid"),
    ],
)
async def test_an_answer_says_what_its_address_says(
    as_: Caller, case: Written, body: dict[str, Any], code: str
) -> None:
    client = await as_("gt.partner")
    answer = await client.post(f"/api/v1/cases/{case.number}/referral/accept", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_what_a_form_needs(as_: Caller, case: Written) -> None:
    client = await as_("gt.partner")
    shown = (await client.get(f"/api/v1/cases/{case.number}/steps/acceptance")).json()
    assert shown["schema"]["properties"]["answer"]
    assert shown["example"]["answer"] == "accepted"
    assert shown["evidence"] == [{"id": "acceptance_letter", "title": "Letter of acceptance of the country of origin"}]
    assert shown["evidence"][0]["id"] in {each["kind"] for each in shown["example"]["evidence"]}
    assert {"finish", "accept_referral", "draft"} <= set(shown["acts"])
    host = await as_("mx.caseworker")
    theirs = (await host.get(f"/api/v1/cases/{case.number}/steps/acceptance")).json()
    assert theirs["acts"] == ["withdraw_referral"]


async def test_a_case_number_is_understood_as_it_is_said(as_: Caller, case: Written) -> None:
    client = await as_("mx.caseworker")
    said = case.number.lower().replace("-", "")
    assert (await client.get(f"/api/v1/cases/{said}")).json()["number"] == case.number
