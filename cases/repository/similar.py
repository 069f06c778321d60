"""Search before opening: may this child already have a case? It scores and gives reasons; it never merges.

Of a case that the asking person may not read, nothing is said but that there is one (no number, no country); of a
protected one not even that: whom the names keep out would only have to type the child's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from cases.names import alike, key
from cases.repository.blind import born_key, paper, paper_key, words
from cases.repository.scope import within
from cases.tables import Case, Child
from cases.tables.ciphering import keys_of

Because = Literal["sounds_the_same", "looks_alike", "same_birth_date", "same_paper", "elsewhere"]

ALIKE = 0.92
"""Ana López and Ana Pérez score 0.91, and are two children; María López and María López García 0.92."""
ALIKE_WITH_BIRTH_DATE = 0.75
"""With the same birth date, a name may differ more: another spelling, a second surname left out."""
MOST_CANDIDATES = 2000
"""Rows looked at; a sounded word shared by more than this says nothing."""


@dataclass(frozen=True)
class Sought:
    """Who is looked for: every name and alias, the birth date, the numbers of the papers shown."""

    names: tuple[str, ...]
    birth_date: date | None = None
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """A case that may be the same child's. ``case`` None: there is one that this person may not read."""

    case: str | None
    score: float
    because: tuple[Because, ...]


@dataclass(frozen=True)
class Found:
    """What is told (``matches``), and of how many cases: the searcher's ``own``, and ``others``, never told to them."""

    matches: list[Match]
    own: int
    others: int


async def similar(session: AsyncSession, actor: Actor, sought: Sought, now: datetime) -> Found:
    """The cases that may be the same child's, the likeliest first; last, that there are others elsewhere."""
    best: dict[str, tuple[bool, float, set[Because]]] = {}
    for child, readable in await _candidates(session, actor, sought, now):
        score, because = judged(child, sought)
        if because:
            _, before, reasons = best.get(child.case_number, (readable, 0.0, set()))
            best[child.case_number] = (readable, max(before, score), reasons | because)
    shown = [
        Match(number, round(score, 2), tuple(sorted(because)))
        for number, (readable, score, because) in best.items()
        if readable
    ]
    shown.sort(key=lambda match: (-match.score, match.case or ""))
    others = len(best) - len(shown)
    told = [*shown, Match(None, 0.0, ("elsewhere",))] if others else shown
    return Found(told, len(shown), others)


def judged(child: Child, sought: Sought) -> tuple[float, set[Because]]:
    """How much one kept name or paper is like what is sought, and why; no reason: not worth a look."""
    if child.kind == "paper":
        same = paper(child.said["number"]) in {paper(number) for number in sought.papers if number}
        return (1.0, {"same_paper"}) if same else (0.0, set())
    name, day = child.said["name"], child.said["birth_date"]
    near = max((alike(name, each) for each in sought.names), default=0.0)
    sounds = key(name) in {key(each) for each in sought.names}
    same_day = sought.birth_date is not None and day == sought.birth_date.isoformat()
    if not (sounds or near >= ALIKE or (same_day and near >= ALIKE_WITH_BIRTH_DATE)):
        return 0.0, set()
    because: set[Because] = {"sounds_the_same" if sounds else "looks_alike"}
    return (near + same_day) / 2 if sought.birth_date and day else near * 0.9, because | (
        {"same_birth_date"} if same_day else set()
    )


async def _candidates(
    session: AsyncSession, actor: Actor, sought: Sought, now: datetime
) -> Iterable[tuple[Child, bool]]:
    keys = keys_of(session)
    sounded = {word for name in sought.names for word in words(keys, name)}
    papers = [paper_key(keys, number) for number in sought.papers if number]
    named = [col(Child.key).contains(word) for word in sorted(sounded)]
    asked = [and_(col(Child.kind) == "name", each) for each in named]
    if papers:
        asked.append(and_(col(Child.kind) == "paper", col(Child.key).in_(papers)))
    if sought.birth_date is not None:
        asked.append(and_(col(Child.kind) == "name", col(Child.born) == born_key(keys, sought.birth_date.isoformat())))
    if not asked:
        return []
    readable = within(actor, col(Child.case_number), now)
    found = await session.exec(
        select(Child, readable)
        .join(Case, col(Case.number) == Child.case_number)
        .where(or_(*asked), or_(~col(Case.protected), readable))
        .order_by(col(Child.id).desc())
        .limit(MOST_CANDIDATES)
    )
    return [(child, bool(readable)) for child, readable in found.all()]
