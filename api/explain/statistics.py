"""Tables of counts, in words."""

from api.explain.law import cited
from api.pages.countries import country
from api.pages.language import catalogue
from api.pages.words import OUTCOMES
from api.schemas.statistics import RowCounted, StatisticsShown, SumCounted, TableCounted
from cases.endings import endings
from cases.names import fold
from cases.repository.statistics import Counted, Kind
from cases.repository.telling_counts import Told
from guidelines.library import library


def statistics_shown(told: Told, of_country: str, language: str) -> StatisticsShown:
    """What an analyst of this country is told."""
    rules = library()
    return StatisticsShown(
        country=of_country,
        least=told.least,
        nearest=told.nearest,
        counted_at=told.at,
        opened_before=told.opened_before,
        tables=[_shown(each, language) for each in told.tables],
        cited=cited(rules.statistics.cite, rules, language),
    )


def _shown(each: Counted, language: str) -> TableCounted:
    words = _words(each.kind, language)
    order = list(words)
    codes = sorted(each.table.rows, key=lambda of: order.index(of) if of in words else len(order))
    return TableCounted(
        kind=each.kind,
        side=each.side,
        year=each.year,
        rows=[RowCounted(of=of, words=words.get(of, of), about=each.table.rows[of]) for of in codes],
        all=SumCounted(at_least=each.table.all.lowest, at_most=each.table.all.highest),
    )


def _words(kind: Kind, language: str) -> dict[str, str]:
    """What the rows of a table are called, in their order."""
    if kind == "opened":
        named = {code: country(code) for code in library().countries}
        return dict(sorted(named.items(), key=lambda each: fold(each[1])))
    if kind == "open":
        return {each.stage: each.title.in_(language) for each in library().stages}
    return {code: catalogue(language).gettext(OUTCOMES[code]) for code in endings(library())}
