"""Nothing that was typed into a case can be read where its files lie: hunted byte by byte, and shown to be hunted."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from activities.mail import send_waiting
from runtime.database import Sessions, engine, sessions
from runtime.payloads import data_converter
from tests.activities.postbox import mail_server
from tests.keys import DATA_CONVERTER, FILE, KEYS
from tests.secrecy.desk import STEP, at_the_desk
from tests.secrecy.forms import FORMS, HASHED, digests
from tests.secrecy.marks import Marks
from tests.secrecy.needles import Needles
from tests.secrecy.planted import Planted, begin, decide, leave_a_draft, travel
from tests.secrecy.planting import Planter
from tests.secrecy.readable import PlainKeys
from tests.secrecy.searching import keys_of, searched, under_way
from tests.secrecy.stumbling import stumble
from tests.secrecy.world import HOST, ORIGIN, RECORD, installation, only_the_server, skipping
from tests.workflows import path
from tests.workflows.playing import crew
from workflows.names import case_of

Note = Callable[[str, object], None]

READABLE = (
    "record.db",
    "record.db: child.said",
    "record.db: draft.data",
    "record.db: filed_report.data",
    "record.db: ledger_entry.details",
    "temporal.db",
    "temporal.db: history_node.data",
    "backup/copied-record.db",
    "backup/copied-temporal.db",
    "backup/vacuumed-record.db",
    "backup/vacuumed-temporal.db",
)
"""Where a case lies open to everybody whose keys hide nothing; a file may have it in what is written beside it."""

pytestmark = pytest.mark.timeout(170)


async def test_nothing_readable_lies_at_rest(database: Sessions, tmp_path: Path, record_property: Note) -> None:
    """One case from detection to closure; then every byte of every file, of both backups, and of every mail."""
    with mail_server() as (box, mail):
        async with installation(tmp_path, mail) as made:
            await made.start()
            play = Planted(Planter(), await skipping(made, DATA_CONVERTER), database, HOST, ORIGIN)
            await play.open()
            await play.opened(STEP)
            await at_the_desk(play, made, database)
            await stumble(play, tmp_path, STEP)
            await leave_a_draft(play)
            await begin(play)
            await decide(play)
            earlier = under_way(tmp_path)
            await travel(play)
            await path.visited(play)
            assert (await play.case()).status == "closed"
            while await send_waiting(database, mail):
                pass
            assert box.mails
            found = await searched(play, tmp_path, box.mails, earlier, keys_of(play.number))
    assert any(place.startswith("documents/") for place in found.places), "a document lies there, and was searched"
    for name, count in found.counts.items():
        record_property(name, count)
    record_property("not_planted", play.planter.not_planted)
    assert not found.found, found.told


@asynccontextmanager
async def open_to_all(empty: Path, folder: Path) -> AsyncIterator[Sessions]:
    """A record in a file, whose keys hide nothing."""
    made = engine(f"sqlite+aiosqlite:///{shutil.copyfile(empty, folder / RECORD)}")
    yield sessions(made, PlainKeys(KEYS.store, FILE))
    await made.dispose()


async def test_the_same_hunt_finds_what_is_not_enciphered(empty: Path, tmp_path: Path, record_property: Note) -> None:
    """The first stages with encryption switched off: each mark is found, in SQL, in Temporal, and in their backups."""
    converter = data_converter(PlainKeys(KEYS.store, FILE), case_of)
    async with installation(tmp_path) as made, open_to_all(empty, tmp_path) as database:
        await only_the_server(made)
        play = Planted(Planter(), await skipping(made, converter), database, HOST, ORIGIN)
        async with crew(play.environment, database, (HOST, ORIGIN)):
            await play.open()
            await leave_a_draft(play)
            await begin(play)
            found = await searched(play, tmp_path)
    record_property("readable", len(found.found))
    read = {place.removesuffix("-wal") for place in found.found}
    assert read >= set(READABLE), f"nothing was found in {set(READABLE) - read}"
    seen = {needle.text for needles in found.found.values() for needle in needles if needle.form == "UTF-8"}
    assert seen == set(found.marks.fields), "some were not found, though nothing hid them"


def test_every_form_is_found() -> None:
    """One mark with accents, in each form that a file may hold it in."""
    marks = Marks()
    text = next(text for text in iter(lambda: marks.new("a field"), "") if "ñ" in text)
    needles = Needles([text, marks.telephone("another")])
    for form, write in {**FORMS, HASHED: digests}.items():
        for written in write(text):
            assert form in {each.form for each in needles.found_in(b"\0before " + written + b" after")}, form
