"""Passwords, hashed with Argon2 off the event loop: each hash takes about 0.2 s and 64 MiB."""

import asyncio
from functools import cache

from pwdlib import PasswordHash

AT_ONCE = 2
"""Hashes that run at the same time: 128 MiB, and the rest of the service keeps answering."""


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("the password of nobody")


_doors: dict[asyncio.AbstractEventLoop, asyncio.Semaphore] = {}


def _door() -> asyncio.Semaphore:
    loop = asyncio.get_running_loop()
    for gone in [each for each in _doors if each.is_closed()]:
        del _doors[gone]
    return _doors.setdefault(loop, asyncio.Semaphore(AT_ONCE))


async def hashed(password: str) -> str:
    """The hash to keep."""
    async with _door():
        return await asyncio.to_thread(_hasher().hash, password)


async def fits(password: str, kept: str | None) -> tuple[bool, str | None]:
    """Whether ``password`` belongs to the ``kept`` hash, and a better hash to keep where the parameters grew.

    ``kept`` None (no such account) costs the same work and is never true.
    """
    async with _door():
        good, better = await asyncio.to_thread(_verify, password, kept)
    return good and kept is not None, better if kept is not None else None


def _verify(password: str, kept: str | None) -> tuple[bool, str | None]:
    return _hasher().verify_and_update(password, kept or _nobodys_hash())
