"""The case that is carried with payloads, its pages read after each act; and an engine that answers nobody else."""

from datetime import timedelta
from typing import Any

from temporalio.service import RPCError, RPCStatusCode

from cases.errors import NotConfirmedYet
from cases.tables import Step
from tests.api.conftest import Recorder
from tests.script.reader import Reader
from tests.secrecy.planted import Planted
from workflows.messages import Receipt


class Silent(Recorder):
    """An engine that takes every act and answers nothing: each form comes back with what was typed."""

    async def send(self, workflow_id: str, update: str, message: Any, update_id: str | None = None) -> Receipt:
        """Take it."""
        self.reached.append((workflow_id, update, message, update_id))
        raise NotConfirmedYet()

    async def open_case(self, opened: Any, update_id: str) -> Receipt:
        """Take it."""
        return await self.send("opened", "opened", opened, update_id)

    async def hold_region(self, held: Any) -> Receipt:
        """Take it."""
        return await self.send("held", "held", held)

    @property
    def unkeepable(self) -> list[str]:
        """What reached a workflow though no database keeps it: there it would be tried for ever."""
        return [
            f"{update} with {message}"
            for _, update, message, _ in self.reached
            if "\\u0000" in message.model_dump_json()
        ]


class Carried(Planted):
    """Whatever waits for somebody stands on a page for so long only: the case is read after each act, by turns."""

    readers: list[Reader]

    def __init__(self, *world: Any) -> None:
        super().__init__(*world)
        self._acts = 0
        self._read: set[tuple[str, int, str, bool]] = set()

    async def send(self, update: str, message: Any) -> Receipt:
        """An act, and the pages."""
        receipt = await super().send(update, message)
        await self._what_follows()
        self._acts += 1
        reader, case = self.readers[self._acts % len(self.readers)], f"/cases/{self.number}"
        await reader.read((case, "/work", "/board", f"{case}/handover", "/waiting")[self._acts % 5])
        for step in await self.rows(Step):
            now = (step.key, step.round, step.status, step.extension_asked)
            if step.status in ("open", "submitted") and now not in self._read:
                self._read.add(now)
                waits = step.status == "submitted" or step.extension_asked
                for each in self.readers if waits else (reader, self.readers[0]):
                    if await each.read(f"{case}/steps/{step.key}") and not waits:
                        break
        return receipt

    async def _what_follows(self) -> None:
        """Wait for what an act opens: a step that opens a moment later is read before somebody finishes it."""
        try:
            for _ in range(2):
                await self.handle.execute_update("opened", result_type=Receipt, rpc_timeout=timedelta(seconds=20))
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            # The workflow has ended with this act: nothing follows.
