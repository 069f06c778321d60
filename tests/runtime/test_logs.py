"""What reaches a log, and what does not."""

import ast
import json

import pytest
import structlog

from cases.repository.clearing import Cleared
from runtime.database import engine
from runtime.logs import KEYS
from tests.architecture.tree import ROOT
from tests.logs import written_as_by_a_process


def test_only_known_keys_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    """A name that somebody passes by mistake is dropped."""
    with written_as_by_a_process():
        structlog.get_logger().warning("mail_server_not_reached", error="OSError", child_name="Luz Ejemplo")
    line = json.loads(capsys.readouterr().err)
    assert line.keys() == {"event", "level", "timestamp", "error"}


def test_no_line_of_ours_loses_a_word() -> None:
    """Every word that we pass by its name is one that may be written."""
    passed = {
        (path.name, word.arg)
        for folder in ("activities", "api", "cases", "commands", "runtime", "workflows")
        for path in (ROOT / folder).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("log.")
        for word in call.keywords
        if word.arg
    }
    assert {each for each in passed if each[1] not in KEYS} == set()
    assert Cleared.model_fields.keys() - KEYS == {"away"}


async def test_database_errors_do_not_show_what_was_stored(tmp_path: object) -> None:
    """An engine's errors reach logs: they name the statement, never its values."""
    made = engine(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    assert made.sync_engine.hide_parameters
    await made.dispose()
