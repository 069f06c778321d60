"""An analyst reads how many cases there are."""

from api.acts.acting import Acting
from api.explain.statistics import statistics_shown
from api.pages.language import spoken
from api.schemas.statistics import StatisticsShown
from cases.access import may_read_statistics
from cases.errors import NotAllowed


async def counts(acting: Acting) -> StatisticsShown:
    """The tables of the analyst's country. Raises NotAllowed."""
    if not may_read_statistics(acting.actor):
        raise NotAllowed(act="statistics", whose="analyst")
    return await statistics_shown(acting.session, acting.actor, acting.now, spoken())
