"""Editions through the API: what differs, what is proposed and said of it, the rehearsal, and the offer to a case."""

from datetime import date

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import Case, LedgerEntry, Step
from guidelines.library import library
from tests.api.conftest import Caller, Recorder
from tests.api.editions import with_the_consulate
from tests.api.given import World
from tests.workflows.law import in_force, insert, proposal, term

PROPOSAL = "/api/v1/guideline/proposals/consular_5_days"


async def test_what_differs_in_both_languages(as_: Caller, people: World) -> None:
    client = await as_("mx.caseworker")
    days = {"host": "MX", "origin": "GT", "from": "2025-12-01", "to": "2026-12-01"}
    words = {"en": "New step: Confirmation of the measure", "es": "Paso nuevo: Confirmación judicial de la medida"}
    for language, wanted in words.items():
        answer = await client.get("/api/v1/guideline/difference", params=days, headers={"Accept-Language": language})
        found = answer.json()
        assert found["was"] != found["becomes"]
        assert any(each["sentence"].startswith(wanted) for each in found["differences"])
    same = await client.get("/api/v1/guideline/difference", params=days | {"from": "2026-11-30"})
    assert same.json()["differences"] == []
    too_early = await client.get("/api/v1/guideline/difference", params=days | {"from": "2001-01-01"})
    assert too_early.status_code == 422


async def test_a_proposal_says_what_it_changes_and_people_say_something_of_it(as_: Caller, people: World) -> None:
    partner, administrator = await as_("gt.partner"), await as_("mx.administrator")
    listed = (await administrator.get("/api/v1/guideline/proposals")).json()["proposals"]
    assert "consular_5_days" in [each["id"] for each in listed]
    said = await partner.post(f"{PROPOSAL}/comments", json={"text": "Five days are few in December."})
    assert said.status_code == 201
    assert (await administrator.post(f"{PROPOSAL}/comments", json={"text": "x"})).json()["code"] == "not_for_your_role"
    shown = (await administrator.get(PROPOSAL)).json()
    (difference,) = shown["differences"]
    assert "5 working days (Our default) instead of 10 working days" in difference["sentence"]
    assert [(each["author_name"], each["text"]) for each in shown["comments"]] == [
        ("Partner GT", "Five days are few in December.")
    ]
    assert (await partner.get("/api/v1/guideline/proposals/nothing")).status_code == 404
    assert (await partner.post(f"{PROPOSAL}/comments", json={"text": ""})).status_code == 422


async def test_a_rehearsal_changes_nothing_and_shows_only_what_is_yours(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    case = await with_the_consulate(session, people.actor("mx.caseworker"))
    before = [row.view for row in (await session.exec(select(Step))).all()]
    ours = (await (await as_("mx.supervisor")).get(f"{PROPOSAL}/rehearsal")).json()
    theirs = (await (await as_("us.supervisor")).get(f"{PROPOSAL}/rehearsal")).json()
    assert (await (await as_("mx.caseworker")).get(f"{PROPOSAL}/rehearsal")).status_code == 403
    assert ours["totals"] == theirs["totals"]
    assert ours["summary"][1] == "Would move 1 due dates, close 0 safeguards, open 0 steps."
    assert [each["effect"]["number"] for each in ours["cases"]] == [case.number]
    assert theirs["cases"] == []
    (line,) = [each for each in ours["cases"][0]["sentences"] if "→" in each]
    assert line.startswith("Identity and nationality: 23 Dec 2026, ")
    assert "5 working days from 8 December 2026" in line
    session.expire_all()
    assert [row.view for row in (await session.exec(select(Step))).all()] == before
    assert len((await session.exec(select(LedgerEntry))).all()) == 1
    assert engine.reached == []


async def test_the_edition_in_force_is_offered_to_the_supervisor_in_charge(
    as_: Caller, people: World, session: AsyncSession, engine: Recorder
) -> None:
    case = await with_the_consulate(session, people.actor("mx.caseworker"))
    address = f"/api/v1/cases/{case.number}/edition"
    supervisor = await as_("mx.supervisor")
    followed = (await supervisor.get(address)).json()
    assert followed == {
        "follows": case.rules.edition, "in_force": None, "differences": [], "effect": None
    }  # fmt: skip
    with in_force(proposal(term("nationality", 5), insert("hearing", "again"), from_=date(2026, 12, 2))):
        offer = (await supervisor.get(address)).json()
        assert offer["follows"] == case.rules.edition != offer["in_force"]
        assert {each["kind"] for each in offer["differences"]} == {"term", "added"}
        effect = offer["effect"]["effect"]
        assert [each["key"] for each in effect["moved"]] == ["nationality"]
        assert effect["opens"] == ["again"], "its place has passed: it opens beside the story"
        assert (await (await as_("gt.supervisor")).get(address)).status_code == 403
        assert (await (await as_("mx.caseworker")).get(address)).status_code == 403
        adopted = await supervisor.post(address, json={"edition": offer["in_force"]})
    assert adopted.status_code == 200
    workflow, update, message, _ = engine.reached[-1]
    assert (workflow, update, message.edition) == (f"case-{case.number}", "adopt_edition", offer["in_force"])


async def test_after_the_handover_it_is_the_origins_to_adopt(as_: Caller, people: World, session: AsyncSession) -> None:
    case = await with_the_consulate(session, people.actor("mx.caseworker"))
    row = await session.get(Case, case.number)
    assert row is not None
    row.workflow = f"case-{case.number}-reception"
    session.add(row)
    await session.commit()
    for who, status in (("gt.supervisor", 200), ("mx.supervisor", 403)):
        assert (await (await as_(who)).get(f"/api/v1/cases/{case.number}/edition")).status_code == status


async def test_where_no_rules_result_nothing_is_offered(as_: Caller, people: World, session: AsyncSession) -> None:
    case = await with_the_consulate(session, people.actor("mx.caseworker"))
    broken = proposal(term("urgent_measure", 1, "hour"), from_=date(2026, 12, 2))
    with in_force(broken):
        assert library().proposals
        answer = await (await as_("mx.supervisor")).get(f"/api/v1/cases/{case.number}/edition")
    assert answer.json()["in_force"] is None, "the host's own three hours would be the weaker rule"


async def test_a_closed_case_is_offered_nothing(as_: Caller, people: World, session: AsyncSession) -> None:
    case = await with_the_consulate(session, people.actor("mx.caseworker"))
    row = await session.get(Case, case.number)
    assert row is not None
    row.status = "closed"
    session.add(row)
    await session.commit()
    with in_force(proposal(term("nationality", 5), from_=date(2026, 12, 2))):
        answer = await (await as_("mx.supervisor")).get(f"/api/v1/cases/{case.number}/edition")
    assert answer.json()["in_force"] is None
