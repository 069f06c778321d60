"""The OpenAPI document against the application: no 5xx, no undocumented answer, whatever is sent, whoever sends it.

The engine is the recorder: what a workflow answers has its own tests. Everything before it is real.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
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
from cases import numbers
from runtime.database import engine, sessions
from runtime.settings import Settings
from tests.api.conftest import Recorder, given_token
from tests.api.given import NOW, alerted, opened, world
from tests.api.test_access import PROPOSAL

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


@dataclass(frozen=True)
class Seat:
    """Who sends it, of which case and step."""

    who: str
    case: str = "theirs"
    step: str = "guardian"


SEATS = (
    Seat("mx.supervisor"),
    Seat("mx.caseworker", step="acceptance"),
    Seat("gt.partner", step="agreement"),
    Seat("mx.administrator"),
    Seat("mx.supervisor", case="foreign"),
    Seat("mx.supervisor", case="unknown"),
    Seat("mx.caseworker", step="no_such_step"),
)
"""Every generated request is sent from each: who may do most things, who may do some, who sees nothing."""

NOT_THERE = {seat for seat in SEATS if seat.case != "theirs" or seat.who.endswith("administrator")}
"""For these there is no such case, so that what is about a case answers 404, or 422 to what nobody can read."""


@dataclass(frozen=True)
class Given:
    """The tokens by person, and the parameters of the path by what they are in a seat."""

    tokens: dict[str, str]
    cases: dict[str, str]
    alert: str
    answers: dict[str, dict[Seat, set[int]]]
    """What each operation answered from each seat."""


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Given]:
    """Two cases in the record: one of MX and GT, and one of an agency that the others know nothing of."""
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('contract')}/record.db"

    async def made() -> Given:
        database = engine(url)
        async with database.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        async with sessions(database)() as session:
            people = await world(session, "-")
            steps = {key: {"status": "open"} for key in ("guardian", "acceptance", "agreement")}
            case = await opened(session, people.actor("mx.supervisor"), steps, origin_takes_part=True)
            foreign = await opened(session, people.actor("other.supervisor"), steps)
            alert = await alerted(session, case, "guardian")
            tokens = {seat.who: await given_token(session, people, seat.who) for seat in SEATS}
        await database.dispose()
        cases = {"theirs": case.number, "foreign": foreign.number, "unknown": numbers.new()}
        return Given(tokens, cases, alert, defaultdict(lambda: defaultdict(set)))

    found = asyncio.run(made())
    APP.state.sessions = sessions(engine(url))
    yield found
    wrong = {
        (operation, seat): codes
        for operation, of_seats in found.answers.items()
        for seat, codes in of_seats.items()
        if "{case}" in operation and seat in NOT_THERE and not codes <= {404, 422, 400, 415}
    }
    assert not wrong, f"somebody learns of a case that is not theirs: {wrong}"


@schema.parametrize()
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_document_tells_the_truth(case: schemathesis.Case[Any], given: Given) -> None:
    told = given.answers[f"{case.method} {case.path}"]
    for seat in SEATS:
        known = {
            "case": given.cases[seat.case],
            "other": given.cases[seat.case],
            "step": seat.step,
            "alert": given.alert,
            "proposal": PROPOSAL if seat.case == "theirs" else "no_such_proposal",
        }
        case.path_parameters.update({name: known[name] for name in case.path_parameters})
        signed = {} if case.path == "/api/v1/session" else {"Authorization": f"Bearer {given.tokens[seat.who]}"}
        response = case.call(headers=signed)
        told[seat].add(response.status_code)
        case.validate_response(response, checks=CHECKS)


def test_refusals_were_among_the_answers(given: Given) -> None:
    """The last test of this file: what is refused to some was sent, and answered as the document says."""
    assert given.answers, "run this file whole"
    about_a_case = {name: told for name, told in given.answers.items() if "{case}" in name}
    for name, told in about_a_case.items():
        assert any(404 in told[seat] for seat in NOT_THERE), f"{name} never answered 404: {dict(told)}"
    refused = [name for name, told in given.answers.items() if any(403 in codes for codes in told.values())]
    assert len(refused) > len(about_a_case) / 2, f"too few operations answered 403: {refused}"
