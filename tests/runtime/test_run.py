"""`resguardo run`, as people start it: the real processes, practice cases, `kill -9`, a second start, Ctrl-C."""

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from commands.practice.accounts import PASSWORDS, kept
from commands.practice.seed import seed
from commands.practice.stories import STORIES
from tests.architecture.tree import ROOT
from tests.runtime.postgres import free_port

TOLD = ("guardian-overdue", "asked-for-protection", "stayed", "home-first-visit", "court-stay")
"""Enough of the invented cases: every kind of act, every stage. All of them would take minutes on a busy machine."""

pytestmark = pytest.mark.timeout(400)


@dataclass
class Run:
    """One `resguardo run` in a folder of its own."""

    var: Path
    environment: dict[str, str]
    address: str
    process: subprocess.Popen[str] | None = None

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return (self.var / "said").read_text(encoding="utf-8")

    def start(self) -> None:
        """Start it; its words go to a file."""
        with (self.var / "said").open("w", encoding="utf-8") as out:
            command = [sys.executable, "-m", "commands", "run"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=out, stderr=out, text=True, start_new_session=True
            )

    def until(self, words: str, within: float = 90) -> None:
        """Wait until it has said this."""
        end = time.monotonic() + within
        while words not in self.said:
            assert self.process is not None
            assert self.process.poll() is None, f"it ended early:\n{self.said}"
            assert time.monotonic() < end, f"it never said `{words}`:\n{self.said}"
            time.sleep(0.2)

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """End it, and give its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(60)

    def children(self) -> dict[str, int]:
        """Its processes: what they are, and their ids."""
        assert self.process is not None
        listing = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        named = {}
        for each in listing:
            line = Path(f"/proc/{each}/cmdline").read_bytes().split(b"\0")
            named["temporal" if b"server" in line else line[-2].decode()] = int(each)
        return named


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Started once, told some of the invented cases, and stopped at the end of the module if it still runs."""
    var = tmp_path_factory.mktemp("practice")
    (var / "practice-cases-opened").touch()
    api, temporal, pages = free_port(), free_port(), free_port()
    here = {
        "RESGUARDO_VAR": str(var),
        "RESGUARDO_API_PORT": str(api),
        "RESGUARDO_TEMPORAL_ADDRESS": f"127.0.0.1:{temporal}",
        "RESGUARDO_TEMPORAL_UI_PORT": str(pages),
    }
    mine = {name: value for name, value in os.environ.items() if not name.startswith("RESGUARDO_")}
    made = Run(var, {**mine, **here}, f"http://127.0.0.1:{api}")
    made.start()
    try:
        made.until("Ctrl-C stops everything")
        accounts = kept((var / PASSWORDS).read_text(encoding="utf-8"))
        stories = tuple(each for each in STORIES if each.name in TOLD)
        asyncio.run(seed(made.address, accounts.password, accounts.made, stories))
        yield made
    finally:
        if made.process is not None and made.process.poll() is None:
            made.stop()


@contextmanager
def sign_in(run: Run, who: str) -> Iterator[httpx2.Client]:
    """Somebody of the practice accounts, with the password that the first start wrote down."""
    password = (run.var / "practice-accounts.txt").read_text().split("Password: ")[1].split()[0]
    with httpx2.Client(base_url=run.address, timeout=30, trust_env=False) as client:
        answer = client.post("/api/v1/session", json={"email": f"{who}@resguardo.example", "password": password})
        client.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        yield client


def test_the_invented_cases_stand_where_their_stories_leave_them(run: Run) -> None:
    """In their stages; and told again, nothing more happens."""
    with sqlite3.connect(run.var / "resguardo.db") as record:
        cases = dict(record.execute("SELECT host || stage, status FROM child_case"))
        letters = record.execute(
            "SELECT count(*) FROM letter JOIN child_case ON number = case_number WHERE host = 'US'"
        ).fetchone()
        overdue = record.execute(
            "SELECT step FROM case_step WHERE status = 'open' AND due_at < datetime('now')"
        ).fetchall()
        written = record.execute("SELECT max(sequence) FROM child_case").fetchone()
    assert cases == {
        "MXprotection": "open",
        "USdecision": "open",
        "CRdecision": "closed",
        "MXreintegration": "open",
        "CRpreparation": "open",
    }
    assert letters == (0,), "a child who asked for protection: no consulate is told"
    assert ("guardian",) in overdue
    accounts = kept((run.var / PASSWORDS).read_text(encoding="utf-8"))
    stories = tuple(each for each in STORIES if each.name == "home-first-visit")
    asyncio.run(seed(run.address, accounts.password, accounts.made, stories))
    with sqlite3.connect(run.var / "resguardo.db") as record:
        assert record.execute("SELECT max(sequence) FROM child_case").fetchone() == written


def test_only_the_owner_reads_the_password(run: Run) -> None:
    """And everybody signs in with it."""
    assert (run.var / "practice-accounts.txt").stat().st_mode & 0o777 == 0o600
    for who in ("caseworker.mx", "supervisor.cr", "partner.gt", "administrator.mx"):
        with sign_in(run, who) as client:
            assert client.get("/api/v1/session").status_code == 200


