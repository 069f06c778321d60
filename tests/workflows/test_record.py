"""The one write to the record, on both databases: once, in order, all or nothing."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from activities.recording import Recording
from cases import numbers
from cases.actor import Actor, Role
from cases.effects import AlertRaised, CustodyPassed, NoticeWanted
from cases.record import CaseView, Entry, FiledReport, Record, Recorded, StepView
from cases.tables import (
    Agency,
    Alert,
    Case,
    Child,
    Custody,
    LedgerEntry,
    Notice,
    Participation,
    Procedure,
    StateKept,
    Step,
    StepKept,
    User,
)
from cases.tables import FiledReport as ReportRow
from commands.migrate import upgrade
from guidelines.library import library
from guidelines.resolve import resolve
from runtime.database import Sessions, engine, sessions
from tests.keys import KEYS
from tests.runtime.postgres import KINDS, empty
from workflows.names import repatriation_id

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WORKER = Actor(user="record-worker", agency="record-host", country="MX", role=Role.CASEWORKER)
PROCEDURE = resolve(library(), "MX", "GT", date(2026, 11, 24))


@pytest.fixture(scope="module", params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database of each kind, with its triggers."""
    with empty(request.param, tmp_path_factory.mktemp("record")) as address:
        upgrade(address)
        yield address


@pytest.fixture
async def record(url: str) -> AsyncIterator[Sessions]:
    """Two agencies with one worker each."""
    made = engine(url)
    async with sessions(made, KEYS)() as session:
        if await session.get(Agency, "record-host") is None:
            for agency, country in (("record-host", "MX"), ("record-origin", "GT")):
                session.add(Agency(id=agency, name=agency, country=country))
            await session.flush()
            for user, agency in (("record-worker", "record-host"), ("record-partner", "record-origin")):
                address = f"{user}@example.org"
                session.add(
                    User(id=user, email=address, name=user, password_hash="-", agency_id=agency, role=Role.CASEWORKER)
                )
            await session.commit()
    yield sessions(made, KEYS)
    await made.dispose()


class Author:
    """Writes one case, act by act."""

    def __init__(self, record: Sessions) -> None:
        self.sessions = record
        self.number = numbers.new()
        self.case = CaseView(
            number=self.number,
            host="MX",
            origin="GT",
            workflow=repatriation_id(self.number),
            stage="detection",
            custody_since=NOW,
        )

    def write(self, sequence: int, act: str = "finished", step: str = "escort", **more: Any) -> Record:
        """One act on one step, as it would come from a workflow."""
        entry = Entry(act=act, at=NOW, actor=WORKER, step=step, round=1, rule=step)
        view = StepView(key=step, step=step, stage="transfer", side="host", responsible="escort", report=step)
        more.setdefault("steps", [view.model_copy(update={"status": "finished"})])
        return Record(sequence=sequence, entry=entry, case=self.case.model_copy(deep=True), **more)

    def opening(self) -> Record:
        """The first act."""
        content = PROCEDURE.model_dump(mode="json")
        return self.write(1, "case_opened", "detection", procedure=content, detected_at=NOW)

    def full(self, sequence: int = 2) -> Record:
        """An act that changes everything a write may change."""
        self.case.origin_takes_part = True
        self.case.custodian = "escort"
        report = FiledReport(step="escort", round=1, name="escort", data={"a": 1}, author=WORKER, at=NOW)
        return self.write(
            sequence,
            reports=[report],
            alert=self.alert(),
            custody=CustodyPassed(
                giver="host", taker="escort", at=NOW, released_by="a", received_by="b", step="escort"
            ),
            notices=[NoticeWanted(kind="assigned", side="host", role="worker")],
        )

    def alert(self, rung: int = 1) -> AlertRaised:
        """The alert of a rung."""
        identity = f"{self.number}-escort-1-{rung}"
        return AlertRaised(id=identity, step="escort", round=1, rung=rung, role="worker", side="host", raised_at=NOW)

    async def send(self, write: Record) -> Recorded:
        """Through the activity, as a worker does."""
        return await Recording(self.sessions).record(write)

    async def rows(self, table: Any) -> list[Any]:
        """What a table holds of this case."""
        async with self.sessions() as session:
            return list((await session.exec(select(table).where(col(table.case_number) == self.number))).all())

    async def counted(self) -> dict[str, int]:
        """How many rows each table holds of this case."""
        tables = (Step, ReportRow, Alert, Custody, Notice, Participation, LedgerEntry, Child)
        return {table.__name__: len(await self.rows(table)) for table in tables}

    async def sequence(self) -> int:
        """The last act the case's row knows."""
        async with self.sessions() as session:
            row = await session.get(Case, self.number)
            return row.sequence if row else 0


@pytest.fixture
async def author(record: Sessions) -> Author:
    """Somebody writing a case of their own, already opened."""
    made = Author(record)
    await made.send(made.opening())
    return made


async def test_a_write_sent_again_changes_nothing(author: Author) -> None:
    """The answer of the first was lost, so the worker asks again, now and after later acts."""
    first = await author.send(author.full())
    once = await author.counted()
    assert once == {
        "Step": 2,
        "FiledReport": 1,
        "Alert": 1,
        "Custody": 1,
        "Notice": 1,
        "Participation": 2,
        "LedgerEntry": 2,
        "Child": 0,
    }
    assert await author.send(author.full()) == first == Recorded(sequence=2, reached=1)
    assert await author.counted() == once
    await author.send(author.write(3, "reminded"))
    await author.send(author.full())
    assert await author.counted() == once | {"LedgerEntry": 3}
    assert await author.sequence() == 3


