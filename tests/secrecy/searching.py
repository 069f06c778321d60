"""What is searched, and for what: every place of a world, for the marks that its record holds, or refused."""

import json
from collections.abc import Iterable, Iterator
from email.message import Message as Mail
from itertools import chain
from pathlib import Path

from cases.reports import story
from cases.tables import Case
from cases.tables.confidential import CONFIDENTIAL
from runtime.keys.wrapping import KeyFile
from tests.keys import FILE, KEYS
from tests.secrecy.hunt import Hunted, hunt
from tests.secrecy.places import Place, back_up, columns, files, mails
from tests.secrecy.planted import Planted
from tests.secrecy.world import RECORD, TEMPORAL

NOT_FILED = "overwritten by what this path files"


def under_way(folder: Path) -> list[Place]:
    """Everything as it lies now, while the case goes on: the server forgets of a closed case what it held of it."""
    return [Place(f"under way, {place.name}", place.data) for place in _everything(folder)]


async def searched(
    play: Planted, folder: Path, arrived: Iterable[Mail] = (), earlier: Iterable[Place] = (), also: Iterable[str] = ()
) -> Hunted:
    """Search all of it. ``also``: keys; what was planted and never filed is told as not planted."""
    marks, held = play.planter.marks, await deciphered(play)
    unseen = marks.keep({text for text in marks.fields if text in held} | play.not_taken)
    play.planter.left |= {field: NOT_FILED for fields in unseen.values() for field in fields}
    assert marks.also(story.BIRTH, "the child's birth date") in held
    for number, key in enumerate(also):
        marks.also(key, f"key {number}")
    for each in (RECORD, TEMPORAL):
        back_up(folder / each, folder / "backup")
    return hunt(marks, chain(earlier, _everything(folder), mails(arrived)))


async def deciphered(play: Planted) -> str:
    """All that the record holds of the case, for who has the keys."""
    held: list[str] = []
    for table, rule in CONFIDENTIAL.items():
        rows = [await play.case()] if table is Case else await play.rows(table)
        held += [json.dumps(getattr(row, name), ensure_ascii=False) for row in rows for name in rule.columns]
    return "\n".join(held)


def keys_of(number: str) -> list[str]:
    """The case's wrapped key, and the keys that wrap: they lie apart, so that no backup of the record holds them."""
    kept = json.loads(KEYS.store.get(number) or "{}")
    return [kept["key"], *_wrapping(FILE)]


def _wrapping(file: KeyFile) -> Iterator[str]:
    for line in file.path.read_text(encoding="ascii").splitlines():
        yield line.split()[1]


def _everything(folder: Path) -> Iterator[Place]:
    yield from files(folder)
    for each in (RECORD, TEMPORAL):
        yield from columns(folder / each)
