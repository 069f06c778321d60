"""A proposal tried on every case of the record: what adopting it would change in each. Nothing is written."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.adoption import Effect
from cases.repository.adopting import adoption_of
from cases.tables import Case
from guidelines.enacted import as_adopted
from guidelines.library import Library
from guidelines.procedure import Procedure
from guidelines.proposal import Proposal
from guidelines.refusal import GuidelineRefused
from guidelines.resolve import resolve

COUNTED = ("moved", "closes", "opens", "awaits", "ended", "stands")
"""What is added up over the open cases."""


@dataclass
class Rehearsal:
    """What a proposal would do. ``effects``: of the cases it would change, by number; ``refused``: no rules result.

    ``rules``: what each of these cases would follow, by its number.
    """

    open_cases: int = 0
    closed_cases: int = 0
    effects: list[Effect] = field(default_factory=list)
    rules: dict[str, Procedure] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    @property
    def totals(self) -> dict[str, int]:
        """How many due dates it would move, safeguards it would close, steps it would open ..., over all cases."""
        added = {name: sum(len(getattr(each, name)) for each in self.effects) for name in COUNTED}
        return added | {
            "late_now": sum(moved.late for each in self.effects for moved in each.moved),
            "past": sum(len(each.past) for each in self.effects),
            "past_late": sum(len(each.late) for each in self.effects),
        }


async def rehearse(session: AsyncSession, library: Library, proposal: Proposal, now: datetime) -> Rehearsal:
    """Try ``proposal`` as of ``now``, or of its first day where that is still to come.

    Each case is compared with the edition that it follows. Of a closed one it is told what would have been.
    """
    adopted, found = as_adopted(library, proposal), Rehearsal()
    by_pair: dict[tuple[str, str], Procedure | None] = {}
    for row in (await session.exec(select(Case).where(col(Case.erased_at).is_(None)).order_by(col(Case.number)))).all():
        pair = (row.host, row.origin)
        if pair not in by_pair:
            by_pair[pair] = _resolved(found, adopted, pair, _day(library, row.host, proposal, now))
        new = by_pair[pair]
        closed = row.status == "closed"
        found.closed_cases += closed
        found.open_cases += not closed
        if new is None:
            continue
        rules, effect = await adoption_of(session, row, new, now)
        if effect.old != effect.new and (effect.past if closed else any(effect.counts.values())):
            found.effects.append(effect)
            found.rules[row.number] = rules
    return found


def _day(library: Library, host: str, proposal: Proposal, now: datetime) -> date:
    today = now.astimezone(ZoneInfo(library.countries[host].time_zone)).date()
    return max(today, proposal.applies_from)


def _resolved(found: Rehearsal, adopted: Library, pair: tuple[str, str], day: date) -> Procedure | None:
    try:
        return resolve(adopted, *pair, day)
    except GuidelineRefused as refused:
        found.refused += [str(problem) for problem in refused.problems if str(problem) not in found.refused]
        return None
