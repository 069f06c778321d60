"""One process of ours: started, watched and stopped by its id."""

import asyncio
import ctypes
import os
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path

STOP_WITHIN = 15.0
"""Seconds to end by itself before it is killed."""

PR_SET_PDEATHSIG = 1
"""prctl's option (linux/prctl.h): the signal that a child gets when the one who started it dies."""


LIBC = ctypes.CDLL(None)
"""Opened here: between fork and exec, as little as possible happens."""


def ends_with_its_parent() -> None:
    """Runs in the new process. Nobody is left behind when the parent is killed; Linux only."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """A process and how it is started. ``log``: where its output goes; None: to ours. ``environment``: besides ours."""

    def __init__(
        self, name: str, command: list[str], log: Path | None = None, environment: dict[str, str] | None = None
    ) -> None:
        self.name = name
        self.command = command
        self.log = log
        self.environment = environment or {}
        self.process: Process | None = None

    async def start(self) -> None:
        """Start it, in a session of its own: the terminal's Ctrl-C is the parent's to pass on, in order."""
        if self.log is not None:
            self.log.touch(mode=0o600)  # what processes say is their owner's to read
        output = None if self.log is None else self.log.open("ab")
        try:
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **self.environment},
                start_new_session=True,
                preexec_fn=ends_with_its_parent if sys.platform == "linux" else None,
            )
        finally:
            if output is not None:
                output.close()

    async def ended(self) -> int:
        """Wait for its end: the exit code, negative when a signal ended it."""
        assert self.process is not None, "start it first"
        return await self.process.wait()

    async def stop(self) -> None:
        """Ask it to end; kill it when it does not. Nothing to do when it has ended."""
        if self.process is None or self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            async with asyncio.timeout(STOP_WITHIN):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


def how_it_ended(code: int) -> str:
    """An exit code in words."""
    if code < 0:
        return f"ended by {signal.Signals(-code).name}"
    return f"ended with code {code}"
