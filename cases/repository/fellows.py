"""The children who travel with one: whether each may leave now, and whether each is on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.borders import BORDER_CLOSED
from cases.errors import NotKeptThen, NotOpenThen
from cases.facts import Others, facts_of, suppliers
from cases.record import CaseView
from cases.reports.escort import Escort
from cases.repository.borders import borders_over
from cases.repository.past import as_known
from cases.repository.procedures import procedure_of
from cases.repository.reports import standing_reports
from cases.tables import Case
from guidelines.facts import Verdict
from guidelines.procedure import Procedure
from guidelines.safeguards import SAFEGUARDS
from guidelines.step import Gate

OF_THE_GROUP = frozenset({"children_travel_together"})
"""What depends on the others is left out when the others are asked: each child is judged by itself first."""


@dataclass(frozen=True)
class Fellow:
    """One of them. ``ready``: every safeguard of its own departure holds, or it has departed. None: not known yet.

    ``travelling``: the escort has it, or it was handed over. ``lacks``: the safeguards and ``holds`` that say no.
    """

    number: str
    ready: bool | None
    travelling: bool
    lacks: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


async def fellows(session: AsyncSession, numbers: Iterable[str], now: datetime, *, then: bool = False) -> list[Fellow]:
    """Each of ``numbers`` as its record stands, judged at ``now`` (UTC); ``then``: as its record stood at that time."""
    return [await _fellow(session, number, now, then) for number in numbers]


async def everybody(session: AsyncSession, number: str, linked: Iterable[str]) -> list[str]:
    """Who must be able to leave when the child of ``number`` leaves: those it travels with, and whom each waits for.

    A brother who stays for a sister's sake stays for everybody, also for who has parted from her.
    """
    found, ahead = [number], [*linked]
    while ahead:
        each = ahead.pop(0)
        if each in found:
            continue
        found.append(each)
        case = await session.get(Case, each)
        view = CaseView.model_validate(case.view) if case and case.erased_at is None else None
        ahead += view.together if view and view.status == "open" and view.custodian == "host" else []
    return found[1:]


def all_ready(found: Iterable[Fellow]) -> bool | None:
    """Whether everybody may leave: False when one may not, None while one is not known. Nobody else: True."""
    answers = [each.ready for each in found]
    return False if False in answers else None if None in answers else True


def all_travelling(found: Iterable[Fellow]) -> bool:
    """Whether everybody is on the way, or there already."""
    return all(each.travelling for each in found)


async def _fellow(session: AsyncSession, number: str, now: datetime, then: bool) -> Fellow:
    case = await session.get(Case, number)
    if case is None:
        return Fellow(number, ready=None, travelling=False)
    if case.erased_at is not None:  # closed long ago: it has left, or it stays
        return Fellow(number, ready=case.custodian != "host", travelling=case.custodian != "host")
    reports: dict[str, dict[str, Any]] | None = None
    if then:
        try:
            known = await as_known(session, case, now)
        except (NotOpenThen, NotKeptThen):
            return Fellow(number, ready=None, travelling=False)
        case, reports = known.case, known.reports
    view, procedure = CaseView.model_validate(case.view), await procedure_of(session, case.edition)
    if view.custodian != "host":
        stopped = _holds(procedure, view, "release") if view.custodian == "escort" else ()
        return Fellow(number, ready=True, travelling=not stopped, holds=stopped)
    if view.status == "closed" or view.decided not in (None, "return"):
        return Fellow(number, ready=False, travelling=False)
    if reports is None:
        reports = await standing_reports(session, number)
    verdicts = _verdicts(reports, view, procedure, now)
    holds = _holds(procedure, view, "departure")
    reports = await standing_reports(session, number)
    if await borders_over(session, view.host, view.origin, reports) and BORDER_CLOSED not in holds:
        holds = (*holds, BORDER_CLOSED)
    lacks = tuple(name for name, verdict in verdicts.items() if verdict.state == "not_met")
    unknown = any(verdict.state == "unknown" for verdict in verdicts.values() if not _said_on_leaving(verdict))
    ready = False if lacks or holds else None if unknown else True
    return Fellow(number, ready=ready, travelling=False, lacks=lacks, holds=holds)


def _said_on_leaving(verdict: Verdict) -> bool:
    """What only the report of the departure itself will say: nobody has to depart first."""
    supplied_by = suppliers()
    return bool(verdict.missing) and all(supplied_by.get(fact) == Escort.name for fact in verdict.missing)


def _verdicts(
    reports: dict[str, dict[str, Any]], view: CaseView, procedure: Procedure, now: datetime
) -> dict[str, Verdict]:
    facts = facts_of(
        now=now,
        host=view.host,
        origin=view.origin,
        suppressed=view.suppressed,
        holds=_holds(procedure, view, "departure"),
        reports=reports,
        others=Others(earlier_episode=view.earlier_episode),
        withheld=view.withheld_from,
    )
    aside = {each.safeguard for each in view.overrides if each.gate == "departure" and each.confirmed_by}
    asked = [each.id for each in procedure.safeguards_at("departure") if each.id not in aside | OF_THE_GROUP]
    return {name: SAFEGUARDS[name](facts, "departure") for name in asked}


def _holds(procedure: Procedure, view: CaseView, gate: Gate) -> tuple[str, ...]:
    shutting = ((each.kind, procedure.interruption(each.kind).hold) for each in view.holds)
    return tuple(kind for kind, hold in shutting if hold and gate in hold.gates)
