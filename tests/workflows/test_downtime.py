"""Everything is killed over due dates and in the middle of acts, on real time: nothing is lost, nothing done twice."""

import asyncio
import hashlib
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlmodel import col, select, update
from temporalio.client import Client
from temporalio.testing import WorkflowEnvironment

from cases.errors import NotConfirmedYet
from cases.tables import Alert, LedgerEntry, Notice, SignInSession, User
from runtime.database import Sessions
from tests.keys import DATA_CONVERTER
from tests.workflows.acting import Play
from tests.workflows.embedded import Installation, installed
from tests.workflows.moving import moved
from tests.workflows.racing import Act, Told, sent, won
from workflows import messages
from workflows.names import repatriation_id, task_queue

A_DAY = timedelta(hours=24)
"""From the urgent measure to the age assessment and the shelter: guidelines/region/02_protection.yaml."""

DUE_IN = (6.0, 7.5, 9.0, 10.5)
"""Seconds from now at which the clocks of each case lapse."""

STEPS = ("age_assessment", "guardian", "shelter")

pytestmark = pytest.mark.timeout(170)


@pytest.fixture
async def real(database: Sessions, tmp_path: Path) -> AsyncIterator[Installation]:
    """A server, a worker and the API, each a process, serving two countries."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'record.db'}"
    async with installed(tmp_path, url, ("CR", "NI")) as installation:
        yield installation


async def crew(real: Installation, database: Sessions) -> Play:
    """The people of both countries, and a way to the server."""
    client = await Client.connect(real.address, data_converter=DATA_CONVERTER)
    play = Play(WorkflowEnvironment.from_client(client), database, "CR", "NI")
    await play.people()
    return play


async def case_of(play: Play) -> Play:
    """Another case, found two days ago."""
    case = Play(play.environment, play.database, play.host, play.origin)
    detection = case.report("detection")
    by = datetime.now(UTC) - timedelta(days=2) - datetime.fromisoformat(detection["done_at"])
    opened = messages.Opened(
        number=case.number,
        host=case.host,
        origin=case.origin,
        actor=case.actor("worker"),
        report=moved(detection, by),
    )
    await case.environment.client.start_workflow(
        "Repatriation", opened, id=repatriation_id(case.number), task_queue=task_queue(case.host)
    )
    await case.handle.execute_update("opened", result_type=messages.Receipt, rpc_timeout=timedelta(seconds=60))
    await case.opened("urgent_measure")
    return case


async def lapsing(case: Play, seconds: float) -> Play:
    """Its clocks of 24 hours lapse in so many seconds: the urgent measure was taken yesterday."""
    taken = datetime.now(UTC) - A_DAY + timedelta(seconds=seconds)
    measure = case.report("urgent_measure")
    measure = moved(measure, taken - datetime.fromisoformat(measure["done_at"]))
    act = messages.Finish(actor=case.actor("worker"), step="urgent_measure", round=1, report=measure)
    assert won(await sent(case, "finish", act))
    for step in STEPS:
        await case.opened(step)
    return case


async def raised(play: Play) -> list[Alert]:
    """The alerts of the steps after the urgent measure."""
    return [alert for alert in await play.rows(Alert) if alert.step_key != "urgent_measure"]


async def whole(play: Play, unheard: tuple[str, ...] = ()) -> None:
    """The ledger has every number once, and each alert and each notice stands for one entry of it.

    ``unheard``: steps whose lapse reached no worker, for none was left: of that entry there is no notice.
    """
    ledger = await play.rows(LedgerEntry)
    assert sorted(entry.sequence for entry in ledger) == list(range(1, (await play.case()).sequence + 1))
    lapses = [entry for entry in ledger if entry.act in ("lapsed", "escalated")]
    assert len(lapses) == len(await play.rows(Alert))
    told = [notice for notice in await play.rows(Notice) if notice.kind == "lapsed"]
    assert {int(notice.id.split(":")[1]) for notice in told} == {
        entry.sequence for entry in lapses if not (entry.step_key in unheard and entry.details["role"] == "worker")
    }


async def test_each_alert_exactly_once_whatever_was_down(real: Installation, database: Sessions) -> None:
    """Killed before the first clock lapses, started between two, killed again while they ring, started again."""
    people = await crew(real, database)
    cases = await asyncio.gather(*(case_of(people) for _ in DUE_IN))
    await asyncio.gather(*(lapsing(case, seconds) for case, seconds in zip(cases, DUE_IN, strict=True)))
    due = {(case.number, step): await due_of(case, step) for case in cases for step in STEPS}
    first, last = min(due.values()), max(due.values())
    assert datetime.now(UTC) < first, "this machine is too slow: let the clocks lapse later"
    entries = {case.number: (await case.case()).sequence for case in cases}
    await real.kill()
    await asyncio.sleep((first - datetime.now(UTC)).total_seconds() + 1)
    assert not [alert for case in cases for alert in await raised(case)], "nobody was there to ring"
    await real.start()
    await some(cases)
    await real.kill()
    await asyncio.sleep(max(0.0, (last - datetime.now(UTC)).total_seconds()))
    await real.start()
    await asyncio.gather(*(rung(case, len(STEPS)) for case in cases))
    for case in cases:
        alerts = Counter((alert.step_key, alert.rung) for alert in await raised(case))
        assert alerts == Counter({(step, 1): 1 for step in STEPS})
        assert all(alert.raised_at >= due[case.number, alert.step_key] for alert in await raised(case))
        assert (await case.case()).sequence == entries[case.number] + len(STEPS)
        await whole(case)
        assert won(await finished(case, "shelter"))


@pytest.mark.parametrize("how", ["stopped", "killed"])
async def test_two_rungs_of_each_ladder_over_several_dates_that_nobody_saw(
    real: Installation, database: Sessions, how: str
) -> None:
    """Worker, API and Temporal are away while the clocks of three cases lapse, and no caseworker is left to be told.

    Back again, each clock tells the worker's rung, finds nobody there, tells the supervisor's at once, and then waits:
    each of the two once. The API shows them, and takes the act that ends one, once.
    """
    people = await crew(real, database)
    cases = await asyncio.gather(*(case_of(people) for _ in DUE_IN[:3]))
    await asyncio.gather(*(lapsing(case, seconds) for case, seconds in zip(cases, DUE_IN, strict=False)))
    due = {(case.number, step): await due_of(case, step) for case in cases for step in STEPS}
    await leave(database, "worker", "other_worker")
    assert datetime.now(UTC) < min(due.values()), "this machine is too slow: let the clocks lapse later"
    await (real.stop() if how == "stopped" else real.kill())
    await asyncio.sleep((max(due.values()) - datetime.now(UTC)).total_seconds() + 1)
    assert not [alert for case in cases for alert in await raised(case)], "nobody was there to ring"
    await real.start()
    await asyncio.gather(*(rung(case, 2 * len(STEPS)) for case in cases))
    async with sign_in(real, database, "supervisor") as client:
        for case in cases:
            told = Counter((alert.step_key, alert.rung, alert.role) for alert in await raised(case))
            wanted = [(step, *each) for step in STEPS for each in ((1, "worker"), (2, "supervisor"))]
            assert told == Counter(wanted)
            assert all(alert.raised_at >= due[case.number, alert.step_key] for alert in await raised(case))
            await whole(case, unheard=STEPS)
            seen = Counter(each["step"] for each in (await on(client, case))["alerts"])
            assert seen == Counter(dict.fromkeys(STEPS, 2))
            await ended_once(client, case)


async def leave(database: Sessions, *people: str) -> None:
    """They are not active any more: a notice to their role reaches nobody."""
    async with database() as session:
        await session.exec(update(User).where(col(User.id).in_(people)).values(active=False))
        await session.commit()


@asynccontextmanager
async def sign_in(real: Installation, database: Sessions, who: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody at the API that was started again."""
    token, now = secrets.token_urlsafe(16), datetime.now(UTC)
    async with database() as session:
        digest = hashlib.sha256(token.encode()).hexdigest()
        over = now + timedelta(hours=1)
        session.add(SignInSession(token_hash=digest, user_id=who, csrf="-", created_at=now, expires_at=over))
        await session.commit()
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(base_url=real.pages, headers=headers, trust_env=False, timeout=30) as client:
        yield client


