"""Who was shown what of a case, who reads of it, and what an auditor hears of who looks at too many."""

from datetime import timedelta
from itertools import product

import pytest
from fastapi import FastAPI
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession
from structlog.testing import capture_logs

from api.explain.looks import PARTS
from cases.actor import Role
from cases.repository import looks
from cases.repository.looks import cases_without_part, note_look
from cases.tables import Look, Notice, Step, UnusualReading
from guidelines.library import library
from runtime.room import NoRoom
from tests.api.conftest import Caller
from tests.api.given import NOW, World, Written, opened, unusual
from tests.api.test_access import routes

MOST = library().oversight.unusual_reading.more_cases_than
SHOWN = looks.Shown("case")


@pytest.fixture
async def case(session: AsyncSession, people: World) -> Written:
    return await opened(session, people.actor("mx.caseworker"), {}, at=NOW, origin_takes_part=True)


async def kept(session: AsyncSession) -> list[tuple[str, str, str]]:
    rows = await session.exec(select(Look).order_by(Look.id))  # type: ignore[arg-type]  # a column
    return [(each.user_id, each.what, each.which) for each in rows.all()]


async def test_what_is_shown_is_kept_and_what_is_refused_is_not(
    as_: Caller, session: AsyncSession, people: World, case: Written
) -> None:
    worker, stranger = await as_("mx.caseworker"), await as_("us.caseworker")
    for tail in ("", "/ledger", "/steps/guardian", "/letters"):
        assert (await worker.get(f"/api/v1/cases/{case.number}{tail}")).status_code == 200
        assert (await stranger.get(f"/api/v1/cases/{case.number}{tail}")).status_code == 404
    await worker.post(f"/api/v1/cases/{case.number}/steps/guardian/reopen", json={"reason": "x"})
    me = "user-mx-caseworker"
    assert await kept(session) == [(me, "case", ""), (me, "ledger", ""), (me, "steps", "guardian"), (me, "letters", "")]


async def test_a_page_keeps_it_too_also_when_a_form_comes_back(
    as_: Caller, session: AsyncSession, people: World, case: Written
) -> None:
    worker = await as_("mx.caseworker")
    await worker.get(f"/cases/{case.number}/steps/guardian")
    await worker.post(f"/cases/{case.number}/steps/guardian", data={"_round": "1"})
    assert await kept(session) == [("user-mx-caseworker", "steps", "guardian")] * 2


async def test_what_somebody_types_into_an_address_is_not_kept(
    as_: Caller, session: AsyncSession, people: World, case: Written
) -> None:
    worker = await as_("mx.caseworker")
    await worker.get(f"/cases/{case.number}/steps/Luz%20Ejemplo")
    assert await kept(session) == [("user-mx-caseworker", "case", "")]


async def test_the_host_reads_of_everybody_the_origin_of_its_own(as_: Caller, people: World, case: Written) -> None:
    for who in ("mx.caseworker", "gt.partner", "gt.partner"):
        await (await as_(who)).get(f"/api/v1/cases/{case.number}")
    path = f"/api/v1/cases/{case.number}/readers"

    async def seen(by: str) -> list[tuple[str, str, int]]:
        found = (await (await as_(by)).get(path)).json()["readers"]
        return sorted((each["user"], part["what"], part["times"]) for each in found for part in each["parts"])

    theirs = [("user-gt-partner", "case", 2)]
    assert await seen("mx.supervisor") == sorted(
        [*theirs, ("user-mx-caseworker", "case", 1), ("user-mx-supervisor", "readers", 1)]
    )
    assert await seen("gt.supervisor") == sorted([*theirs, ("user-gt-supervisor", "readers", 1)])
    assert await seen("gt.auditor") == sorted(
        [*theirs, ("user-gt-supervisor", "readers", 1), ("user-gt-auditor", "readers", 1)]
    )


async def test_it_stands_on_the_case_and_on_its_own_page(as_: Caller, people: World, case: Written) -> None:
    await (await as_("gt.partner")).get(f"/cases/{case.number}/steps/guardian")
    host = await as_("mx.caseworker")
    page = (await host.get(f"/cases/{case.number}")).text
    assert "Who looked" in page
    assert "2 persons" in page
    whole = (await host.get(f"/cases/{case.number}/readers")).text
    assert "Partner GT" in whole
    assert "A step: " in whole


async def test_an_auditor_reads_the_ledger_and_no_report(as_: Caller, people: World, case: Written) -> None:
    auditor = await as_("mx.auditor")
    for tail, status in (("/ledger", 200), ("/readers", 200), ("", 404), ("/steps/guardian", 404), ("/letters", 404)):
        assert (await auditor.get(f"/api/v1/cases/{case.number}{tail}")).status_code == status, tail
    for tail, status in (("/story", 200), ("/readers", 200), ("", 404), ("/steps/guardian", 404)):
        assert (await auditor.get(f"/cases/{case.number}{tail}")).status_code == status, tail
    assert [each["number"] for each in (await auditor.get("/api/v1/audit")).json()["cases"]] == [case.number]
    assert (await (await as_("other.auditor")).get("/api/v1/audit")).json()["cases"] == []


