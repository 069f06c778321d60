"""One proposal all its way on one record: rehearsed on the command line, adopted there, and then by each running case.

What the rehearsal printed is held against what then happened, line by line: every date, every step, and the sums.
"""

import asyncio
import json
import re
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import pytest
import yaml
from temporalio.testing import WorkflowEnvironment
from typer.testing import CliRunner

from api.pages.language import speak
from cases.tables import Procedure, Step
from commands.app import app
from guidelines import library as module
from guidelines.library import FOLDER, load
from guidelines.resolve import resolve_at
from runtime.database import Sessions
from runtime.settings import settings
from tests.keys import ENVIRONMENT
from tests.workflows.acting import Play
from tests.workflows.kept import another, stations, still
from tests.workflows.law import insert, proposal, term
from tests.workflows.playing import playing
from workflows import messages

HOST = ZoneInfo("America/Mexico_City")
WEST = ZoneInfo("America/Los_Angeles")
"""Where a day begins last: what applies from a day that has come there has come everywhere."""
LAW = (term("nationality", 5), term("decision", 3), insert("hearing", "second_hearing"))
COUNTED = re.compile(r"(\d+) open and (\d+) closed cases were tried; (\d+) would be touched\.")
SUMS = re.compile(r"Would move (\d+) due dates, close (\d+) safeguards, open (\d+) steps\.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The guidelines, with a proposal among them."""
    made = Path(shutil.copytree(FOLDER, tmp_path / "guidelines", ignore=shutil.ignore_patterns("*.py", "__pycache__")))
    written = json.loads(proposal(*LAW).model_dump_json(by_alias=True, exclude_none=True, exclude_defaults=True))
    text = yaml.safe_dump(written | {"status": "proposed"}, sort_keys=False, allow_unicode=True)
    (made / "proposals" / "a_test.yaml").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
async def family(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[dict[str, Play]]:
    """Cases at points that the proposal touches, each another way, and one that it cannot touch any more."""
    kept = await stations(temporal, tmp_path_factory.mktemp("stations"))
    async with playing(temporal, database) as world:
        await world.people()
        places = {"early": "detected", "heard": "protected", "asked": "protected", "granted": "protected"}
        found = {name: await another(temporal, database, kept[place]) for name, place in places.items()}
        found["closed"] = await another(temporal, database, kept["staying"])
        for name in ("asked", "granted"):
            await found[name].finish("protection_screening")
            await found[name].finish("consular_notification")
            await found[name].opened("nationality")
        await more_time(found["granted"], "nationality")
        await found["closed"].finish("stay_arrangement", fresh=True)
        await found["closed"].finish("host_closure", fresh=True)
        await found["closed"].approve("host_closure", by="supervisor")
        today = max(play.now() for name, play in found.items() if name != "closed").isoformat()
        for name, play in found.items():
            await still(play)
            if name != "closed":  # the law changes on one day for all
                await play.until(today)
                await still(play)
        yield found


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[Any]:
    """``guidelines ...`` over this test's record and folder, at the hour of a case."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("RESGUARDO_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path / 'record.db'}")
    settings.cache_clear()

    async def run(now: datetime, *words: str) -> str:
        class Clock(datetime):
            """The cases' clock, which is ahead of ours."""

            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Self:
                """Their now."""
                moment = now.astimezone(tz)
                return cls.combine(moment.date(), moment.timetz())

        monkeypatch.setattr("commands.editions.datetime", Clock)
        asked = ["guidelines", *words, "--folder", str(folder)]
        answer = await asyncio.to_thread(CliRunner().invoke, app, asked)
        assert answer.exit_code == 0, answer.output
        return answer.output

    yield run
    settings.cache_clear()
    speak("en")


async def more_time(play: Play, step: str) -> None:
    """Twenty days more are asked for and agreed."""
    row = await play.opened(step)
    assert row.due_at is not None
    on: dict[str, Any] = {"step": step, "round": row.round}
    until = row.due_at + timedelta(days=20)
    ask = messages.AskExtension(actor=play.actor("worker"), until=until, reason="The registry is closed.", **on)
    await play.send("ask_extension", ask)
    await play.send("answer_extension", messages.AnswerExtension(actor=play.actor("supervisor"), agreed=True, **on))


async def steps(play: Play) -> dict[str, Step]:
    """Every step as it stands."""
    return {row.key: row for row in await play.rows(Step)}


def foretold(said: str, play: Play) -> list[str]:
    """The lines printed of a case."""
    _, found, rest = said.partition(f"\n{play.number} (MX -> GT)\n")
    return [line.strip() for line in rest.partition("\n\n")[0].splitlines()] if found else []


def happened(before: dict[str, Step], after: dict[str, Step], titles: dict[str, str]) -> list[str]:
    """What adopting did to a case, in the words of the rehearsal; a moved date without its reason."""
    told = []
    for key, now in after.items():
        was = before.get(key)
        if now.status == "open" and (was is None or was.status == "waiting"):
            told.append(f"{titles[key]}: it opens now.")
        elif was is None:
            told.append(f"{titles[key]}: a new step, whose turn will come.")
        elif was.due_at != now.due_at:
            told.append(f"{titles[key]}: {at(was.due_at)} → {at(now.due_at)}")
    return told


def at(moment: datetime | None) -> str:
    """As people of the host country read a moment."""
    assert moment is not None
    return f"{moment.astimezone(HOST):%-d %b %Y, %H:%M}"


async def test_what_was_rehearsed_and_adopted_is_what_each_case_then_does(
    family: dict[str, Play], command: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = max(play.now() for name, play in family.items() if name != "closed")
    before = {name: await steps(play) for name, play in family.items()}
    sequences = {name: (await play.case()).sequence for name, play in family.items()}
    said = await command(now, "rehearse", "a_test")
    assert {name: (await play.case()).sequence for name, play in family.items()} == sequences, "a rehearsal wrote"
    again = await command(now, "rehearse", "a_test")
    assert again == said
    first_day = now.astimezone(WEST).date()
    adopted = await command(now, "adopt", "a_test", "--by", "The Conference", "--from", str(first_day))
    assert f"a_test is adopted and applies from {first_day}." in adopted

    law = load(folder)  # as after starting the workers and the API again
    monkeypatch.setattr(module, "load", lambda: law)
    module.library.cache_clear()
    try:
        edition = {name: await adopt(play) for name, play in family.items() if name != "closed"}
    finally:
        monkeypatch.undo()
        module.library.cache_clear()

    after = {name: await steps(play) for name, play in family.items()}
    titles = {step["id"]: step["title"]["en"] for step in laid_out(edition["asked"])}
    told = {name: happened(before[name], after[name], titles) for name in edition}
    for name, wanted in told.items():
        lines = [line for line in foretold(said, family[name]) if "it stays due" not in line]
        assert len(lines) == len(wanted), (name, lines, wanted)
        missing = [line for line in wanted if not any(printed.startswith(line) for printed in lines)]
        assert not missing, f"{name}: {missing} happened, and {lines} was foretold"
    stays = [line for line in foretold(said, family["granted"]) if "it stays due" in line]
    kept = after["granted"]["nationality"].due_at
    assert len(stays) == 1 and f"it stays due {at(kept)}" in stays[0]
    assert kept == before["granted"]["nationality"].due_at

    lines = [line for each in told.values() for line in each]
    counted, sums = COUNTED.search(said), SUMS.search(said)
    assert counted is not None and sums is not None
    assert counted.groups() == ("4", "1", str(said.count("(MX -> GT)")))
    moved, opened = sum("→" in line for line in lines), sum("it opens now" in line for line in lines)
    assert (int(sums[1]), int(sums[3])) == (moved, opened)
    assert moved >= 1 and opened >= 2
    assert after["closed"].keys() == before["closed"].keys()


async def adopt(play: Play) -> dict[str, Any]:
    """A supervisor adopts what is in force now; the edition that the case then follows."""
    edition = resolve_at(module.library(), play.host, play.origin, play.now()).edition
    await play.send("adopt_edition", messages.AdoptEdition(actor=play.actor("supervisor"), edition=edition))
    await still(play)
    async with play.database() as session:
        row = await session.get(Procedure, (await play.case()).edition)
    assert row is not None
    return row.content


def laid_out(procedure: dict[str, Any]) -> list[dict[str, Any]]:
    """Every step of a procedure."""
    return [step for stage in procedure["stages"] for step in stage["steps"]]
