"""The places where something may lie: every file of a world, every column of its databases, every mail; and backups."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from email.message import Message as Mail
from pathlib import Path
from typing import NamedTuple

BESIDE = ("", "-wal", "-shm")
"""What a SQLite database is made of while somebody writes to it."""


class Place(NamedTuple):
    """Bytes, and where they lie."""

    name: str
    data: bytes


def back_up(database: Path, folder: Path) -> None:
    """A database in both ways of docs/operations.md: copied by SQLite itself, and file by file."""
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", (str(folder / f"vacuumed-{database.name}"),))
    for each in BESIDE:
        shutil.copyfile(f"{database}{each}", folder / f"copied-{database.name}{each}")


def files(folder: Path) -> Iterator[Place]:
    """Every file, as it lies there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield Place(str(path.relative_to(folder)), path.read_bytes())


def columns(database: Path) -> Iterator[Place]:
    """Every column of every table, row after row: whole, where a file has it in pieces on several pages."""
    with closing(sqlite3.connect(database)) as connection:
        connection.text_factory = bytes
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            rows = connection.execute(f'SELECT * FROM "{table.decode()}"')
            values = list(zip(*rows, strict=True))
            for (name, *_), column in zip(rows.description, values, strict=False):
                data = b"\n".join(each if isinstance(each, bytes) else str(each).encode() for each in column)
                yield Place(f"{database.name}: {table.decode()}.{name}", data)


def mails(arrived: Iterable[Mail]) -> Iterator[Place]:
    """Each mail as it came, and what it says."""
    for number, mail in enumerate(arrived, 1):
        said = mail.get_payload(decode=True)
        yield Place(f"mail {number}", mail.as_bytes() + b"\n" + (said if isinstance(said, bytes) else b""))