async def on(client: httpx2.AsyncClient, case: Play) -> dict[str, Any]:
    """The case, as the API tells it."""
    answer = await client.get(f"/api/v1/cases/{case.number}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def ended_once(client: httpx2.AsyncClient, case: Play) -> None:
    """The shelter is reported, twice with one key: recorded once, and its alerts are over."""
    row = await case.opened("shelter")
    body = {"round": row.round, "report": case.fresh(row.view["report"])}
    path = f"/api/v1/cases/{case.number}/steps/shelter/finish"
    answers = [await client.post(path, json=body, headers={"Idempotency-Key": "once"}) for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 200], [each.text for each in answers]
    assert answers[0].json() == answers[1].json()
    assert "shelter" not in {each["step"] for each in (await on(client, case))["alerts"]}
    await whole(case, unheard=STEPS)


async def due_of(case: Play, step: str) -> datetime:
    """When a step is due."""
    due = (await case.step(step)).due_at
    assert due is not None
    return due


async def some(cases: Iterable[Play]) -> None:
    """Wait until the first alert is there."""
    for _ in range(2000):
        if [alert for case in cases for alert in await raised(case)]:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nothing rang after the start")


async def rung(case: Play, wanted: int) -> None:
    """Wait until a case has its alerts, and a little longer: a second one would come now."""
    for _ in range(900):
        if len(await raised(case)) >= wanted:
            await asyncio.sleep(0.5)
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"only {len(await raised(case))} alerts of {wanted}")


