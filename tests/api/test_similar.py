"""Search before opening: it finds what sounds alike, gives reasons, and tells nothing of another agency's case."""

from datetime import date

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.blind import paper_key
from cases.repository.similar import Sought, judged, similar
from cases.tables import Child
from tests.api.conftest import Caller, Recorder
from tests.api.given import NOW, World, example, opened
from tests.keys import KEYS

LUZ = example("detection")
NAME, BORN = LUZ["child_name"], date.fromisoformat(LUZ["birth_date"])


async def test_the_same_child_is_found_and_shown(session: AsyncSession, people: World) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {})
    found = (await similar(session, people.actor("mx.supervisor"), Sought((NAME,), BORN), NOW)).matches
    assert [(match.case, match.score) for match in found] == [(made.number, 1.0)]
    assert found[0].because == ("same_birth_date", "sounds_the_same")


async def test_another_agencys_case_has_no_number(session: AsyncSession, people: World) -> None:
    await opened(session, people.actor("mx.caseworker"), {})
    found = (await similar(session, people.actor("other.caseworker"), Sought((NAME,), BORN), NOW)).matches
    assert [(match.case, match.score, match.because) for match in found] == [(None, 0.0, ("elsewhere",))]


async def test_nobody_sought_is_found_nowhere(session: AsyncSession, people: World) -> None:
    await opened(session, people.actor("mx.caseworker"), {})
    actor = people.actor("mx.caseworker")
    assert (await similar(session, actor, Sought(("Pedro Páramo",), date(2001, 1, 1)), NOW)).matches == []
    assert (await similar(session, actor, Sought(()), NOW)).matches == []


def child(name: str, born: date | None = None) -> Child:
    return Child(case_number="x", kind="name", said={"name": name, "birth_date": born and born.isoformat()}, key="")


DAY = date(2012, 5, 1)
PAPER = Child(case_number="x", kind="paper", said={"number": "A-12 34"}, key="")


@pytest.mark.parametrize(
    ("kept", "sought", "because"),
    [
        (child("José Núñez"), Sought(("Jose Nuñes",)), {"sounds_the_same"}),
        (child("Wendy Cruz"), Sought(("Güendi Cruz",)), {"sounds_the_same"}),
        (child("María López García"), Sought(("María López",)), {"looks_alike"}),
        (child("Ana López"), Sought(("Ana Pérez",)), set()),
        (child("Ana Sofía López", DAY), Sought(("Ana Lopez",), DAY), {"looks_alike", "same_birth_date"}),
        (child("Ana López", DAY), Sought(("Ana López",), date(2011, 1, 1)), {"sounds_the_same"}),
        (PAPER, Sought((), None, ("a12-34",)), {"same_paper"}),
    ],
)
def test_what_makes_two_children_worth_a_look(kept: Child, sought: Sought, because: set[str]) -> None:
    score, reasons = judged(kept, sought)
    assert reasons >= because
    assert bool(reasons) == bool(because)
    assert (score > 0) == bool(because)


def test_the_number_of_a_paper_is_compared_without_its_marks() -> None:
    assert paper_key(KEYS, " A-12.34 ñ ") == paper_key(KEYS, "a1234N")


async def test_it_asks_once_and_takes_an_answer(
    as_: Caller, session: AsyncSession, people: World, engine: Recorder
) -> None:
    made = await opened(session, people.actor("mx.caseworker"), {})
    client = await as_("mx.caseworker")
    body = {"host": "MX", "origin": "GT", "report": LUZ}
    refused = await client.post("/api/v1/cases", json=body)
    assert refused.status_code == 409
    assert refused.json()["details"]["matches"][0]["case"] == made.number
    assert engine.reached == []
    confirmed = await client.post("/api/v1/cases", json=body | {"confirmed_new": True})
    assert confirmed.status_code == 201
    assert engine.reached[0][0] == f"case-{confirmed.json()['number']}"
