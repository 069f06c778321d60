"""A correction through the API: seen before it is sent, refused where it cannot be, both versions readable."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.asked import CorrectionAsked
from cases.record import Entry, FiledReport, Record, StepView
from cases.repository.record import apply
from cases.tables import Letter
from tests.api.conftest import Caller, Recorder
from tests.api.given import NOW, World, Written, example, opened
from tests.workflows.moving import moved

DONE = {"status": "finished", "finished_at": NOW, "done_at": NOW}
BEGAN = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)


@pytest.fixture
async def case(session: AsyncSession, people: World) -> Written:
    """The guardian is appointed, and the decision taken; GT takes part."""
    by = people.actor("mx.caseworker")
    steps = {"detection": DONE, "guardian": DONE | {"submitted_by": by}, "decision": DONE}
    reports = ("detection", "guardian", "decision")
    return await opened(session, by, steps, reports=reports, at=BEGAN, origin_takes_part=True)


def at(case: Written, step: str = "guardian") -> str:
    return f"/api/v1/cases/{case.number}/steps/{step}/correction"


def changed(name: str, **fields: Any) -> dict[str, Any]:
    return {"round": 1, "report": example(name) | fields}


async def test_what_follows_is_shown_and_the_act_says_that_it_was_seen(
    as_: Caller, case: Written, engine: Recorder
) -> None:
    client = await as_("mx.caseworker")
    asked = changed("guardian", office="Procuraduría de otro lugar", other_conflict=True, conflict_details="A cousin.")
    answer = await client.post(f"{at(case)}/preview", json=asked)
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert {each["field"]: each["new"] for each in shown["changed"]} == {
        "office": "Procuraduría de otro lugar",
        "other_conflict": "Yes",
        "conflict_details": "A cousin.",
    }
    turned = {(each["id"], each["at"]): each["new"] for each in shown["verdicts"]}
    assert turned["guardian_first", "decision"] == "not_met"
    assert shown["approvals"] == []
    assert engine.reached == [], "a preview tells nobody"
    answer = await client.post(at(case), json=asked | {"reason": "A slip.", "seen": shown["seen"]})
    assert answer.status_code == 200
    _, update, message, _ = engine.reached[0]
    assert (update, message.seen, message.reason) == ("correct", shown["seen"], "A slip.")
    again = (await client.post(f"{at(case)}/preview", json=asked)).json()
    assert again["seen"] == shown["seen"], "the same case, the same mark"


@pytest.mark.parametrize(
    ("step", "body", "status", "code"),
    [
        ("guardian", changed("guardian"), 409, "nothing_to_correct"),
        ("guardian", changed("guardian", office="x") | {"round": 3}, 409, "stale_round"),
        ("guardian", changed("guardian", guardian_name=""), 422, "report_invalid"),
        ("hearing", changed("hearing", remarks="x"), 409, "step_not_open"),
    ],
)
async def test_what_cannot_be_corrected_is_refused_in_the_preview(
    as_: Caller, case: Written, step: str, body: dict[str, Any], status: int, code: str
) -> None:
    answer = await (await as_("mx.caseworker")).post(f"{at(case, step)}/preview", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_letter_that_was_written_from_it_is_listed(
    as_: Caller, case: Written, session: AsyncSession, people: World
) -> None:
    letter = Letter(
        case_number=case.number,
        kind="consular_notification",
        round=1,
        language="en",
        html="",
        sha256="",
        rendered_at=NOW,
    )
    by = people.actor("mx.caseworker")
    told = example("consular_notification")
    notified = FiledReport(
        step="consular_notification", round=1, name="consular_notification", data=told, author=by, at=NOW
    )
    entry = Entry(act="finished", at=NOW, actor=by, step="consular_notification", round=1)
    await apply(session, Record(sequence=2, entry=entry, case=case.view, reports=[notified]))
    session.add(letter)
    await session.commit()
    client = await as_("mx.caseworker")
    name = (
        await client.post(f"{at(case, 'detection')}/preview", json=changed("detection", child_name="Luz Otra"))
    ).json()
    assert [(each["kind"], each["to"]) for each in name["letters"]] == [
        ("consular_notification", "Consulado de ejemplo en Tapachula")
    ]
    other = (await client.post(f"{at(case)}/preview", json=changed("guardian", office="x"))).json()
    assert other["letters"] == []


async def test_versions_stay_readable_with_who_when_and_why(
    as_: Caller, case: Written, session: AsyncSession, people: World
) -> None:
    """The second one stands; the first one says what it said; a search finds the child under both names."""
    by = people.actor("mx.supervisor")
    second = FiledReport(
        step="detection", round=1, name="detection", data=example("detection") | {"child_name": "Luz Otra Ejemplo"},
        author=by, at=NOW, stands=False, corrects=True, reason="The birth record says so.",
    )  # fmt: skip
    entry = Entry(act="corrected", at=NOW, actor=by, step="detection", round=1, rule="detection")
    await apply(session, Record(sequence=2, entry=entry, case=case.view, reports=[second], corrected=["detection"]))
    await session.commit()
    shown = (await (await as_("mx.caseworker")).get(f"/api/v1/cases/{case.number}/steps/detection")).json()
    assert [(each["version"], each["stands"], each["reason"], each["changed"]) for each in shown["filed"]] == [
        (1, False, "", []),
        (2, True, "The birth record says so.", ["child_name"]),
    ]
    assert shown["filed"][0]["data"]["child_name"] == example("detection")["child_name"]
    past = await (await as_("mx.caseworker")).get(
        f"/api/v1/cases/{case.number}", params={"as_known": (BEGAN + timedelta(days=1)).isoformat()}
    )
    assert past.status_code == 200


async def test_a_correction_that_waits_is_answered_by_another(
    as_: Caller, case: Written, session: AsyncSession, people: World, engine: Recorder
) -> None:
    by = people.actor("mx.caseworker")
    told = example("decision")
    decided = moved(told, NOW - timedelta(hours=1) - datetime.fromisoformat(told["done_at"]))
    second = FiledReport(
        step="decision", round=1, name="decision", data=decided | {"authority": "Otra autoridad"},
        author=by, at=NOW, stands=False, corrects=True, reason="A slip.",
    )  # fmt: skip
    rule = case.rules.step("decision")
    waiting = StepView(
        key="decision", step="decision", stage="decision", side="host", responsible=rule.responsible, report="decision",
        outcome="return", correction=CorrectionAsked(by=by, at=NOW, reason="A slip."), **DONE,
    )  # fmt: skip
    entry = Entry(act="correction_submitted", at=NOW, actor=by, step="decision", round=1, rule="decision")
    await apply(session, Record(sequence=2, entry=entry, case=case.view, steps=[waiting], reports=[second]))
    await session.commit()
    step = f"/api/v1/cases/{case.number}/steps/decision"
    mine = (await (await as_("mx.caseworker")).get(step)).json()
    theirs = (await (await as_("mx.supervisor")).get(step)).json()
    assert "answer_correction" in theirs["acts"]
    assert "answer_correction" not in mine["acts"]
    assert "correct" not in theirs["acts"], "one at a time"
    assert theirs["correction"]["reason"] == "A slip."
    assert [each["stands"] for each in theirs["filed"]] == [True, False], "the old one stands until then"
    supervisor = await as_("mx.supervisor")
    preview = await supervisor.get(f"{step}/correction/preview")
    assert preview.status_code == 200, preview.text
    shown = preview.json()
    assert "Otra autoridad" in [each["new"] for each in shown["changed"]]
    answer = await supervisor.post(
        f"{step}/correction/answer", json={"round": 1, "approved": True, "seen": shown["seen"]}
    )
    assert answer.status_code == 200
    assert engine.reached[-1][1] == "answer_correction"
