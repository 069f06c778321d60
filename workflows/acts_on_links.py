"""The acts between cases: each an update; those that only another case sends have no address in the API."""

from temporalio import workflow

from workflows import links
from workflows.acting import Acting
from workflows.messages import Fellow, Link, Receipt, Separate


class LinkActs(Acting):
    """Children of one family or group: linked, separated, stopped together."""

    @workflow.update
    async def link(self, act: Link) -> Receipt:
        """Another case belongs to this one."""
        return await self._do(act, links.link)

    @link.validator
    def _link(self, act: Link) -> None:
        self._check(links.check_link, act)

    @workflow.update
    async def separate(self, act: Separate) -> Receipt:
        """A determination says that this child does not travel with the other."""
        return await self._do(act, links.separate)

    @separate.validator
    def _separate(self, act: Separate) -> None:
        self._check(links.check_separate, act)

    @workflow.update
    async def linked(self, act: Link) -> Receipt:
        """Word from another case: it belongs to this one."""
        return await self._do(act, links.linked)

    @workflow.update
    async def separated(self, act: Fellow) -> Receipt:
        """Word from another case: the children part."""
        return await self._do(act, links.separated)

    @workflow.update
    async def fellow_stopped(self, act: Fellow) -> Receipt:
        """Word from another case: its journey was broken off."""
        return await self._do(act, links.fellow_stopped)
