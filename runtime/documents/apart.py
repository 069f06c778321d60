"""A foreign file is opened in a process of its own: what it may break there, breaks there."""

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from runtime.documents.drawing import ACTS, TOO_MANY_PIXELS
from runtime.documents.kinds import Active

MOST_PIXELS = 64_000_000
"""Of an image: a good telephone's camera has fifty million."""

WAIT = 40.0
"""Seconds for a page, on a machine that is busy."""


AT_ONCE = 2
"""Files that are open at a time in a process of ours; the others wait for their turn."""

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class Unreadable(Exception):
    """It cannot be opened: damaged, cut off, locked with a password, or made to do harm."""


class TooWide(Exception):
    """It unfolds into more pixels than are taken."""


async def pages_of(media_type: str, content: bytes) -> int:
    """How many pages it has: it was read to its end. Raises Unreadable, TooWide, and kinds.Active."""
    return int(await _apart({"type": media_type}, content))


async def preview_of(media_type: str, content: bytes, page: int, marks: Sequence[str]) -> bytes:
    """A JPEG of one page with ``marks`` over it. Raises as ``pages_of``."""
    return await _apart({"type": media_type, "page": page, "marks": list(marks)}, content)


async def _apart(order: dict[str, Any], content: bytes) -> bytes:
    async with _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)):
        return await _opened(order, content)


async def _opened(order: dict[str, Any], content: bytes) -> bytes:
    said = json.dumps(order | {"pixels": MOST_PIXELS}).encode() + b"\n"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-m",
        "runtime.documents.drawing",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        drawn, _ = await asyncio.wait_for(process.communicate(said + content), WAIT)
    except TimeoutError:
        raise Unreadable from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    match process.returncode:
        case 0:
            return drawn
        case code if code == TOO_MANY_PIXELS:
            raise TooWide
        case code if code == ACTS:
            raise Active
    raise Unreadable
