"""The OpenAPI document against the application: no 5xx, no undocumented answer, whatever is sent, whoever sends it.

The engine is the recorder: what a workflow answers has its own tests. Everything before it is real.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlmodel import SQLModel

from api.app import create_app
from runtime.database import engine, sessions
from runtime.documents.kinds import KINDS
from runtime.documents.objects import in_memory
from runtime.documents.scanner import NoScanner
from runtime.documents.shelf import Shelf
from runtime.settings import Settings
from tests.api.borders import held
from tests.api.conftest import Recorder, given_token
from tests.api.documents import kept
from tests.api.given import NOW, alerted, exported, opened, unusual, world
from tests.api.test_access import PROPOSAL
from tests.keys import KEYS

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
APP.state.documents = Shelf(in_memory(), NoScanner(), frozenset(KINDS), mebibytes=1, only_scanned=False)

Case = schemathesis.Case[Any]

SESSION = "/api/v1/session"
"""Sent without a session: whoever signs out here would be out for all that follows."""

OPERATIONS = {
    each.label: each
    for each in (
        result.ok()  # type: ignore[union-attr]  # an operation that cannot be read raises here
        for result in schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP).get_all_operations()
    )
}
"""By method and path. Its own ``parametrize`` gives all tests one id here, and pytest-xdist then runs one of them."""

QUIETLY: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


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
    Seat("mx.auditor"),
    Seat("mx.analyst"),
    Seat("mx.supervisor", case="foreign"),
    Seat("mx.caseworker", step="no_such_step"),
)
"""Who may do most things, who may do some, who sees nothing."""

NOT_THERE = {seat for seat in SEATS if seat.case != "theirs" or seat.who.endswith(("administrator", "analyst"))}
"""For these there is no such case."""

SAYS_NOTHING = {404, 400, 415, 422}
"""What they are answered about a case: that there is none, or that what they sent cannot be read."""


@dataclass(frozen=True)
class Given:
    """The tokens by person, and the parameters of the path by what they are in a seat."""

    tokens: dict[str, str]
    cases: dict[str, str]
    alert: str
    hold: str
    reading: str
    mark: str
    document: str
    answers: dict[str, dict[Seat, set[int]]]
    """What each operation answered from each seat."""


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Given:
    """Two cases in the record: one of MX and GT, and one of an agency that the others know nothing of."""
    url = f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('contract')}/record.db"

    async def made() -> Given:
        database = engine(url)
        async with database.begin() as connection:
            await connection.run_sync(SQLModel.metadata.create_all)
        async with sessions(database, KEYS)() as session:
            people = await world(session, "-")
            steps = {key: {"status": "open"} for key in ("guardian", "acceptance", "agreement")}
            case = await opened(session, people.actor("mx.supervisor"), steps, origin_takes_part=True)
            foreign = await opened(session, people.actor("other.supervisor"), steps)
            alert = await alerted(session, case, "guardian")
            hold = await held(session, people.actor("mx.supervisor"))
            reading = await unusual(session)
            mark = await exported(session, case, people.actor("mx.supervisor"))
            document = await kept(session, APP.state.documents, case, people.users["mx.supervisor"].id)
            tokens = {seat.who: await given_token(session, people, seat.who) for seat in SEATS}
        await database.dispose()
        cases = {"theirs": case.number, "foreign": foreign.number}
        return Given(tokens, cases, alert, hold, reading, mark, document, defaultdict(lambda: defaultdict(set)))

    found = asyncio.run(made())
    APP.state.sessions = sessions(engine(url), KEYS)
    return found


@pytest.mark.parametrize("label", OPERATIONS)
def test_what_the_document_allows(label: str, given: Given) -> None:
    """Generated as it says, sent by who may do most things; the last of them from every other seat, too."""
    tried: list[Case] = []

    @hypothesis.given(made=OPERATIONS[label].as_strategy())
    @settings(max_examples=2, **QUIETLY)
    def sent(made: Case) -> None:
        tried.append(made)
        send(made, SEATS[0], given)

    sent()
    for seat in SEATS[1:] if tried[-1].path != SESSION else ():
        send(tried[-1], seat, given)


@pytest.mark.parametrize("label", [label for label, each in OPERATIONS.items() if each.body])
def test_what_the_document_forbids(label: str, given: Given) -> None:
    """Generated as it must not be, and sent by who may do most things."""

    @hypothesis.given(made=OPERATIONS[label].as_strategy(GenerationMode.NEGATIVE))
    @settings(max_examples=3, **QUIETLY)
    def sent(made: Case) -> None:
        send(made, SEATS[0], given)

    sent()


def send(made: Case, seat: Seat, given: Given) -> None:
    """Send it, and look at what comes back."""
    known = {
        "case": given.cases[seat.case],
        "other": given.cases[seat.case],
        "step": seat.step,
        "agency": "agency-other",
        "alert": given.alert,
        "document": given.document,
        "hold": given.hold if seat.case == "theirs" else "no_such_hold",
        "reading": given.reading if seat.case == "theirs" else "0",
        "mark": given.mark if seat.case == "theirs" else "0" * 16,
        "proposal": PROPOSAL if seat.case == "theirs" else "no_such_proposal",
    }
    made.path_parameters.update({name: known[name] for name in made.path_parameters})
    signed = {} if made.path == SESSION else {"Authorization": f"Bearer {given.tokens[seat.who]}"}
    response = made.call(headers=signed)
    given.answers[made.operation.label][seat].add(response.status_code)
    made.validate_response(response, checks=CHECKS)
    if "{case}" in made.path and seat in NOT_THERE:
        assert response.status_code in SAYS_NOTHING, f"{seat} learns of a case that is not theirs"


def test_refusals_were_among_the_answers(given: Given) -> None:
    """The last test of this file: what is refused to some was sent, and answered as the document says."""
    assert set(given.answers) == set(OPERATIONS), "run this file whole"
    about_a_case = {label: told for label, told in given.answers.items() if "{case}" in label}
    told_nothing = [label for label, told in about_a_case.items() if any(404 in told[seat] for seat in NOT_THERE)]
    assert len(told_nothing) > len(about_a_case) / 2, f"too few operations answered 404: {told_nothing}"
    refused = [label for label, told in given.answers.items() if any(403 in codes for codes in told.values())]
    assert len(refused) > len(about_a_case) / 2, f"too few operations answered 403: {refused}"
