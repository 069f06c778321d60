"""A record from before there were keys: enciphered once, found and verified as before, on both databases."""

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, select, text
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.numbers import new
from cases.repository.enciphering import BrokenLedger, any_old, encipher_old
from cases.repository.people import actor_of
from cases.repository.sealing import breaks
from cases.repository.similar import Sought, similar
from cases.seals import seal_of
from cases.tables import Agency, Case, Child, FiledReport, LedgerEntry, LedgerSeal, Participation, User
from commands.migrate import upgrade
from runtime.database import engine, sessions
from tests.api.given import NOW, world
from tests.keys import KEYS
from tests.runtime.postgres import KINDS, empty

NAME, BORN = "Lucía Hernández", "2012-05-01"


@pytest.fixture(scope="module", params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database of each kind."""
    with empty(request.param, tmp_path_factory.mktemp("record")) as address:
        upgrade(address)
        yield address


@pytest.fixture
async def session(url: str) -> AsyncIterator[AsyncSession]:
    """The people, once a database."""
    made = engine(url)
    async with sessions(made, KEYS)() as session:
        if await session.get(Agency, "agency-mx") is None:
            await world(session, "-")
        yield session
    await made.dispose()


async def old_case(session: AsyncSession) -> str:
    """A case as a version without keys wrote it: every column in plain, the ledger sealed over that."""
    number = new()
    lines = [
        LedgerEntry(case_number=number, sequence=each, at=NOW, act="noted", details={"said": "Niña"}) for each in (1, 2)
    ]
    case = Case(
        number=number, host="MX", origin="GT", stage="detection", status="open", custodian="host", edition="e",
        workflow=f"case-{number}", sequence=2, opened_at=NOW, detected_at=NOW, view={"said": "Niña"},
    )  # fmt: skip
    report = FiledReport(
        case_number=number, sequence=1, step_key="detection", round=1, name="detection", data={"child_name": NAME},
        author="somebody", filed_at=NOW, reason="Heard anew.",
    )  # fmt: skip
    child = Child(case_number=number, kind="name", said={"name": NAME, "birth_date": BORN}, key="lusia ernandes")
    rows: list[SQLModel] = [case, report, child, *lines]
    seal = ""
    for line in lines:
        seal = seal_of(seal, line)
        rows.append(LedgerSeal(case_number=number, sequence=line.sequence, seal=seal))
    rows.append(Participation(case_number=number, agency_id="agency-mx", side="host", since=NOW, reason="opened"))
    connection = await session.connection()
    for row in rows:
        values = {name: value for name, value in row.model_dump().items() if name != "id"}
        await connection.execute(insert(type(row)).values(values))
    await session.commit()
    return number


async def test_it_reads_and_searches_as_before(session: AsyncSession) -> None:
    number = await old_case(session)
    assert await any_old(session)
    assert await encipher_old(session) >= 5
    assert not await any_old(session)
    assert await encipher_old(session) == 0
    case, user = await session.get(Case, number), await session.get(User, "user-mx-caseworker")
    agency = await session.get(Agency, "agency-mx")
    assert case and user and agency
    assert case.view == {"said": "Niña"}
    found = (await similar(session, actor_of(user, agency), Sought((NAME,)), NOW)).matches
    assert number in {match.case for match in found}
    assert not [each async for each in breaks(session, number)]
    connection = await session.connection()
    for column in ("view FROM child_case", "data FROM filed_report", "reason FROM filed_report", "said FROM child"):
        where = "number" if column.endswith("case") else "case_number"
        stands = (await connection.execute(text(f"SELECT {column} WHERE {where} = '{number}'"))).scalar_one()
        assert "rg1." in str(stands)
        assert "Niña" not in str(stands)
        assert NAME not in str(stands)


async def test_the_guards_are_up_again(session: AsyncSession) -> None:
    number = await old_case(session)
    await encipher_old(session)
    with pytest.raises(DBAPIError, match="only added to"):
        await (await session.connection()).execute(text(f"DELETE FROM ledger_entry WHERE case_number = '{number}'"))


async def test_a_broken_ledger_is_not_sealed_anew(session: AsyncSession, url: str) -> None:
    """Who changed a line before would otherwise be covered up."""
    number = await old_case(session)
    connection = await session.connection()
    if url.startswith("sqlite"):
        await connection.execute(text("DROP TRIGGER ledger_entry_update"))
    else:
        await connection.execute(text("ALTER TABLE ledger_entry DISABLE TRIGGER USER"))
    await connection.execute(text(f"UPDATE ledger_entry SET act = 'never' WHERE case_number = '{number}'"))
    await session.commit()
    with pytest.raises(BrokenLedger, match=f"{number}, line 1"):
        await encipher_old(session)
    (kept,) = (await session.exec(select(Child).where(Child.case_number == number))).all()
    assert kept.key == "lusia ernandes"
