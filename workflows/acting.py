"""How an act is taken: once the case is begun, one at a time, and every refusal typed."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from temporalio import workflow

from workflows.file import CaseFile
from workflows.journey import undo
from workflows.messages import Receipt
from workflows.refused import refusing

A = TypeVar("A")


class Acting:
    """The base of what a case's workflow accepts: each family of acts is a mixin of updates over it."""

    file: CaseFile

    async def _do(self, act: A, how: Callable[[CaseFile, A], Awaitable[Receipt]]) -> Receipt:
        await workflow.wait_condition(lambda: self.file.begun)
        async with self.file.lock:
            with refusing():
                receipt = await how(self.file, act)
                await undo(self.file)
                return receipt

    def _check(self, check: Callable[[CaseFile, Any], Any], asked: Any) -> None:
        if self.file.begun:
            with refusing():
                check(self.file, asked)
