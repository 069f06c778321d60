"""The acts between cases: each an update; those that only another case sends have no address in the API."""

from temporalio import workflow

from workflows import episodes, links
from workflows.acting import Acting
from workflows.link_messages import Fellow, JoinDuplicate, Link, LinkEpisode, Separate
from workflows.messages import Receipt


class LinkActs(Acting):
    """Children of one family or group: linked, separated, stopped together. One child with two cases."""

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
        self._check(links.check_determined_since, act)

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

    @workflow.update
    async def join_duplicate(self, act: JoinDuplicate) -> Receipt:
        """This case was opened twice."""
        return await self._do(act, episodes.join_duplicate)

    @join_duplicate.validator
    def _join_duplicate(self, act: JoinDuplicate) -> None:
        self._check(episodes.check_duplicate, act)

    @workflow.update
    async def link_episode(self, act: LinkEpisode) -> Receipt:
        """An earlier case of the same child."""
        return await self._do(act, episodes.link_episode)

    @link_episode.validator
    def _link_episode(self, act: LinkEpisode) -> None:
        self._check(episodes.check_episode, act)

    @workflow.update
    async def duplicate_joined(self, act: Fellow) -> Receipt:
        """Word from another case: it was this child's too, and this one goes on."""
        return await self._do(act, episodes.duplicate_joined)

    @workflow.update
    async def episode_linked(self, act: Fellow) -> Receipt:
        """Word from another case: the child was trafficked again."""
        return await self._do(act, episodes.episode_linked)
