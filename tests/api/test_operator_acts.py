"""What whoever runs the installation does on the machine is kept with the act, and read by the auditors it concerns."""

import os
import pwd
from typing import get_args

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession
from typer.testing import CliRunner

from api.explain.operating import DETAILS, OPERATOR_ACTS
from cases.repository.operator_acts import To, What, note_operator_act
from cases.sign_on import SignOn
from cases.tables import Agency, Case, User
from commands.app import app as command
from commands.operator import operator
from tests.api.conftest import Caller
from tests.api.given import NOW, World, opened
from tests.api.test_account_command import numbers
from tests.keys import ENVIRONMENT

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
    ]


@pytest.mark.parametrize(
    ("behind", "said"),
    [("", "root"), ("maria", "root (maria)"), ("root", "root")],
    ids=["root", "sudo", "root by sudo"],
)
def test_root_is_named_with_who_is_behind(monkeypatch: pytest.MonkeyPatch, behind: str, said: str) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 0)
    monkeypatch.setenv("SUDO_USER", behind)
    monkeypatch.setenv("USER", "somebody else")
    assert operator() == said


def test_who_is_not_root_cannot_say_that_they_are_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    monkeypatch.setenv("SUDO_USER", "maria")
    assert operator() == "uid 4000000", "a container's account has no name"


async def test_an_auditor_reads_what_concerns_them(as_: Caller, people: World, session: AsyncSession) -> None:
    mine = await opened(session, people.actor("mx.caseworker"), {})
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
        ("signed_out", None, None, "maria"),
    }
    assert len(found) == 4
    page = (await auditor.get("/audit")).text
    assert "An account was made (Supervisor)" in page and hidden.number not in page
    assert "Shelter, takes part only where it is let in" in page
    assert (await (await as_("mx.caseworker")).get("/api/v1/audit")).status_code == 403


def test_every_act_and_every_detail_has_its_words() -> None:
    assert OPERATOR_ACTS.keys() == set(get_args(What))
    assert set(SignOn) <= DETAILS["sign_on_ways"].keys()
