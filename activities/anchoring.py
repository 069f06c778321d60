"""An anchor of the ledgers each day, by a clock of our own: nobody has to remember."""

import asyncio
import contextlib
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from cases.anchors import Anchor, signed
from cases.repository.sealing import heads
from runtime.database import Sessions
from runtime.keys.signing import Signer

LOOK_EVERY = timedelta(minutes=10)
"""How often a worker looks whether today's is there: it may have been down at midnight."""

log = structlog.get_logger(__name__)


async def keep_anchoring(sessions: Sessions, folder: Path, signer: Signer, stop: asyncio.Event) -> None:
    """Make each day's anchor in ``folder``, until ``stop``. Any number of workers may do so: one of them makes it."""
    while not stop.is_set():
        try:
            made = await anchor_today(sessions, folder, signer, datetime.now(UTC))
        except OSError as why:  # a full disk, a share that is away: said, and tried again
            log.warning("anchor_not_kept", error=type(why).__name__)
        else:
            if made is not None:
                log.info("anchor_kept")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_EVERY.total_seconds())


async def anchor_today(sessions: Sessions, folder: Path, signer: Signer, now: datetime) -> Path | None:
    """Make the anchor of this day (UTC), if there is none. Returns its file where this call made it."""
    file = folder / f"{now:%Y-%m-%d}.json"
    if await asyncio.to_thread(file.exists):
        return None
    async with sessions() as session:
        newest = await heads(session)
    return await asyncio.to_thread(_keep, file, newest, signer, now)


def anchors_in(folder: Path) -> list[Anchor]:
    """The anchors of a folder, oldest first. Raises ValidationError for a file that is none."""
    return [Anchor.model_validate_json(each.read_text(encoding="utf-8")) for each in sorted(folder.glob("*.json"))]


def _keep(file: Path, newest: dict[str, tuple[int, str]], signer: Signer, now: datetime) -> Path | None:
    file.parent.mkdir(parents=True, exist_ok=True)
    earlier = anchors_in(file.parent)
    beside = file.with_name(f".{secrets.token_hex(8)}")
    with beside.open("x", encoding="utf-8") as out:
        out.write(signed(newest, earlier[-1] if earlier else None, signer, now).text)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(beside, file)
    except FileExistsError:  # another worker was first
        return None
    finally:
        beside.unlink()
    return file
