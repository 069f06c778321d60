"""What sign-ins under way and links rely on, on both databases: taken once, linked once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlmodel import select

from cases.repository import sign_on, sign_on_begun
from cases.repository.sign_on_begun import LIFETIME, OnTheWay
from cases.sign_in_errors import NoAccountHere, SignOnOver
from cases.sign_on import SignOn, Vouched
from cases.tables import SignOnBegun, SignOnLink
from commands.migrate import upgrade
from runtime.database import Sessions, engine, sessions
from tests.api.given import NOW, world
from tests.keys import KEYS
from tests.runtime.postgres import KINDS, empty
from tests.sign_on.conftest import EMAIL, USER

ISSUER = "https://id.example"


@pytest.fixture(params=KINDS)
async def record(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Sessions]:
    """A migrated database with accounts, of which one was opened for single sign-on."""
    with empty(request.param, tmp_path) as url:
        await asyncio.to_thread(upgrade, url)
        made = engine(url)
        opened = sessions(made, KEYS)
        async with opened() as session:
            await world(session, "-")
            assert await sign_on.mark(session, EMAIL, SignOn.ALLOWED)
            await session.commit()
        yield opened
        await made.dispose()


async def test_a_way_back_is_taken_once(record: Sessions) -> None:
    async with record() as session:
        begun = await sign_on_begun.begin(session, "/guidelines", NOW)
        (kept,) = (await session.exec(select(SignOnBegun))).all()
        assert not {begun.state, begun.browser, begun.nonce, begun.verifier} & set(kept.model_dump().values())
        assert len({begun.state, begun.browser, begun.nonce, begun.verifier}) == 4

    async def one() -> str:
        async with record() as session:
            return await sign_on_begun.take(session, begun, NOW)

    async with record() as session:
        for wrong in (OnTheWay(begun.state, "another"), OnTheWay("another", begun.browser), OnTheWay("", "")):
            with pytest.raises(SignOnOver):
                await sign_on_begun.take(session, wrong, NOW)
        with pytest.raises(SignOnOver):
            await sign_on_begun.take(session, begun, NOW + LIFETIME)
    taken = await asyncio.gather(*(one() for _ in range(5)), return_exceptions=True)
    assert [each for each in taken if isinstance(each, str)] == ["/guidelines"]
    assert sum(isinstance(each, SignOnOver) for each in taken) == 4


@pytest.mark.parametrize("second", ["person-17", "somebody-else"])
async def test_an_account_is_linked_once(record: Sessions, second: str) -> None:
    first, late = Vouched(ISSUER, "person-17", EMAIL), Vouched(ISSUER, second, EMAIL)
    async with record() as one, record() as other:
        found, found_too = await sign_on.account_of(one, first), await sign_on.account_of(other, late)
        await other.commit()
        await sign_on.link(one, found, first, NOW)
        await one.commit()
        with pytest.raises(NoAccountHere):
            await sign_on.link(other, found_too, late, NOW)
    async with record() as session:
        assert [(each.subject, each.user_id) for each in (await session.exec(select(SignOnLink))).all()] == [
            ("person-17", USER)
        ]
        again = await sign_on.account_of(session, Vouched(ISSUER, "person-17"))
        assert (again.user.id, again.linked) == (USER, True)
