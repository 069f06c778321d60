"""A rule as the lawyer reads it, in sentences: whose duty, when, on what evidence, under which text; its files."""

from dataclasses import dataclass

from api.explain.law import cited, said
from api.pages.language import gettext, spoken
from api.schemas.law import Cited, SaidByLaw
from cases.words import N_
from guidelines.because import in_words
from guidelines.deadline import Deadline
from guidelines.library import library
from guidelines.procedure import Procedure
from guidelines.step import Step
from guidelines.whence import files_of

STARTS = {
    "opened": N_("the opening of this step"),
    "detected": N_("the moment the child was found"),
    "case_opened": N_("the opening of the case"),
    "departure": N_("the departure"),
    "majority": N_("the eighteenth birthday"),
    "review": N_("the day of review that the decision names"),
}
CALENDARS = {
    "host": N_("on the host country’s calendar"),
    "origin": N_("on the origin country’s calendar"),
    "both": N_("only days that both countries work"),
}


@dataclass(frozen=True)
class ClockSaid:
    """A clock in a sentence, with its source. ``title``: of the visit, where there is a series."""

    title: str
    sentence: str
    reminders: str
    ladder: str
    cited: Cited
    says: list[SaidByLaw]


@dataclass(frozen=True)
class StepSaid:
    """A step as the lawyer reads it. ``files``: where it is written, for who changes it (guidelines/whence.py)."""

    step: Step
    cited: Cited
    responsible: str
    holder: str | None
    verified: bool | None
    after: list[str]
    only_if: list[str]
    evidence: list[str]
    clocks: list[ClockSaid]
    files: tuple[str, ...]


def step_said(step: Step, procedure: Procedure) -> StepSaid:
    """``step`` as ``procedure`` holds it, in the reader's language."""
    language, found = spoken(), library()
    side = "origin" if step.side == "origin" else "host"
    code = procedure.origin if side == "origin" else procedure.host
    holder = procedure.holders.get(f"{side}:{step.responsible}")
    authority = found.countries[code].holder(step.responsible, procedure.on)
    roles = {each.id: each.words.in_(language) for each in found.vocabulary.roles}
    papers = {each.id: each.words.in_(language) for each in found.vocabulary.evidence}
    clocks = [(visit.title.in_(language), visit.deadline) for visit in step.series]
    if step.extra:
        clocks.append((step.extra.title.in_(language), step.extra.deadline))
    if step.deadline:
        clocks.append(("", step.deadline))
    return StepSaid(
        step=step,
        cited=cited(step.cite, found, language),
        responsible=roles.get(step.responsible, step.responsible),
        holder=holder.in_(language) if holder else None,
        verified=authority.verified if authority else None,
        after=[procedure.step(earlier).title.in_(language) for earlier in step.after],
        only_if=[found.condition(name).sentence.in_(language) for name in (*step.only_if, *step.needs)],
        evidence=[papers.get(kind, kind) for kind in step.evidence],
        clocks=[_clock(title, deadline, procedure) for title, deadline in clocks],
        files=files_of(found, procedure, step.id),
    )


def _clock(title: str, deadline: Deadline, procedure: Procedure) -> ClockSaid:
    language, value = spoken(), deadline.values[-1]
    roles = {each.id: each.words.in_(language) for each in library().vocabulary.roles}
    term = in_words(value.term, language) if value.term else ""
    form = N_("%(term)s after %(start)s, %(calendar)s")
    if deadline.direction == "before":
        form = N_("%(term)s before %(start)s, %(calendar)s")
    rungs = procedure.ladder(deadline.ladder).rungs
    return ClockSaid(
        title=title,
        sentence=gettext(form)
        % {
            "term": term,
            "start": _start(deadline.starts, procedure),
            "calendar": gettext(CALENDARS[deadline.calendar]),
        },
        reminders=", ".join(in_words(term, language) for term in deadline.remind_before),
        ladder=", ".join(roles.get(rung.tell, rung.tell) for rung in rungs),
        cited=cited(value.cite, library(), language),
        says=said(deadline, library(), language),
    )


def _start(starts: str, procedure: Procedure) -> str:
    if starts in STARTS:
        return gettext(STARTS[starts])
    step = procedure.step(starts.removesuffix(".finished"))
    return gettext(N_("the end of “%(step)s”")) % {"step": step.title.in_(spoken())}


def address_of(procedure: Procedure, step_id: str) -> str:
    """The page of the guidelines that explains a step, at that step, between the case's countries on its day.

    Named with the case's edition: the page says where the guidelines are others by now.
    """
    page = procedure.stage_of(step_id) or "duties"
    choice = f"host={procedure.host}&origin={procedure.origin}&on={procedure.on.isoformat()}"
    return f"/guidelines/{page}?{choice}&edition={procedure.edition}#{step_id}"
