"""``resguardo account``: whoever leaves is out at once, and what they leave open is said."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select
from typer.testing import CliRunner

from cases.repository import second_factor
from cases.tables import AccountChange, Agency, Notice, SignInSession, SignOnLink, User
from commands.app import app
from commands.leaving import CannotRun
from commands.migrate import upgrade
from runtime.database import engine, sessions
from runtime.settings import settings
from tests.api.conftest import given_token
from tests.api.given import NOW, opened, world
from tests.keys import KEYS

WORKER = "user-mx-caseworker"


@pytest.fixture
def numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """In the first case the caseworker owns three steps, of which one is done; in the second, one; both came in."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'record.db'}"
    monkeypatch.setenv("RESGUARDO_DATABASE_URL", url)
    settings.cache_clear()
    upgrade(url)

    async def written() -> list[str]:
        made = engine(url)
        async with sessions(made, KEYS)() as session:
            people = await world(session, "-")
            mine = {"owner": WORKER}
            first = {
                "guardian": mine | {"status": "open"},
                "hearing": mine | {"status": "submitted"},
                "shelter": mine | {"status": "finished"},
                "privacy_plan": {"owner": "user-mx-supervisor", "status": "open"},
            }
            cases = [
                await opened(session, people.actor("mx.caseworker"), steps)
                for steps in (first, {"guardian": mine | {"status": "open"}}, {})
            ]
            for name in ("mx.caseworker", "mx.supervisor"):
                await given_token(session, people, name, NOW)
        await made.dispose()
        return [case.number for case in cases]

    yield asyncio.run(written())
    settings.cache_clear()


def close(email: str) -> str:
    answer = CliRunner().invoke(app, ["account", "close", "--email", email])
    return answer.output if answer.exit_code == 0 else str(answer.exception)


async def kept() -> tuple[bool, set[str]]:
    made = engine(settings().database_url)
    async with sessions(made, KEYS)() as session:
        user = await session.get(User, WORKER)
        signed_in = set((await session.exec(select(SignInSession.user_id))).all())
    await made.dispose()
    assert user is not None
    return user.active, signed_in


async def told() -> list[tuple[str, str]]:
    """Who was told of which change of their account."""
    made = engine(settings().database_url)
    async with sessions(made)() as session:
        changes = {each.id: each.what for each in (await session.exec(select(AccountChange))).all()}
        notices = (await session.exec(select(Notice).where(Notice.kind == "account_changed"))).all()
    await made.dispose()
    return [(each.recipient, changes[each.id]) for each in notices]


def test_who_leaves_is_out_at_once_and_their_open_steps_are_counted(numbers: list[str]) -> None:
    said = close(" Caseworker@MX.example")
    assert asyncio.run(kept()) == (False, {"user-mx-supervisor"})
    assert "They own open steps: 3." in said
    lines = dict(line.split() for line in said.splitlines() if line.startswith("  "))
    assert lines == {numbers[0]: "2", numbers[1]: "1"}
    assert "guardian" not in said and "@" not in said, "numbers only"
    assert asyncio.run(told()) == [(WORKER, "closed")]


def test_who_owns_nothing_leaves_nothing(numbers: list[str]) -> None:
    assert close("partner@gt.example") == "The account is closed, and its sessions are over.\n"


def test_a_lost_telephone_is_answered_by_the_operator(numbers: list[str]) -> None:
    async def begun(user: str) -> bool:
        made = engine(settings().database_url)
        async with sessions(made, KEYS)() as session:
            if user:
                await second_factor.begin(session, user)
            found = await second_factor.pending(session, WORKER)
        await made.dispose()
        return found is not None

    assert asyncio.run(begun(WORKER))
    answer = CliRunner().invoke(app, ["account", "reset-second-factor", "--email", "caseworker@mx.example"])
    assert answer.exit_code == 0, answer.output
    assert not asyncio.run(begun(""))
    assert asyncio.run(told()) == [(WORKER, "factors_reset")]


def test_a_forgotten_password_is_answered_by_the_operator(numbers: list[str]) -> None:
    """A first one, which ends by itself; sessions end, the second factor stays."""

    async def given() -> tuple[bool, str | None]:
        made = engine(settings().database_url)
        async with sessions(made, KEYS)() as session:
            user = await session.get_one(User, WORKER)
            waits = await second_factor.pending(session, WORKER)
        await made.dispose()
        return user.password_given_until is not None, waits

    async def begun() -> None:
        made = engine(settings().database_url)
        async with sessions(made, KEYS)() as session:
            await second_factor.begin(session, WORKER)
        await made.dispose()

    asyncio.run(begun())
    answer = CliRunner().invoke(app, ["account", "reset-password", "--email", "Caseworker@mx.example"])
    assert "First password: " in answer.output, answer.output
    was_given, waits = asyncio.run(given())
    assert was_given and waits
    assert asyncio.run(kept()) == (True, {"user-mx-supervisor"})
    nobody = CliRunner().invoke(app, ["account", "reset-password", "--email", "nobody@mx.example"])
    assert "There is no account" in str(nobody.exception)


