"""The list of work as a file: the rows of its page, no name and no answer, nothing that a spreadsheet would run."""

import csv
import io
from datetime import timedelta

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from api.csv_file import BOM, table
from cases.actor import Function, Role
from cases.tables import Agency, ListExport
from tests.api.conftest import Caller
from tests.api.functions import case_of
from tests.api.given import NOW, World, opened


def read(content: bytes) -> list[list[str]]:
    """As a spreadsheet reads it."""
    text = content.decode()
    assert text.startswith(BOM) and "\r\n" in text
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline="")))


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0@", " \t="]
)
def test_no_cell_is_a_formula(sign: str) -> None:
    ((_,), (cell, other)) = read(table(["Head"], [[f"{sign}HYPERLINK(1)", 'a "quoted", cell']]))
    assert cell == f"'{sign}HYPERLINK(1)"
    assert other == 'a "quoted", cell'


async def test_it_has_the_rows_of_the_page_and_no_child(as_: Caller, people: World, session: AsyncSession) -> None:
    by = people.actor("mx.caseworker")
    late = {"status": "open", "opened_at": NOW, "due_at": NOW - timedelta(hours=1), "owner": by.user}
    made = await opened(session, by, {"guardian": late, "shelter": {"status": "open", "opened_at": NOW}}, at=NOW)
    other = await opened(session, people.actor("other.caseworker"), {"guardian": late}, at=NOW)
    client = await as_("mx.supervisor")
    answer = await client.get("/work/file?state=open")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="work-2026-12-10.csv"'
    assert answer.headers["cache-control"] == "no-store"
    head, *rows = read(answer.content)
    listed = (await client.get("/api/v1/steps?state=open")).json()["steps"]
    assert [(row[0], row[1]) for row in rows] == [(each["case"], each["title"]) for each in listed]
    row = next(each for each in rows if each[1] == "Guardian")
    assert row[3:] == ["Mexico", "Guatemala", "2026-12-10 14:00", "2026-12-10 14:00", "Overdue", "Caseworker"]
    assert len(row) == len(head) and other.number not in answer.text
    for said in ("Ejemplo", "Caseworker MX", "user-"):
        assert said not in answer.text
    overdue = read((await client.get("/work/file?state=overdue&host=MX")).content)
    assert [each[0] for each in overdue[1:]] == [made.number]
    kept = [(each.user_id, each.rows) for each in (await session.exec(select(ListExport))).all()]
    assert kept == [("user-mx-supervisor", len(rows)), ("user-mx-supervisor", 1)]
    assert "2 rows" in (await (await as_("mx.auditor")).get("/audit")).text
    assert (await (await as_("other.auditor")).get("/api/v1/audit")).json()["lists"] == []


async def test_more_rows_than_a_query_gives(
    as_: Caller, people: World, session: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.acts.taking_lists.AT_ONCE", 2)
    changes = {key: {"status": "open"} for key in ("guardian", "shelter", "hearing", "age_assessment", "detection")}
    await opened(session, people.actor("mx.caseworker"), changes, at=NOW)
    found = read((await (await as_("mx.supervisor")).get("/work/file")).content)
    assert len({tuple(each) for each in found}) == 1 + len(changes)


async def test_who_takes_part_until_a_day_takes_none_of_it(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case_of(session, people, Function.SHELTER)
    assert (await (await as_("other.supervisor")).get("/work/file")).status_code == 403, "it answers for no child"
    assert "/work/file" not in (await (await as_("other.supervisor")).get("/")).text
    shelter = await session.get_one(Agency, "agency-other")
    shelter.function = Function.PROTECTION.value
    session.add(shelter)
    await session.commit()
    client = await as_("other.supervisor")
    assert made.number in (await client.get("/api/v1/steps")).text
    assert made.number not in (await client.get("/work/file")).text, "their part has an end"
    assert made.number in (await (await as_("mx.supervisor")).get("/work/file")).text


async def test_only_supervisors_take_them(as_: Caller, people: World, session: AsyncSession) -> None:
    for role in Role:
        answer = await (await as_(f"mx.{role.value}")).get("/work/file")
        assert answer.status_code == (200 if role is Role.SUPERVISOR else 403), role
    assert len((await session.exec(select(ListExport))).all()) == 1
