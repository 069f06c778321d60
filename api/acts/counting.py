"""An analyst reads how many cases there are."""

from api.acts.acting import Acting
from api.explain.statistics import statistics_shown
from api.pages.language import spoken
from api.schemas.statistics import StatisticsShown
from cases.repository.telling_counts import tell
from guidelines.library import library


async def counts(acting: Acting) -> StatisticsShown:
    """The tables of the analyst's country. Raises NotAllowed."""
    told = await tell(acting.session, acting.actor, acting.now, library())
    return statistics_shown(told, acting.actor.country, spoken())
