"""What reaches a log, and what does not."""

import json

import pytest
import structlog

from runtime.database import engine
from runtime.logs import configure


def test_only_known_keys_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that somebody passes by mistake is dropped."""
    configure()
    structlog.get_logger().warning("mail_server_not_reached", error="OSError", child_name="Luz Ejemplo")
    line = json.loads(capsys.readouterr().err)
    assert line.keys() == {"event", "level", "timestamp", "error"}
    structlog.reset_defaults()


async def test_database_errors_do_not_show_what_was_stored(tmp_path: object) -> None:
    """An engine's errors reach logs: they name the statement, never its values."""
    made = engine(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    assert made.sync_engine.hide_parameters
    await made.dispose()
