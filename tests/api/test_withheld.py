"""What the country of origin is not shown: an accusation, where the child is; and what had been disclosed before."""

from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain import explain
from cases.actor import Actor
from cases.record import CaseView, Entry, FiledReport, HoldView, Record
from cases.reports import report_model
from cases.repository.reading import readable_case, relation
from cases.repository.record import apply
from tests.api.conftest import Caller
from tests.api.given import NOW, World, Written, opened
from workflows.step import new

OPEN: dict[str, Any] = {"status": "open", "opened_at": NOW}
DONE: dict[str, Any] = {"status": "finished", "finished_at": NOW}
NOT_SHOWN = "Suspended by the host country; the reason is not shown to you"


async def happened(session: AsyncSession, written: Written, kind: str, by: Actor, **view: Any) -> None:
    """An event of that kind as the workflow records it: the hold, its duty, the report, the line in the ledger."""
    rule = written.rules.interruption(kind)
    assert rule.hold is not None
    duty = new(rule.hold.duty, stage=None).model_copy(update=OPEN | {"due_at": NOW + timedelta(days=1)})
    hold = HoldView(kind=kind, since=NOW, by=by, duty=duty.key)
    written.view = CaseView.model_validate(written.view.model_dump() | {"holds": [hold]} | view)
    written.sequence += 1
    data = report_model(kind).example().model_dump(mode="json")
    await apply(
        session,
        Record(
            sequence=written.sequence,
            entry=Entry(act="event_reported", at=NOW, actor=by, details={"kind": kind}),
            case=written.view,
            steps=[duty],
            reports=[FiledReport(step=kind, round=1, name=kind, data=data, author=by, at=NOW)],
            void_letters=kind if rule.voids_letters else None,
        ),
    )
    await session.commit()


async def told(session: AsyncSession, people: World, who: str, number: str) -> str:
    """Everything that the case page and its JSON say to somebody."""
    actor = people.actor(who)
    case = await readable_case(session, actor, number, NOW)
    side = await relation(session, actor, number, NOW)
    assert side is not None
    return (await explain(session, actor, side, case, NOW, "en")).model_dump_json()


async def test_an_accusation_is_never_named_to_the_origin(session: AsyncSession, people: World, as_: Caller) -> None:
    by = people.actor("mx.caseworker")
    made = await opened(session, by, {"detection": DONE, "escort": OPEN}, stage="transfer", origin_takes_part=True)
    await happened(session, made, "child_accused", by)
    for words in ("child_accused", "non_punishment", "accused"):
        assert words in await told(session, people, "mx.caseworker", made.number)
        assert words not in await told(session, people, "gt.caseworker", made.number)
    assert NOT_SHOWN in await told(session, people, "gt.caseworker", made.number)
    origin, host = await as_("gt.caseworker"), await as_("mx.caseworker")
    case = f"/api/v1/cases/{made.number}"
    assert "child_accused" in (await host.get(f"{case}/ledger")).text
    assert "child_accused" not in (await origin.get(f"{case}/ledger")).text
    assert (await host.get(f"{case}/steps/non_punishment")).status_code == 200
    assert (await origin.get(f"{case}/steps/non_punishment")).status_code == 404
    for address in (f"/cases/{made.number}", f"/cases/{made.number}/story"):
        assert "accused" not in (await origin.get(address)).text
    assert (await origin.get(f"/cases/{made.number}/steps/non_punishment")).status_code == 404


async def test_json_keeps_back_what_pages_keep_back(session: AsyncSession, people: World, as_: Caller) -> None:
    by = people.actor("mx.caseworker")
    reports = ("detection", "shelter", "repatriation_plan")
    done = dict.fromkeys(reports, DONE)
    made = await opened(session, by, done, reports=reports, stage="transfer", origin_takes_part=True)
    origin, host = await as_("gt.caseworker"), await as_("mx.caseworker")
    shelter, plan = (f"/api/v1/cases/{made.number}/steps/{step}" for step in ("shelter", "repatriation_plan"))
    assert "Calle Inventada 1" in (await host.get(shelter)).text
    answer = (await origin.get(shelter)).json()
    assert (answer["filed"], answer["told"]) == ([], "never")
    first_night = report_model("repatriation_plan").example().model_dump()["first_night"]
    assert (await origin.get(plan)).json()["filed"][0]["data"]["first_night"] == first_night


async def test_no_place_is_shown_while_the_family_may_be_the_trafficker(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    by = people.actor("mx.caseworker")
    reports = ("detection", "shelter", "repatriation_plan")
    done = dict.fromkeys(reports, DONE)
    made = await opened(session, by, done, reports=reports, stage="transfer", origin_takes_part=True)
    await happened(session, made, "family_implicated", by, location_withheld=True, custodian="carer")
    origin, host = await as_("gt.caseworker"), await as_("mx.caseworker")
    plan, shelter = (f"cases/{made.number}/steps/{step}" for step in ("repatriation_plan", "shelter"))
    first_night = report_model("repatriation_plan").example().model_dump()["first_night"]
    for client, shown in ((host, True), (origin, False)):
        assert (first_night in str((await client.get(f"/api/v1/{plan}")).json()["filed"])) is shown
        assert (first_night in (await client.get(f"/{plan}")).text) is shown
        assert ("Calle Inventada 1" in str((await client.get(f"/api/v1/{shelter}")).json()["filed"])) is shown
    page = (await origin.get(f"/{plan}")).text
    assert "Not shown to the country of origin: the family may have had a part in the trafficking." in page
    assert (await origin.get(f"/api/v1/cases/{made.number}")).json()["location_withheld"] is True


async def test_the_host_reads_what_was_disclosed_before_a_claim(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    by = people.actor("mx.caseworker")
    reports = ("detection", "consular_notification", "referral")
    done = dict.fromkeys(reports, DONE)
    made = await opened(session, by, done, reports=reports, stage="decision", origin_takes_part=True)
    await happened(session, made, "identity_failed", by)
    origin, host = await as_("gt.caseworker"), await as_("mx.caseworker")
    address = f"/api/v1/cases/{made.number}/disclosures"
    found = (await host.get(address)).json()
    told = {each["kind"]: each for each in found["disclosures"]}
    assert set(told) == {"consular_notification", "request", "read_the_case"}
    assert "Carla" in told["consular_notification"]["to"]
    assert told["consular_notification"]["what"] == ["name", "birth", "parents", "contact"]
    assert told["read_the_case"]["to"] == "Agencia gt"
    assert [each["kind"] for each in found["marks"]] == ["identity_failed"]
    assert (await origin.get(address)).json()["code"] == "not_allowed"
    page = (await host.get(f"/cases/{made.number}")).text
    assert "What was disclosed, and to whom" in page
    assert "What was disclosed, and to whom" not in (await origin.get(f"/cases/{made.number}")).text