def test_sessions_are_ended_by_the_operator(numbers: list[str]) -> None:
    def end(*whose: str) -> str:
        answer = CliRunner().invoke(app, ["account", "sign-out", *whose])
        return answer.output if answer.exit_code == 0 else str(answer.exception)

    assert "Say whose sessions end" in end()
    assert "Say whose sessions end" in end("--email", "caseworker@mx.example", "--everybody")
    assert "There is no account" in end("--email", "nobody@mx.example")
    assert end("--email", "caseworker@mx.example") == "Sessions ended: 1.\n"
    assert end("--email", "caseworker@mx.example") == "Sessions ended: 0.\n"
    assert asyncio.run(told()) == [(WORKER, "signed_out")], "once: the second time there was nothing to end"
    assert asyncio.run(kept()) == (True, {"user-mx-supervisor"})
    assert end("--everybody") == "Sessions ended: 1.\n"
    assert asyncio.run(kept()) == (True, set())
    assert asyncio.run(told()) == [(WORKER, "signed_out"), ("user-mx-supervisor", "signed_out")]


def test_nobody_is_closed_by_mistake(numbers: list[str]) -> None:
    assert "There is no account" in close("nobody@mx.example")
    assert asyncio.run(kept())[0]


def test_an_agency_becomes_a_consulate(numbers: list[str]) -> None:
    """And one that is not there is said to be missing."""

    def function() -> str:
        async def ask() -> str:
            made = engine(settings().database_url)
            async with sessions(made)() as session:
                agency = await session.get_one(Agency, "agency-mx")
            await made.dispose()
            return agency.function

        return asyncio.run(ask())

    said = ["account", "agency", "--name", "Agencia mx", "--function", "consulate"]
    assert function() == "protection"
    assert CliRunner().invoke(app, [*said, "--country", "mx"]).exit_code == 0
    assert function() == "consulate"
    assert "no agency of that name in GT" in str(CliRunner().invoke(app, [*said, "--country", "gt"]).exception)


def sso(*arguments: str) -> str:
    answer = CliRunner().invoke(app, ["account", "sso", *arguments])
    return answer.output if answer.exit_code == 0 else str(answer.exception)


def test_who_signs_in_through_the_ministry_is_said_here(numbers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each time their sessions end, and the link is given up: the next sign-in makes it anew."""

    async def ways() -> tuple[str, set[str], bool]:
        made = engine(settings().database_url)
        async with sessions(made, KEYS)() as session:
            user = await session.get_one(User, WORKER)
            signed_in = set((await session.exec(select(SignInSession.user_id))).all())
            linked = bool((await session.exec(select(SignOnLink))).all())
            session.add(SignOnLink(issuer="https://id.example", subject="person-17", user_id=WORKER, linked_at=NOW))
            await session.commit()
        await made.dispose()
        return user.single_sign_on, signed_in, linked

    assert "not set up" in sso("--email", "caseworker@mx.example", "--ways", "only")
    for name, value in (("ISSUER", "https://id.example"), ("CLIENT_ID", "resguardo"), ("CLIENT_SECRET", "s")):
        monkeypatch.setenv(f"RESGUARDO_OIDC_{name}", value)
    monkeypatch.setenv("RESGUARDO_PUBLIC_ADDRESS", "https://resguardo.example")
    settings.cache_clear()
    assert "allowed" in sso("--email", " Caseworker@MX.example")
    assert asyncio.run(ways()) == ("allowed", {"user-mx-supervisor"}, False)
    assert "alone" in sso("--email", "caseworker@mx.example", "--ways", "only")
    assert asyncio.run(ways()) == ("only", {"user-mx-supervisor"}, False)
    assert "off" in sso("--email", "caseworker@mx.example", "--ways", "off")
    assert asyncio.run(ways()) == ("off", {"user-mx-supervisor"}, False)
    assert sso("--email", "nobody@mx.example") == "There is no account with that e-mail address."
    assert asyncio.run(told()) == [(WORKER, "sign_on_ways")] * 3


def test_an_analyst_has_an_account_and_no_post(numbers: list[str]) -> None:
    """Whom a ladder tells, it tells the number of a case."""

    def create(email: str, *more: str) -> str:
        said = ["account", "create", "--email", email, "--name", "Irma Ejemplo", "--agency", "Agencia mx"]
        answer = CliRunner().invoke(app, [*said, "--country", "mx", "--role", "analyst", *more])
        return answer.output if answer.exit_code == 0 else str(answer.exception)

    async def roles() -> set[tuple[str, str]]:
        made = engine(settings().database_url)
        async with sessions(made)() as session:
            found = (await session.exec(select(User.email, User.role).where(User.name == "Irma Ejemplo"))).all()
        await made.dispose()
        return set(found)

    assert "leave the post out" in create("with.post@mx.example", "--post", "foreign_ministry")
    assert "The account is made." in create("irma@mx.example")
    assert asyncio.run(roles()) == {("irma@mx.example", "analyst")}


@pytest.mark.parametrize("asked", ["account reset-password --email a@b.example", "documents clear --look"])
def test_without_a_record_it_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    """Also where nothing would have to be looked up: an empty storage, say."""
    monkeypatch.setenv("RESGUARDO_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'nothing.db'}")
    monkeypatch.setenv("RESGUARDO_DOCUMENT_STORAGE", str(tmp_path / "documents"))
    settings.cache_clear()
    answer = CliRunner().invoke(app, asked.split())
    settings.cache_clear()
    assert isinstance(answer.exception, CannotRun) and "RESGUARDO_DATABASE_URL" in str(answer.exception)
