"""Opening a case: who may, under which rules, whether the child already has one; then the workflow is started."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.acts.acting import Acting
from api.acts.searching import look_for
from api.errors import NoSuchGuideline
from api.reports import demand_past, said
from cases.access import may_open
from cases.errors import NotAllowed, NotConfirmedYet, PossibleDuplicate
from cases.reports.detection import Detection
from cases.repository.opening import new_number, reserve, reserved
from cases.repository.similar import Sought
from cases.tables import Case
from guidelines.library import library
from guidelines.procedure import Procedure
from guidelines.refusal import GuidelineRefused
from guidelines.resolve import resolve
from workflows.messages import Opened


@dataclass(frozen=True)
class Opening:
    """What is asked. ``confirmed_new``: somebody compared with the cases found, and it is another child."""

    host: str
    origin: str
    report: Detection
    confirmed_new: bool = False


async def open_case(acting: Acting, asked: Opening) -> str:
    """The number of the case that was opened. The same key again gives the same case.

    Raises NotAllowed, NoSuchGuideline, NotInTime, TooMuchAsked, PossibleDuplicate, KeyReused, NotConfirmedYet.
    """
    if not may_open(acting.actor) or asked.host != acting.actor.country:
        raise NotAllowed(act="open", whose="host")
    rules_of(asked.host, asked.origin, acting.now)
    demand_past("detected_at", asked.report.detected_at, acting.now)
    demand_past("done_at", asked.report.done_at, acting.now)
    report = said(asked.report)
    body: dict[str, Any] = {"host": asked.host, "origin": asked.origin, "report": report}
    number = await _number(acting, asked, body)
    if await acting.session.get(Case, number) is None:
        opened = Opened(number=number, host=asked.host, origin=asked.origin, actor=acting.actor, report=report)
        try:
            await acting.engine.open_case(opened, f"open-{number}")
        except NotConfirmedYet as unsure:
            raise NotConfirmedYet(case=number) from unsure
    return number


def rules_of(host: str, origin: str, now: datetime) -> Procedure:
    """The rules of a case that opens now, on its day in the host country. Raises NoSuchGuideline."""
    country = library().countries.get(host)
    day = now.astimezone(ZoneInfo(country.time_zone)).date() if country else now.date()
    try:
        return resolve(library(), host, origin, day)
    except GuidelineRefused as refused:
        raise NoSuchGuideline(problems=[str(problem) for problem in refused.problems]) from refused


async def _number(acting: Acting, asked: Opening, body: dict[str, Any]) -> str:
    user, key = acting.actor.user, acting.key
    if key is not None and (kept := await reserved(acting.session, user, key, body)) is not None:
        return kept
    if not asked.confirmed_new:
        await _search(acting, asked.report)
    if key is None:
        return await new_number(acting.session)
    return await reserve(acting.session, user, key, body, acting.now)


async def _search(acting: Acting, report: Detection) -> None:
    sought = Sought(
        names=(report.child_name, *report.aliases),
        birth_date=report.birth_date,
        papers=tuple(paper.number for paper in report.papers if paper.number),
    )
    found = await look_for(acting, sought)
    if found:
        raise PossibleDuplicate(
            matches=[{"case": each.case, "score": each.score, "because": list(each.because)} for each in found]
        )