async def finishing(case: Play, step: str) -> Act:
    """The act that finishes a step, done a minute ago."""
    row = await case.opened(step)
    report = case.fresh(row.view["report"])
    return "finish", messages.Finish(actor=case.actor("worker"), step=step, round=row.round, report=report)


async def finished(case: Play, step: str) -> Told:
    """A step finished, once whoever must be there is there."""
    return await asked_again(case, await finishing(case, step), f"{case.number}-{step}")


async def asked_again(case: Play, act: Act, nonce: str) -> Told:
    """The same act with the same id until somebody answers: what a page does when it is not confirmed."""
    for _ in range(30):
        told = await sent(case, *act, nonce, seconds=4)
        if not isinstance(told, NotConfirmedYet):
            return told
    raise AssertionError("never confirmed")


async def test_acts_in_flight_are_done_once(real: Installation, database: Sessions) -> None:
    """Eight acts are on their way when everything dies; each is sent again with the id of its form."""
    people = await crew(real, database)
    cases = await asyncio.gather(*(case_of(people) for _ in range(4)))
    await asyncio.gather(*(lapsing(case, 3600) for case in cases))
    acts = [(case, step, await finishing(case, step)) for case in cases for step in ("age_assessment", "guardian")]
    acknowledged = await asked_again(cases[0], await finishing(cases[0], "shelter"), "first")
    flying = [asyncio.create_task(asked_again(case, act, f"{case.number}-{step}")) for case, step, act in acts]
    await until_written(database, "age_assessment", "guardian")
    await real.kill()
    await real.start()
    receipts = await asyncio.gather(*flying)
    assert all(won(receipt) for receipt in receipts), receipts
    again = [await sent(case, *act, f"{case.number}-{step}") for case, step, act in acts]
    assert again == receipts
    for (case, step, _), receipt in zip(acts, receipts, strict=True):
        ledger = [entry for entry in await case.rows(LedgerEntry) if (entry.act, entry.step_key) == ("finished", step)]
        assert [messages.Receipt(sequence=entry.sequence) for entry in ledger] == [receipt]
        await whole(case)
    shelter = [
        each for each in await cases[0].rows(LedgerEntry) if (each.act, each.step_key) == ("finished", "shelter")
    ]
    assert [messages.Receipt(sequence=entry.sequence) for entry in shelter] == [acknowledged]


async def until_written(database: Sessions, *steps: str) -> None:
    """Wait until the first of these acts is in the record: the others are then on their way."""
    for _ in range(1000):
        async with database() as session:
            found = await session.exec(
                select(LedgerEntry).where(LedgerEntry.act == "finished").where(col(LedgerEntry.step_key).in_(steps))
            )
            if found.first():
                return
        await asyncio.sleep(0.005)
    raise AssertionError("no act arrived")