async def test_the_opening_sent_again_changes_nothing(author: Author) -> None:
    """Nor does the very first write."""
    before = await author.counted()
    await author.send(author.opening())
    assert await author.counted() == before


async def test_two_first_cases_of_an_edition_at_the_same_instant(record: Sessions) -> None:
    """Each brings the procedure, it is kept once, and neither fails: a failure would be tried again, with noise."""
    content = resolve(library(), "US", "HN", date(2026, 11, 24)).model_dump(mode="json")
    authors = [Author(record) for _ in range(3)]
    openings = [each.opening().model_copy(update={"procedure": content}) for each in authors]
    told = await asyncio.gather(*(each.send(write) for each, write in zip(authors, openings, strict=True)))
    assert told == [Recorded(sequence=1)] * 3
    async with record() as session:
        kept = (await session.exec(select(Procedure).where(col(Procedure.content)["host"].as_string() == "US"))).all()
    assert [row.content for row in kept] == [content]


async def test_a_gap_is_refused(author: Author) -> None:
    """An act that comes before the one it follows waits: it is tried again until the other is there."""
    with pytest.raises(RuntimeError, match="write 3 comes after 1"):
        await author.send(author.write(3))
    assert await author.sequence() == 1
    await author.send(author.write(2, "reminded"))
    await author.send(author.write(3))
    assert await author.sequence() == 3


async def test_a_number_is_not_given_twice(author: Author) -> None:
    """Another act under a number that is taken stalls the case; passed over, it would be lost in silence."""
    await author.send(author.full())
    for other in (author.write(2, "reminded"), author.write(2, "finished", "transit")):
        with pytest.raises(RuntimeError, match="taken by another act"):
            await author.send(other)
    assert [entry.act for entry in await author.rows(LedgerEntry)] == ["case_opened", "finished"]


async def test_all_or_nothing(author: Author) -> None:
    """The alert's id is taken, so nothing of the act is there: no step, no report, no line, no custody."""
    await author.send(author.write(2, "lapsed", alert=author.alert(), steps=[]))
    before = await author.counted()
    with pytest.raises(IntegrityError):
        await author.send(author.full(3))
    assert await author.counted() == before
    assert await author.sequence() == 2
    await author.send(author.full(3).model_copy(update={"alert": author.alert(2)}))
    assert await author.sequence() == 3


async def test_the_same_write_at_the_same_instant(author: Author) -> None:
    """Two workers try one act together: it is there once, and whoever failed succeeds when asked again."""
    write = author.full()
    told = await asyncio.gather(*(author.send(write) for _ in range(3)), return_exceptions=True)
    assert [each for each in told if isinstance(each, Recorded)]
    assert await author.send(write) == Recorded(sequence=2, reached=1)
    counted = await author.counted()
    assert (counted["LedgerEntry"], counted["FiledReport"], counted["Alert"], counted["Notice"]) == (2, 1, 1, 1)


async def test_what_is_withdrawn_stands_no_more(author: Author) -> None:
    """Sent back: the report is kept, no fact comes from it, its alerts are over; approved again, the newest stands."""
    await author.send(author.full())
    again = FiledReport(step="escort", round=2, name="escort", data={"a": 2}, author=WORKER, at=NOW, stands=False)
    await author.send(author.write(3, "reopened", withdrawn_reports=["escort"], cleared_steps=["escort"]))
    assert [row.stands for row in await author.rows(ReportRow)] == [False]
    assert [row.cleared_at for row in await author.rows(Alert)] == [NOW]
    await author.send(author.write(4, "submitted", reports=[again]))
    await author.send(author.write(5, "approved", standing=["escort"]))
    rows = await author.rows(ReportRow)
    assert [(row.data["a"], row.stands) for row in rows] == [(1, False), (2, True)]
    assert [(row.stands_from, row.stands_until) for row in rows] == [(2, 3), (5, None)]


async def test_every_write_keeps_what_it_left(author: Author) -> None:
    """The case after each, and the steps it changed; a write sent again keeps nothing twice."""
    await author.send(author.full())
    await author.send(author.full())
    await author.send(author.write(3, "reminded", steps=[]))
    states = sorted(await author.rows(StateKept), key=lambda row: row.sequence)
    assert [(row.sequence, row.view["custodian"]) for row in states] == [(1, "host"), (2, "escort"), (3, "escort")]
    assert {row.edition for row in states} == {PROCEDURE.edition}
    steps = await author.rows(StepKept)
    assert {(row.key, row.sequence, row.view["status"]) for row in steps} == {
        ("detection", 1, "finished"),
        ("escort", 2, "finished"),
    }


async def test_a_need_ends_the_origins_part(author: Author) -> None:
    """From that act on nobody of the origin country takes part, and the end stays on the record."""
    await author.send(author.full())
    author.case.suppressed, author.case.origin_takes_part = True, False
    await author.send(author.write(3, "event_reported"))
    parts = {row.side: row for row in await author.rows(Participation)}
    assert (parts["origin"].until, parts["origin"].reason) == (NOW, "protection_need")
    assert parts["host"].until is None
