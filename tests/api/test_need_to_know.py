"""What each reader is given of the same case, on the page and in JSON: never more than the table names."""

from typing import Any

import httpx2
import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Function
from cases.record import Entry, Record
from cases.reports import REPORTS
from cases.repository.record import apply
from cases.tables import Agency
from guidelines.library import library
from tests.api.conftest import Caller
from tests.api.given import NOW, World, Written, opened

OPEN: dict[str, Any] = {"status": "open", "opened_at": NOW}
DONE: dict[str, Any] = {"status": "finished", "finished_at": NOW}
FILED = (
    "detection", "hearing", "protection_screening", "consular_notification", "nationality", "family_tracing",
    "risk_assessment", "best_interests_assessment", "best_interests_determination", "decision", "referral",
)  # fmt: skip
RULES = library().need_to_know

READERS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "asked": ("protection", {}, {"referral": OPEN}),
    "referred": ("protection", {}, {"acceptance": OPEN}),
    "accepted": ("protection", {}, {"acceptance": DONE}),
    "arrived": ("protection", {"custodian": "origin"}, {"acceptance": DONE}),
    "consulate": ("consulate", {}, {"acceptance": DONE}),
}
"""The function of the agency abroad, how the case stands, how its steps stand."""


async def case(session: AsyncSession, people: World, reader: str) -> Written:
    """A case that has come so far, read by such an agency."""
    function, view, steps = READERS[reader]
    agency = await session.get(Agency, people.actor("gt.caseworker").agency)
    assert agency is not None
    agency.function = function
    session.add(agency)
    return await opened(
        session,
        people.actor("mx.caseworker"),
        dict.fromkeys(FILED, DONE) | steps,
        reports=FILED,
        stage="decision",
        origin_takes_part=True,
        **view,
    )


def told(reader: str, name: str) -> Any:
    """What the table says of a report."""
    return RULES.consulate.get(name) if reader == "consulate" else RULES.receiving.until(reader).get(name)  # type: ignore[arg-type]  # a level


async def words(client: httpx2.AsyncClient, number: str, key: str) -> str:
    """What the page of a step says."""
    return (await client.get(f"/cases/{number}/steps/{key}")).text


@pytest.mark.parametrize("reader", READERS)
async def test_each_step_gives_what_the_table_names(
    reader: str, session: AsyncSession, people: World, as_: Caller, record_property: Any
) -> None:
    """And nothing besides: answer by answer, of every step that was filed."""
    made, cells = await case(session, people, reader), 0
    origin, host = await as_("gt.caseworker"), await as_("mx.caseworker")
    for key in FILED:
        address = f"/api/v1/cases/{made.number}/steps/{key}"
        everything = (await host.get(address)).json()
        whole = everything["filed"][-1]["data"]
        if reader == "consulate" and key not in RULES.consulate:
            assert (await origin.get(address)).status_code == 404
            assert (await origin.get(f"/cases/{made.number}/steps/{key}")).status_code == 404
            cells += len(whole)
            continue
        found = (await origin.get(address)).json()
        own = reader != "consulate" and everything["side"] != "host"
        answers = "all" if own else told(reader, key)
        wanted = whole if answers == "all" else {name: whole[name] for name in whole if name in (answers or ())}
        given = found["filed"][-1]["data"] if found["filed"] else {}
        assert given.keys() == wanted.keys() - set(found["filed"][-1]["left_out"] if found["filed"] else ())
        page = await words(origin, made.number, key)
        for name, value in whole.items():
            cells += 1
            if name not in wanted and isinstance(value, str) and len(value) > 30:
                assert value not in page, f"{reader}: {key}.{name}"
    record_property("cells", cells)


async def test_it_is_said_from_when_on(session: AsyncSession, people: World, as_: Caller) -> None:
    made = await case(session, people, "asked")
    origin = await as_("gt.caseworker")
    for key, told_, sentence in (
        ("hearing", "never", "What is filed here stays with the host country."),
        ("decision", "referred", "once the host country has referred the case"),
        ("best_interests_determination", "accepted", "once it has accepted the case"),
        ("best_interests_assessment", "arrived", "once the child is in its care"),
        ("detection", "part", "You read the answers that your agency needs"),
        ("family_tracing", "all", "What was filed"),
    ):
        answer = (await origin.get(f"/api/v1/cases/{made.number}/steps/{key}")).json()
        assert answer["told"] == told_
        assert sentence in await words(origin, made.number, key)


@pytest.mark.parametrize(("step", "seen"), [("hearing", False), ("consular_notification", False), (None, False)])
async def test_a_reason_somebody_typed_stays_where_it_was_typed(
    step: str | None, seen: bool, session: AsyncSession, people: World, as_: Caller
) -> None:
    """In the ledger too: why the host wanted more time for the hearing is not told abroad."""
    made = await case(session, people, "accepted")
    by = people.actor("mx.caseworker")
    entry = Entry(act="assigned", at=NOW, actor=by, step=step, details={"owner": by.user, "reason": "She cried."})
    await apply(session, Record(sequence=made.sequence + 1, entry=entry, case=made.view))
    await session.commit()
    address = f"/api/v1/cases/{made.number}/ledger"
    assert "She cried." in (await (await as_("mx.caseworker")).get(address)).text
    assert ("She cried." in (await (await as_("gt.caseworker")).get(address)).text) is seen
    for page in ("", "/story"):
        assert "She cried." not in (await (await as_("gt.caseworker")).get(f"/cases/{made.number}{page}")).text


async def test_a_reason_on_what_they_read_is_told(session: AsyncSession, people: World, as_: Caller) -> None:
    """And so is their own."""
    made = await case(session, people, "accepted")
    for number, (who, step) in enumerate((("mx.caseworker", "decision"), ("gt.caseworker", "hearing")), 1):
        by = people.actor(who)
        entry = Entry(act="assigned", at=NOW, actor=by, step=step, details={"reason": f"Because {number}."})
        await apply(session, Record(sequence=made.sequence + number, entry=entry, case=made.view))
    await session.commit()
    said = (await (await as_("gt.caseworker")).get(f"/api/v1/cases/{made.number}/ledger")).text
    assert "Because 1." in said
    assert "Because 2." in said


def test_every_function_is_known() -> None:
    """And every report that the table names exists (tests/cases/test_need_to_know.py goes through the cells)."""
    assert {function for function, *_ in READERS.values()} | {"shelter", "escort"} == set(Function)
    assert set(FILED) <= REPORTS.keys()
