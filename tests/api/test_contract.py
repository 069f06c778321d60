"""The OpenAPI document against the application: no 5xx, no undocumented answer, whatever is sent.

The engine is the recorder: what a workflow answers has its own tests. Everything before it is real.
"""

import asyncio
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlmodel import SQLModel

from api.app import create_app
from runtime.database import engine, sessions
from runtime.settings import Settings
from tests.api.conftest import Recorder, given_token
from tests.api.given import NOW, opened, world

CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


APP = create_app(
    Settings(mode="practice", secure_cookies=False),
    sessions=None,  # type: ignore[arg-type]  # the fixture makes them before the first request
    client=None,  # type: ignore[arg-type]  # only the engine uses it, and a Recorder stands there
    clock=lambda: NOW,
)
APP.state.engine = Recorder()

schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The token of a supervisor who may do most things, and the number of the one case in the record."""
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('contract')}/record.db"

    async def made() -> tuple[str, str]:
        database = engine(url)
        async with database.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        async with sessions(database)() as session:
            people = await world(session, "-")
            case = await opened(session, people.actor("mx.supervisor"), {"guardian": {"status": "open"}})
            token = await given_token(session, people, "mx.supervisor")
        await database.dispose()
        return token, case.number

    found = asyncio.run(made())
    APP.state.sessions = sessions(engine(url))
    return found


@schema.parametrize()
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_document_tells_the_truth(case: schemathesis.Case[Any], given: tuple[str, str]) -> None:
    token, number = given
    if "case" in case.path_parameters:
        case.path_parameters["case"] = number
    if "step" in case.path_parameters:
        case.path_parameters["step"] = "guardian"
    signed = {} if case.path == "/api/v1/session" else {"Authorization": f"Bearer {token}"}
    response = case.call(headers=signed)
    case.validate_response(response, checks=CHECKS)
