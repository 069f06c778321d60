"""Several workers send one outbox at once, on both databases: each mail goes once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from activities.mail import send_waiting
from commands.migrate import upgrade
from runtime.database import Sessions, engine, sessions
from tests.activities.postbox import address, fill, kept, mail_server
from tests.keys import KEYS
from tests.runtime.postgres import postgres

WORKERS = 3
NOTICES = 12


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of each kind."""
    if request.param == "sqlite":
        made = f"sqlite+aiosqlite:///{tmp_path / 'record.db'}"
        upgrade(made)
        yield made
    else:
        with postgres() as there:
            upgrade(there)
            yield there


@pytest.fixture
async def everybody(url: str) -> AsyncIterator[list[Sessions]]:
    """Each worker with connections of its own, as in another process."""
    made = [engine(url) for _ in range(WORKERS)]
    yield [sessions(each, KEYS) for each in made]
    for each in made:
        await each.dispose()


async def test_workers_at_once_send_each_mail_once(everybody: list[Sessions]) -> None:
    await fill(everybody[0], NOTICES)
    with mail_server() as (box, ours):
        told = await asyncio.gather(*(send_waiting(each, ours) for each in everybody))
    assert box.to() == sorted(address(place) for place in range(NOTICES))
    assert sum(told) == NOTICES
    for place in range(NOTICES):
        assert (await kept(everybody[0], place)).sent_at is not None
