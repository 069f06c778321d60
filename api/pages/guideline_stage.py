"""One stage of the guidelines: the duty on the left, on the right how it is encoded, in sentences, and its source."""

from dataclasses import dataclass

from fastapi import Request, Response

from api.explain.law import cited, said
from api.pages.choosing import chosen
from api.pages.language import gettext, spoken
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import pages
from api.schemas.law import Cited, SaidByLaw
from cases.errors import NotFound
from cases.words import N_
from guidelines.because import in_words
from guidelines.deadline import Deadline
from guidelines.library import library
from guidelines.procedure import Procedure
from guidelines.step import Step

router = pages()

STARTS = {
    "opened": N_("the opening of this step"),
    "detected": N_("the moment the child was found"),
    "case_opened": N_("the opening of the case"),
    "departure": N_("the departure"),
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
    """A step as the lawyer reads it."""

    step: Step
    cited: Cited
    responsible: str
    holder: str | None
    verified: bool | None
    after: list[str]
    only_if: list[str]
    evidence: list[str]
    clocks: list[ClockSaid]


@router.get("/guidelines/{stage}")
async def stage(request: Request, who: Reader, stage: str) -> Response:
    """The stage, between the chosen countries on the chosen day."""
    if stage not in {each.stage for each in library().stages}:
        raise NotFound()
    choice = chosen(request, who.actor.country)
    found = choice.procedure.stage(stage) if choice.procedure else None
    order = [each.stage for each in library().stages]
    steps = [_said(step, choice.procedure) for step in found.steps] if found and choice.procedure else []
    return page(
        request,
        "guideline_stage.html",
        choice=choice,
        stage=found or library().stages[order.index(stage)],
        steps=steps,
        file=library().file_of(stage),
        place=order.index(stage),
        stages=library().stages,
    )


def _said(step: Step, procedure: Procedure) -> StepSaid:
    language, found = spoken(), library()
    side = "origin" if step.side == "origin" else "host"
    code = procedure.origin if side == "origin" else procedure.host
    holder = procedure.holders.get(f"{side}:{step.responsible}")
    authority = found.countries[code].holder(step.responsible, procedure.on)
    roles = {each.id: each.words.in_(language) for each in found.vocabulary.roles}
    papers = {each.id: each.words.in_(language) for each in found.vocabulary.evidence}
    clocks = [(visit.title.in_(language), visit.deadline) for visit in step.series]
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
