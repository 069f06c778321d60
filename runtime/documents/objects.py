"""Where enciphered documents lie: a folder, or a bucket that speaks S3. Names are random and say nothing."""

import asyncio
import errno
import os
import shutil
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from runtime.keys.store import sync_folder
from runtime.room import NoRoom

SPARE = 16 * 1024 * 1024
"""Bytes that stay free on the disk of the folder: the record and the keys need room more than documents do."""


CLIENT: Any = {"timeout": timedelta(seconds=30), "allow_http": True}
"""For one answer of a bucket. Whether TLS is spoken its own address says: what goes there is enciphered."""

TRIES, TRYING = 2, timedelta(seconds=20)
"""How often, and how long, one that does not answer is asked again: somebody waits."""


class Unreachable(Exception):
    """The storage cannot be reached, or refuses."""


class Lost(Exception):
    """Nothing lies there under that name."""


MANY = 500
"""Names that are asked for, or taken away, in one go."""


class Lying(NamedTuple):
    """A name, and since when something lies there, by the clock of the storage."""

    name: str
    since: datetime


class Objects(Protocol):
    """Bytes by name, written once."""

    async def put(self, name: str, content: bytes) -> None:
        """Keep them: through a power cut, once this has returned. Raises Unreachable, NoRoom."""

    async def get(self, name: str) -> bytes:
        """What was kept. Raises Lost, Unreachable."""

    def lying(self) -> AsyncIterator[list[Lying]]:
        """All that lies there, some at a time. Raises Unreachable."""

    async def drop(self, names: Sequence[str]) -> None:
        """Take them away; what is gone already is gone. Raises Unreachable."""


class Stored:
    """In whatever obstore reaches. ``store`` is made when it is first needed."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    async def put(self, name: str, content: bytes) -> None:
        """Never over what lies there."""
        try:
            await obstore.put_async(self._store, name, content, mode="create")
        except (BaseError, OSError) as why:
            raise Unreachable from why

    async def get(self, name: str) -> bytes:
        """All of it."""
        try:
            return bytes(await (await obstore.get_async(self._store, name)).bytes_async())
        except FileNotFoundError as why:
            raise Lost from why
        except (BaseError, OSError) as why:
            raise Unreachable from why

    async def lying(self) -> AsyncIterator[list[Lying]]:
        """As the storage lists them: what comes while it does may be missing."""
        try:
            async for some in obstore.list(self._store, chunk_size=MANY):
                yield [Lying(each["path"], each["last_modified"]) for each in some]
        except (BaseError, OSError) as why:
            raise Unreachable from why

    async def drop(self, names: Sequence[str]) -> None:
        """A folder stops at the first that is not there, a bucket says nothing of it: then one by one."""
        try:
            await obstore.delete_async(self._store, names)
        except FileNotFoundError:
            for name in names if len(names) > 1 else ():
                await self.drop([name])
        except (BaseError, OSError) as why:
            raise Unreachable from why


class InAFolder:
    """Files of which only their owner reads; the folder is made when the first is written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    async def put(self, name: str, content: bytes) -> None:
        """Written, and on the disk. Raises NoRoom."""
        await asyncio.to_thread(self._demand_room, len(content))
        try:
            await Stored(self._store()).put(name, content)
        except Unreachable as why:
            if shutil.disk_usage(self.path).free < len(content) + SPARE:
                raise NoRoom() from why
            raise
        await asyncio.to_thread(self._sync, name)

    async def get(self, name: str) -> bytes:
        """All of it."""
        if not self.path.exists():
            raise Lost
        return await Stored(self._store()).get(name)

    async def lying(self) -> AsyncIterator[list[Lying]]:
        """Nothing, before the folder is made."""
        if self.path.exists():
            async for some in Stored(self._store()).lying():
                yield some

    async def drop(self, names: Sequence[str]) -> None:
        """Their names are gone for good once this has returned."""
        await Stored(self._store()).drop(names)
        await asyncio.to_thread(sync_folder, self.path)

    def _store(self) -> LocalStore:
        return LocalStore(self.path)

    def _demand_room(self, size: int) -> None:
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            free = shutil.disk_usage(self.path).free
        except OSError as why:
            raise NoRoom() if why.errno == errno.ENOSPC else Unreachable from why
        if free < size + SPARE:
            raise NoRoom()

    def _sync(self, name: str) -> None:
        file = os.open(self.path / name, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)
        sync_folder(self.path)


def in_memory() -> Objects:
    """For tests: gone with its process."""
    return Stored(MemoryStore())


def objects(where: str) -> Objects:
    """A folder by its path, or a bucket by its URL (``s3://bucket/prefix``; its access from the environment)."""
    if "://" not in where:
        return InAFolder(Path(where))
    return Stored(from_url(where, client_options=CLIENT, retry_config={"max_retries": TRIES, "retry_timeout": TRYING}))
