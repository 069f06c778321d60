"""Word from a region-wide hold: only its workflow sends it, and it has no address in the API."""

from temporalio import workflow

from workflows import borders
from workflows.acting import Acting
from workflows.border_messages import BorderWord
from workflows.messages import Receipt


class BorderActs(Acting):
    """A border on the way is closed, or open again."""

    @workflow.update
    async def border_closed(self, act: BorderWord) -> Receipt:
        """A region-wide hold covers this case."""
        return await self._do(act, borders.border_closed)

    @workflow.update
    async def border_reopened(self, act: BorderWord) -> Receipt:
        """It is lifted, or covers this case no more."""
        return await self._do(act, borders.border_reopened)
