"""What an analyst reads: rounded counts of their country's cases, and no case."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import ANALYSTS
from cases.actor import Role
from cases.endings import DUPLICATE, endings
from cases.errors import NotAllowed
from cases.repository.scope import counted
from cases.repository.statistics import counted_until, statistics
from cases.repository.telling_counts import Told, keep, tell
from cases.tables import Case, CountsTold, Participation, SignInSession
from guidelines.library import library
from tests.api.conftest import Caller
from tests.api.given import NOW, World, opened

ADDRESS = "/api/v1/statistics"
BEFORE = NOW - timedelta(days=45)
LAST_YEAR = NOW - timedelta(days=360)


async def given(session: AsyncSession, people: World, count: int, at: datetime = BEFORE, **case: Any) -> list[str]:
    """So many cases of MX and GT, of which GT was told unless ``case`` says otherwise."""
    by, told = people.actor("mx.caseworker"), {"origin_takes_part": True} | case
    return [(await opened(session, by, {}, at=at, **told)).number for _ in range(count)]


async def tables(as_: Caller, who: str = "mx.analyst") -> dict[tuple[Any, ...], dict[str, Any]]:
    """What is told, by kind, side and year."""
    answer = await (await as_(who)).get(ADDRESS)
    assert answer.status_code == 200, answer.text
    return {(each["kind"], each["side"], each["year"]): each for each in answer.json()["tables"]}


async def next_month(session: AsyncSession) -> None:
    """What was told is told no more (here there are no triggers)."""
    await session.exec(delete(CountsTold))
    await session.commit()


def row(table: dict[str, Any], of: str) -> int | None:
    (found,) = [each for each in table["rows"] if each["of"] == of]
    about: int | None = found["about"]
    return about


async def test_of_an_empty_record_every_row_is_there_and_none_is_told(as_: Caller, people: World) -> None:
    found = await tables(as_)
    assert {(kind, side) for kind, side, _ in found} == {
        (kind, side) for kind in ("opened", "open", "closed") for side in ("host", "origin")
    }
    assert {year for kind, _, year in found if kind == "opened"} == {2024, 2025, 2026}
    for table in found.values():
        assert {each["about"] for each in table["rows"]} == {None}
        assert table["all"] == {"at_least": 0, "at_most": 4}


@pytest.mark.parametrize(("count", "about"), [(4, None), (5, 5), (7, 5), (8, 10)])
async def test_a_count_is_rounded_and_a_small_one_not_told(
    as_: Caller, session: AsyncSession, people: World, count: int, about: int | None
) -> None:
    await given(session, people, count)
    for who, side, other in (("mx.analyst", "host", "GT"), ("gt.analyst", "origin", "MX")):
        found = await tables(as_, who)
        assert row(found["opened", side, 2026], other) == about
        assert row(found["open", side, None], "protection") == about
        assert row(found["closed", side, None], "stable") is None


async def test_years_of_opening_and_of_last_month_nothing_is_told_yet(
    as_: Caller, session: AsyncSession, people: World
) -> None:
    await given(session, people, 5, LAST_YEAR)
    await given(session, people, 8)
    await given(session, people, 12, NOW - timedelta(days=35))
    await given(session, people, 1, NOW - timedelta(days=1))
    found = await tables(as_)
    assert [row(found["opened", "host", year], "GT") for year in (2024, 2025, 2026)] == [None, 5, 10]
    assert row(found["open", "host", None], "protection") == 25


@pytest.mark.parametrize(
    ("now", "until"), [("2026-12-10", "2026-11-01"), ("2027-01-01", "2026-12-01"), ("2027-02-28", "2027-01-01")]
)
def test_until_when_cases_are_counted(now: str, until: str) -> None:
    at = datetime.fromisoformat(f"{now}T00:00:00+00:00")
    assert counted_until(at) == datetime.fromisoformat(f"{until}T00:00:00+00:00")


async def test_ends_and_cases_that_were_opened_twice(as_: Caller, session: AsyncSession, people: World) -> None:
    await given(session, people, 6, status="closed", closing="stay_arranged")
    await given(session, people, 9, status="closed", closing=DUPLICATE)
    found = (await tables(as_))["closed", "host", None]
    assert row(found, "stay_arranged") == 5
    assert DUPLICATE not in {each["of"] for each in found["rows"]}
    assert found["all"]["at_most"] < 15


async def test_an_erased_case_still_counts(as_: Caller, session: AsyncSession, people: World) -> None:
    numbers = await given(session, people, 5, status="closed", closing="stable")
    erased = update(Case).where(col(Case.number).in_(numbers)).values(erased_at=NOW)
    await session.exec(erased)
    await session.commit()
    assert row((await tables(as_))["closed", "host", None], "stable") == 5


async def test_of_whom_the_country_of_origin_is_told_nothing_no_number_tells(
    as_: Caller, session: AsyncSession, people: World
) -> None:
    await given(session, people, 7, origin_takes_part=False)
    await given(session, people, 5)
    assert row((await tables(as_))["open", "host", None], "protection") == 10
    assert row((await tables(as_, "gt.analyst"))["open", "origin", None], "protection") == 5
    for each in (await session.exec(select(Participation).where(Participation.side == "origin"))).all():
        each.until = NOW - timedelta(hours=1)
        session.add(each)
    await next_month(session)
    found = await tables(as_, "gt.analyst")
    assert row(found["open", "origin", None], "protection") is None
    assert row(found["opened", "origin", 2026], "MX") is None


async def test_a_month_is_told_once(
    as_: Caller, session: AsyncSession, people: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fifth case comes: an analyst who looks each day would have seen which day, and that there had been four."""
    await given(session, people, 4)
    before = await (await as_("mx.analyst")).get(ADDRESS)
    await given(session, people, 1)
    assert (await (await as_("other.analyst")).get(ADDRESS)).json() == before.json()
    (kept,) = (await session.exec(select(CountsTold))).all()
    assert (kept.country, kept.month, kept.at) == ("MX", "2026-12", NOW)
    monkeypatch.setattr("tests.api.conftest.NOW", NOW + timedelta(days=22))
    session_ends = update(SignInSession).values(expires_at=NOW + timedelta(days=40), seen_at=NOW + timedelta(days=22))
    await session.exec(session_ends)
    await session.commit()
    after = await (await as_("mx.analyst")).get(ADDRESS)
    assert after.json()["counted_at"] == "2027-01-01T15:00:00Z"
    found = {(each["kind"], each["side"], each["year"]): each for each in after.json()["tables"]}
    assert row(found["opened", "host", 2026], "GT") == 5


