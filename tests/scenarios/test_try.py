"""Temporary."""
import pytest
from sqlmodel import SQLModel
from runtime.database import engine, sessions
from tests.scenarios.late import LATE, Late
from tests.scenarios.world import World
from tests.workflows.playing import playing


@pytest.mark.parametrize("tale", LATE[-4:], ids=lambda t: t.name)
async def test_tale(tale, temporal, tmp_path):
    made = engine(f"sqlite+aiosqlite:///{tmp_path / 'record.db'}")
    async with made.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    async with playing(temporal, sessions(made), tale.host, tale.origin):
        found = await Late(World(temporal, sessions(made), tale.host, tale.origin), tale).play()
    for k, s in found.items():
        print(k, s.alerts, s.status, s.row.due_at)
    await made.dispose()
