"""Tables of counts, in words."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.law import cited
from api.pages.countries import country
from api.pages.language import catalogue
from api.pages.words import OUTCOMES
from api.schemas.statistics import RowCounted, StatisticsShown, SumCounted, TableCounted
from cases.actor import Actor
from cases.repository.statistics import Counted, Kind, counted_until, statistics
from guidelines.library import library


async def statistics_shown(session: AsyncSession, actor: Actor, now: datetime, language: str) -> StatisticsShown:
    """What this analyst may read."""
    rules = library()
    return StatisticsShown(
        country=actor.country,
        least=rules.statistics.least,
        nearest=rules.statistics.nearest,
        opened_before=counted_until(now),
        tables=[_shown(each, language) for each in await statistics(session, actor, now, rules)],
        cited=cited(rules.statistics.cite, rules, language),
    )


def _shown(each: Counted, language: str) -> TableCounted:
    words = _words(each.kind, language)
    rows = [RowCounted(of=of, words=words.get(of, of), about=about) for of, about in each.table.rows.items()]
    return TableCounted(
        kind=each.kind,
        side=each.side,
        year=each.year,
        rows=rows,
        all=SumCounted(at_least=each.table.all.lowest, at_most=each.table.all.highest),
    )


def _words(kind: Kind, language: str) -> dict[str, str]:
    if kind == "opened":
        return {code: country(code) for code in library().countries}
    if kind == "open":
        return {each.stage: each.title.in_(language) for each in library().stages}
    return {code: catalogue(language).gettext(words) for code, words in OUTCOMES.items()}