async def looked_at(session: AsyncSession, people: World, who: str, cases: int, at: timedelta = timedelta()) -> None:
    """That somebody was shown so many cases of another worker's."""
    for _ in range(cases):
        each = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
        await note_look(session, people.actor(who), each.number, "host", SHOWN, NOW + at)
    await session.commit()


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.SUPERVISOR])
async def test_who_looks_at_too_many_is_told_to_an_auditor_once(
    as_: Caller, session: AsyncSession, people: World, case: Written, role: Role
) -> None:
    who = f"mx.{role.value}"
    await looked_at(session, people, who, MOST[role] - 1)
    client = await as_(who)
    await client.get(f"/api/v1/cases/{case.number}")
    assert not (await session.exec(select(UnusualReading))).all(), "as many as are usual"
    for _ in range(2):
        more = await opened(session, people.actor("mx.caseworker"), {}, at=NOW)
        await client.get(f"/api/v1/cases/{more.number}")
    (found,) = (await session.exec(select(UnusualReading))).all()
    assert (found.user_id, found.cases) == (f"user-mx-{role.value}", MOST[role] + 1)
    (notice,) = (await session.exec(select(Notice).where(Notice.kind == "unusual_reading"))).all()
    assert notice.recipient == "user-mx-auditor"


async def test_cases_in_which_a_step_is_theirs_and_those_of_yesterday_do_not_count(
    as_: Caller, session: AsyncSession, people: World, case: Written
) -> None:
    await looked_at(session, people, "mx.caseworker", 3, -timedelta(hours=25))
    await looked_at(session, people, "mx.caseworker", 2)
    since = NOW - timedelta(hours=24)
    numbers = await cases_without_part(session, "user-mx-caseworker", since)
    assert len(numbers) == 2
    step = (await session.exec(select(Step).where(Step.case_number == numbers[0]).limit(1))).one()
    step.owner = "user-mx-caseworker"
    session.add(step)
    await session.commit()
    assert await cases_without_part(session, "user-mx-caseworker", since) == numbers[1:]


async def test_who_reviews(as_: Caller, session: AsyncSession, people: World) -> None:
    reading = await unusual(session)
    for place, role in product(("mx", "other", "gt"), Role):
        client = await as_(f"{place}.{role.value}")
        shown = await client.get("/api/v1/audit")
        assert shown.status_code == (200 if role is Role.AUDITOR else 403)
        if role is Role.AUDITOR:
            assert [each["id"] for each in shown.json()["unusual"]] == ([reading] if place == "mx" else [])
        if (place, role) != ("mx", Role.AUDITOR):
            answer = await client.post(f"/api/v1/audit/{reading}/review", json={"found": "x"})
            assert answer.status_code == (404 if role is Role.AUDITOR else 403), (place, role)
            page = await client.post(f"/audit/{reading}/review", data={"found": "x"})
            assert page.status_code == (404 if role is Role.AUDITOR else 403), (place, role)


async def test_the_first_review_stands(as_: Caller, session: AsyncSession, people: World) -> None:
    reading = await unusual(session)
    auditor = await as_("mx.auditor")
    assert "11 cases within 24 hours" in (await auditor.get("/audit")).text
    empty = await auditor.post(f"/audit/{reading}/review", data={"found": " "})
    assert empty.status_code == 422
    done = await auditor.post(f"/audit/{reading}/review", data={"found": "A week on call."})
    assert done.status_code == 303
    again = await auditor.post(f"/api/v1/audit/{reading}/review", json={"found": "Nothing."})
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "already_answered")
    assert "A week on call." in (await auditor.get("/audit")).text


async def test_on_a_full_disk_whoever_protects_a_child_reads_on(
    as_: Caller, session: AsyncSession, people: World, case: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_arguments: object) -> None:
        raise NoRoom()

    monkeypatch.setattr("api.acts.looking.note_look", full)
    with capture_logs() as logs:
        answer = await (await as_("mx.caseworker")).get(f"/api/v1/cases/{case.number}")
    assert answer.status_code == 200
    (line,) = [each for each in logs if each["event"] == "look_not_recorded"]
    assert (line["case"], line["user"]) == (case.number, "user-mx-caseworker")


def test_every_address_of_a_case_has_words(app: FastAPI) -> None:
    """Whatever may be looked at is called something on the page."""
    found = {str(route.path).partition("/cases/{")[2].partition("}")[2].strip("/") for route in routes(app)}
    parts = {each.partition("/")[0] for each in found if each}
    assert parts <= set(PARTS), f"say in api/explain/looks.py what these are: {parts - set(PARTS)}"
