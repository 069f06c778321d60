"""What whoever runs the installation does on the machine is kept with the act, and read by the auditors it concerns."""

import asyncio
import os
import pwd
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession
from typer.testing import CliRunner

from api.explain.operating import DETAILS, OPERATOR_ACTS
from cases.repository.operator_acts import To, What, note_operator_act
from cases.sign_on import SignOn
from cases.tables import Agency, Case, User
from commands.app import app as command
from commands.operator import NOBODY, operator, signed_in_as
from runtime.database import engine, sessions
from runtime.settings import settings
from tests.api.conftest import Caller
from tests.api.given import NOW, World, opened
from tests.api.test_account_command import numbers
from tests.keys import ENVIRONMENT, KEYS

__all__ = ["numbers"]

ME = pwd.getpwuid(os.getuid()).pw_name
EMAIL = ("--email", "caseworker@mx.example")
NOTHING = "Nothing was done so far.\n"
ORDER = ("--by", "Juzgado 5", "--reason", "Order 1")


def ask(*words: str) -> bool:
    """Whether it was done."""
    return CliRunner().invoke(command, [*words]).exit_code == 0


def acts() -> list[str]:
    """What the list says of each, the oldest first, without its time and its place."""
    said = CliRunner().invoke(command, ["account", "acts"]).output
    lines = [] if said == NOTHING else said.splitlines()
    assert all(line.endswith(f"  by {ME}") for line in lines), lines
    return [line.split("  ")[1] for line in reversed(lines)]


async def long_closed(number: str) -> None:
    """The case came to its end."""
    made = engine(settings().database_url)
    async with sessions(made, KEYS)() as session:
        case = await session.get_one(Case, number)
        case.status, case.closed_at = "closed", NOW - timedelta(days=900)
        await session.commit()
    await made.dispose()


