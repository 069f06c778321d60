"""Each day the engine starts the look at what is kept no longer: one schedule, whoever makes it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from temporalio.testing import WorkflowEnvironment

from cases.tables import OpeningKey
from runtime.database import Sessions
from runtime.documents.objects import in_memory
from runtime.schedules import keep_schedule
from tests.api.given import world
from tests.keys import keys_of_this_test
from tests.workflows.acting import TRIES
from workflows.names import OF_ALL, RETENTION
from workflows.retention import Retention
from workflows.worker import worker_for_all


async def test_it_runs_by_itself_and_only_once_at_a_time(
    temporal: WorkflowEnvironment, database: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made twice it is one; triggered, it throws away what is old."""
    keys_of_this_test(monkeypatch)
    client = temporal.client
    async with database() as session:
        people = await world(session, "-")
        old = datetime.now(UTC) - timedelta(days=200)
        user = people.users["mx.caseworker"].id
        session.add(OpeningKey(user_id=user, key="k", case_number="x", body_hash="x", created_at=old))
        await session.commit()
    async with worker_for_all(client, database, in_memory()):
        for _ in range(2):
            await keep_schedule(client, RETENTION, Retention.__name__, OF_ALL, timedelta(days=1))
        schedule = client.get_schedule_handle(RETENTION)
        try:
            await schedule.trigger()
            for _ in range(TRIES):
                async with database() as session:
                    if not (await session.exec(select(OpeningKey))).all():
                        break
                await asyncio.sleep(0.02)
            else:
                raise AssertionError("nothing was thrown away")
            made = [each.id async for each in await client.list_schedules() if each.id == RETENTION]
            assert made == [RETENTION]
        finally:
            await schedule.delete()
