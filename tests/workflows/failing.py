"""Activities that fail: before they do anything, or after they have done it and before anybody hears of it."""

from collections import Counter
from typing import Any

from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

from activities.contract import AskClock, Judge
from cases.record import Record


def what_for(asked: Any) -> str:
    """For what an activity was asked: the act that is written, the report that is judged, the clock that is set."""
    if isinstance(asked, Record):
        return f"{asked.entry.act} {asked.entry.step or asked.entry.details.get('promise', '')}".strip()
    if isinstance(asked, Judge):
        return asked.report_name or " ".join(asked.conditions)
    return asked.step if isinstance(asked, AskClock) else type(asked).__name__


class Down(Exception):
    """What an activity raises while its database is not there."""


class Failing(Interceptor):
    """Each activity fails once for each thing it is asked for: by turns before it did its work, and after it.

    ``failed``: how often each did; ``unheard``: those that had done it, and nobody heard. ``on``: until then all goes
    well. ``forever``: this one alone fails, as long as it is set.
    """

    def __init__(self) -> None:
        self.failed: Counter[str] = Counter()
        self.unheard: set[str] = set()
        self.on = False
        self.forever: str | None = None

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        """Every activity goes through here."""
        return _Failing(next, self)


class _Failing(ActivityInboundInterceptor):
    def __init__(self, inner: ActivityInboundInterceptor, plan: Failing) -> None:
        super().__init__(inner)
        self._plan = plan

    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        """Fail once, then work."""
        if not self._plan.on:
            return await super().execute_activity(input)
        name = f"{input.fn.__name__} {what_for(input.args[0])}"
        if self._plan.forever is not None:
            return await self._one(name, input)
        if self._plan.failed[name]:
            return await super().execute_activity(input)
        self._plan.failed[name] += 1
        if len(self._plan.failed) % 2:
            raise Down(name)
        await super().execute_activity(input)
        self._plan.unheard.add(name)
        raise Down(name)

    async def _one(self, name: str, input: ExecuteActivityInput) -> Any:
        if not name.startswith(self._plan.forever or name):
            return await super().execute_activity(input)
        self._plan.failed[self._plan.forever or name] += 1
        raise Down(name)