def test_each_act_is_kept_and_none_that_was_refused(numbers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    new = ("--email", "ana@gt.example", "--name", "Ana", "--agency", "Albergue", "--country", "GT")
    for refused in (
        ("account", "close", "--email", "nobody@mx.example"),
        ("account", "create", "--role", "caseworker", *new[:-1], "FR"),
        ("account", "create", "--role", "caseworker", *EMAIL, *new[2:]),
        ("account", "agency", "--name", "None such", "--country", "MX", "--function", "shelter"),
        ("account", "sso", "--email", "nobody@mx.example", "--ways", "off"),
        ("case", "erase", numbers[0], *ORDER, "--yes"),
        ("case", "erase", "0000-0000-0", *ORDER, "--yes"),
        ("case", "release", numbers[0], "--by", "Juzgado 5"),
        ("case", "keep", numbers[0], "--until", "2040-01-01", *ORDER),
    ):
        assert not ask(*refused), refused
    assert acts() == []


def test_each_is_told_by_its_code(numbers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    asyncio.run(long_closed(numbers[1]))
    new = ("--email", "ana@gt.example", "--name", "Ana", "--agency", "Albergue", "--country", "GT")
    for done in (
        ("account", "create", "--role", "partner", "--function", "shelter", *new),
        ("account", "agency", "--name", "Albergue", "--country", "GT", "--function", "protection", "--let-in"),
        ("account", "reset-password", *EMAIL),
        ("account", "sign-out", "--everybody"),
        ("account", "sso", *EMAIL, "--ways", "off"),
        ("account", "reset-second-factor", *EMAIL),
        ("account", "close", *EMAIL),
        ("case", "hold", numbers[0], *ORDER),
        ("case", "release", numbers[0], "--by", "Juzgado 5"),
        ("case", "keep", numbers[1], "--until", "2040-01-01", *ORDER),
        ("case", "erase", numbers[1], *ORDER, "--yes"),
        ("case", "erase", numbers[1], *ORDER, "--yes"),
    ):
        assert ask(*done), done
    assert acts() == [
        "agency_made (shelter)",
        "account_made (partner)",
        "agency_function (protection:let_in)",
        "password_given",
        "signed_out (1)",
        "sign_on_ways (off)",
        "factors_reset",
        "account_closed",
        "case_held",
        "case_released",
        "case_kept (2040-01-01)",
        "case_erased",
        "case_erased",
    ], "what was erased is erased again where that was cut off: who asks for it is kept each time"


ROOT = pwd.getpwuid(0).pw_name
DAEMON = pwd.getpwuid(1).pw_name


@pytest.mark.parametrize(
    ("runs", "came", "sudo", "said"),
    [
        (0, None, "", ROOT),
        (0, None, "maria", f"{ROOT} (maria)"),
        (0, None, ROOT, ROOT),
        (0, 1, "somebody", f"{ROOT} ({DAEMON})"),
        (0, 0, "somebody", ROOT),
        (1, 0, "", f"{DAEMON} ({ROOT})"),
        (1, None, "maria", DAEMON),
        (4_000_000, 1, "", f"uid 4000000 ({DAEMON})"),
        (4_000_000, None, "maria", "uid 4000000"),
    ],
)
def test_who_is_at_the_machine(
    monkeypatch: pytest.MonkeyPatch, runs: int, came: int | None, sudo: str, said: str
) -> None:
    """Where the kernel keeps who signed in nothing else is believed; where not, only root says who is behind it."""
    monkeypatch.setattr(os, "getuid", lambda: runs)
    monkeypatch.setattr("commands.operator.signed_in_as", lambda: came)
    monkeypatch.setenv("SUDO_USER", sudo)
    monkeypatch.setenv("USER", "somebody else")
    assert operator() == said


@pytest.mark.parametrize(("kept", "found"), [("1000", 1000), (str(NOBODY), None), ("", None), (None, None)])
def test_who_signed_in_is_read_from_the_kernel(
    monkeypatch: pytest.MonkeyPatch, kept: str | None, found: int | None
) -> None:
    def read_text(path: Path, **_: str) -> str:
        assert str(path) == "/proc/self/loginuid"
        if kept is None:
            raise FileNotFoundError
        return kept

    monkeypatch.setattr(Path, "read_text", read_text)
    assert signed_in_as() == found


async def test_an_auditor_reads_what_concerns_them(as_: Caller, people: World, session: AsyncSession) -> None:
    mine = await opened(session, people.actor("mx.caseworker"), {}, origin_takes_part=True)
    hidden = await opened(session, people.actor("mx.caseworker"), {})
    (await session.get_one(Case, hidden.number)).protected = True
    worker, other = (
        await session.get_one(User, "user-mx-caseworker"),
        await session.get_one(User, "user-other-caseworker"),
    )
    places: tuple[tuple[What, To, str], ...] = (
        ("account_made", To(user=worker), "supervisor"),
        ("account_closed", To(user=other), ""),
        ("agency_function", To(agency=await session.get_one(Agency, "agency-mx")), "shelter:let_in"),
        ("agency_function", To(agency=await session.get_one(Agency, "agency-gt")), "consulate"),
        ("case_erased", To(case=mine.number), ""),
        ("case_held", To(case=hidden.number), ""),
        ("signed_out", To(), "17"),
        ("case_held", To(case=mine.number), ""),
    )
    for what, to, detail in places:
        await note_operator_act(session, what, "maria", to, NOW, detail)
    await session.commit()
    auditor = await as_("mx.auditor")
    found = (await auditor.get("/api/v1/audit")).json()["operated"]
    assert {(each["what"], each["name"], each["case"], each["by"]) for each in found} == {
        ("account_made", worker.name, None, "maria"),
        ("agency_function", None, None, "maria"),
        ("case_erased", None, mine.number, "maria"),
        ("case_held", None, mine.number, "maria"),
        ("signed_out", None, None, "maria"),
    }
    assert len(found) == 5
    over_there = (await (await as_("gt.auditor")).get("/api/v1/audit")).json()["operated"]
    assert {each["what"] for each in over_there} == {"agency_function", "case_erased", "signed_out"}, "no court"
    page = (await auditor.get("/audit")).text
    assert "An account was made (Supervisor)" in page and hidden.number not in page
    assert "Shelter, takes part only where it is let in" in page
    assert (await (await as_("mx.caseworker")).get("/api/v1/audit")).status_code == 403


def test_every_act_and_every_detail_has_its_words() -> None:
    assert OPERATOR_ACTS.keys() == set(get_args(What))
    assert set(SignOn) <= DETAILS["sign_on_ways"].keys()