async def test_who_asks_in_the_same_instant_is_told_the_same(session: AsyncSession, people: World) -> None:
    actor = people.actor("mx.analyst")
    first = await tell(session, actor, NOW, library())
    await given(session, people, 8)
    again = Told(NOW, NOW, 5, 5, await statistics(session, actor, NOW, library()))
    await keep(session, ("MX", "2026-12"), again)
    assert await tell(session, actor, NOW, library()) == first != again


async def test_nothing_is_counted_for_whoever_is_no_analyst(session: AsyncSession, people: World) -> None:
    for role in set(Role) - ANALYSTS:
        with pytest.raises(NotAllowed):
            await tell(session, people.actor(f"mx.{role.value}"), NOW, library())
    assert not (await session.exec(select(CountsTold))).all()


async def test_other_countries_cases_are_not_counted(as_: Caller, session: AsyncSession, people: World) -> None:
    await given(session, people, 9)
    assert all(table["all"]["at_most"] == 4 for table in (await tables(as_, "us.analyst")).values())
    assert row((await tables(as_, "other.analyst"))["open", "host", None], "protection") == 10, "another of MX"
    assert (await tables(as_, "gt.analyst"))["open", "host", None]["all"]["at_most"] == 4


async def test_the_true_number_is_nowhere_in_the_answer(as_: Caller, session: AsyncSession, people: World) -> None:
    await given(session, people, 14)
    said = await (await as_("mx.analyst")).get(ADDRESS)
    assert 14 not in _numbers(json.loads(said.text))
    page = (await (await as_("mx.analyst")).get("/statistics")).text
    assert "14" not in page.partition("<main")[2].partition("</main>")[0]
    assert ">15<" in page
    assert "Our default" in page


def _numbers(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [found for each in value.values() for found in _numbers(each)]
    if isinstance(value, list):
        return [found for each in value for found in _numbers(each)]
    return [value] if isinstance(value, int) else []


async def test_an_analyst_knows_of_no_case_and_has_one_page(as_: Caller, session: AsyncSession, people: World) -> None:
    (number,) = await given(session, people, 1)
    analyst = await as_("mx.analyst")
    for tail in ("", "/ledger", "/readers", "/steps/guardian"):
        there = await analyst.get(f"/api/v1/cases/{number}{tail}")
        nowhere = await analyst.get(f"/api/v1/cases/0000-0000-0{tail}")
        assert there.status_code == nowhere.status_code == 404
        assert there.json() == nowhere.json()
    first = await analyst.get("/")
    assert (first.status_code, first.headers["location"]) == (303, "/statistics")
    page = (await analyst.get("/statistics")).text
    menu = page.partition("<nav")[2].partition("</nav>")[0]
    assert menu.count("<a ") == 1
    assert number not in page


async def test_whoever_is_no_analyst_is_counted_nothing(session: AsyncSession, people: World) -> None:
    """The page refuses them; the query would give them nothing either."""
    await given(session, people, 9)
    for role in set(Role) - ANALYSTS:
        actor = people.actor(f"mx.{role.value}")
        for each in await statistics(session, actor, NOW, library()):
            assert set(each.table.rows.values()) == {None}
        for side in ("host", "origin"):
            assert not (await session.exec(select(Case).where(counted(actor, side, NOW)))).all()


async def test_a_refusal_is_a_problem(as_: Caller, people: World, stranger: Any) -> None:
    refused = await (await as_("mx.supervisor")).get(ADDRESS)
    assert (refused.status_code, refused.headers["content-type"]) == (403, "application/problem+json")
    assert (await stranger.get(ADDRESS)).status_code == 401


def test_every_end_that_a_case_can_have_has_a_row() -> None:
    found = endings(library())
    assert {each.closes for each in library().interruptions if each.closes} <= set(found)
    assert {"stable", "stay_arranged", "lost", "deceased", "new_episode"} <= set(found)
    assert DUPLICATE not in found