def test_temporals_own_pages_answer_on_loopback(run: Run) -> None:
    """For engineers."""
    found = re.search(r"http://127\.0\.0\.1:\d+$", run.said.split("engineers:")[1].splitlines()[0])
    assert found is not None
    assert httpx2.get(found[0], trust_env=False).status_code == 200


def test_a_second_start_names_the_first(run: Run) -> None:
    """It says where the first one is, and changes nothing."""
    second = subprocess.run(
        [sys.executable, "-m", "commands", "run"],
        cwd=ROOT,
        env=run.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert f"already runs here: {run.address}" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_port_in_use_is_said(run: Run, tmp_path: Path) -> None:
    """With the setting that names another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        environment = {**run.environment, "RESGUARDO_VAR": str(tmp_path), "RESGUARDO_API_PORT": port}
        other = subprocess.run(
            [sys.executable, "-m", "commands", "run"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert other.returncode == 1
    assert f"Port {port}, for the pages, is in use" in other.stderr
    assert "RESGUARDO_API_PORT" in other.stderr


def test_kill_in_the_middle_of_an_act_loses_nothing_and_does_nothing_twice(run: Run) -> None:
    """The worker, the pages and Temporal die while an act is under way; sent again with its key, it is done once."""
    with sign_in(run, "caseworker.mx") as client:
        waiting = client.get("/api/v1/steps", params={"step": "guardian"}).json()["steps"]
        case = next(each["case"] for each in waiting if each["key"] == "guardian" and each["status"] == "open")
        step = client.get(f"/api/v1/cases/{case}/steps/guardian").json()
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60))
        report = step["example"] | {"done_at": now, "appointed_at": now, "met_child_at": None}
        body: dict[str, Any] = {"round": step["round"], "report": report}

        def act(timeout: float) -> httpx2.Response:
            path = f"/api/v1/cases/{case}/steps/guardian/finish"
            return client.post(path, json=body, headers={"Idempotency-Key": "in-the-middle"}, timeout=timeout)

        dying = run.children()
        killer = subprocess.Popen(["sh", "-c", f"sleep 0.03; kill -9 {' '.join(map(str, dying.values()))}"])
        with suppress(httpx2.TransportError):  # or it was quicker than the signal: then it stands
            act(10)
        killer.wait()
        run.until("ended by SIGKILL")
        assert set(dying) == {"temporal", "worker", "api"}
        for name in ("Temporal", "The worker", "The service of the pages"):
            run.until(f"{name} runs again")

    with sign_in(run, "caseworker.mx") as client:
        answer = act(30)
        for _ in range(30):
            if answer.status_code != 503:
                break
            time.sleep(1)
            answer = act(30)
        assert answer.status_code == 200, answer.text
        ledger = client.get(f"/api/v1/cases/{case}/ledger", params={"limit": 200}).json()["entries"]
    finished = [entry for entry in ledger if entry["step"] == "guardian" and entry["act"] == "finished"]
    assert len(finished) == 1
    assert [entry["sequence"] for entry in ledger] == list(range(1, len(ledger) + 1))


def test_stopped_and_started_again_it_goes_on(run: Run) -> None:
    """Ctrl-C ends it well and without a traceback; the cases are there again, and nothing is opened twice."""
    assert run.stop() == 0
    assert "Nothing is lost" in run.said
    assert "Traceback" not in run.said
    left = run.children() if run.process is not None and run.process.poll() is None else {}
    assert left == {}
    run.start()
    run.until("Ctrl-C stops everything")
    assert "Opening the invented cases" not in run.said
    with sqlite3.connect(run.var / "resguardo.db") as record:
        assert record.execute("SELECT count(*) FROM child_case").fetchone() == (len(TOLD),)


def test_without_its_clocks_it_does_not_start(run: Run) -> None:
    """One of the two databases is gone: said in two sentences, nothing made in its place; put back, it starts."""
    run.stop()
    for name in ("temporal.db", "resguardo.db"):
        files = [run.var / f"{name}{end}" for end in ("", "-wal", "-shm")]
        away = [(each, run.var / f"away-{each.name}") for each in files if each.exists()]
        for here, there in away:
            here.rename(there)
        refused = subprocess.run(
            [sys.executable, "-m", "commands", "run"],
            cwd=ROOT,
            env=run.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert refused.returncode == 1
        assert f"{run.var / name} is missing or empty" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert not (run.var / name).exists()
        for here, there in away:
            there.rename(here)
    run.start()
    run.until("Ctrl-C stops everything")


def test_killed_as_a_whole_it_leaves_nobody_behind(run: Run) -> None:
    """The one who watches dies by `kill -9`: its processes end by themselves, and the next start works."""
    children = run.children()
    assert run.process is not None
    run.stop(signal.SIGKILL)
    end = time.monotonic() + 30
    while any(Path(f"/proc/{pid}/cmdline").exists() and alive(pid) for pid in children.values()):
        assert time.monotonic() < end, f"still there: {children}"
        time.sleep(0.2)
    run.start()
    run.until("Ctrl-C stops everything")
    assert json.loads((run.var / "run.lock").read_text())["address"] == run.address


def alive(pid: int) -> bool:
    """Whether that process runs (a dead one that nobody has asked about does not)."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
