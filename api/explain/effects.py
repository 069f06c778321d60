"""What another edition changes in a case, or would in all of them, in sentences of the reader's language."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from api.explain.difference_words import GATES
from api.pages.instants import said
from api.pages.language import gettext, spoken
from cases.adoption import Effect, Moved
from cases.repository.rehearsing import Rehearsal
from cases.words import N_
from guidelines.because import Because
from guidelines.library import library
from guidelines.procedure import Procedure

KINDS = {
    "opens": N_("%(step)s: it opens now."),
    "awaits": N_("%(step)s: a new step, whose turn will come."),
    "ended": N_("%(step)s: it is not asked for any more and does not apply."),
    "goes_on": N_("%(step)s: it is not asked for any more, but it has begun: it is carried to its end."),
    "too_late": N_("%(step)s: a new step whose place has passed; it does not apply to this case."),
    "again": N_("%(step)s: it is open again, for others must approve it now."),
}
"""In the order in which they are told, after the dates."""

LATE = N_("Overdue at once.")

STANDS = {
    "lapsed": N_("%(step)s: it stays due %(at)s, for it is overdue already; its alerts stay until it is done."),
    "extended": N_("%(step)s: it stays due %(at)s, for more time was granted."),
}


def summary(found: Rehearsal) -> list[str]:
    """How much a proposal would change."""
    totals = found.totals
    told = [
        gettext(N_("%(open)s open and %(closed)s closed cases were tried; %(changed)s would be touched."))
        % {"open": found.open_cases, "closed": found.closed_cases, "changed": len(found.effects)},
        gettext(N_("Would move %(moved)s due dates, close %(closes)s safeguards, open %(opens)s steps.")) % totals,
    ]
    more = {
        "late_now": N_("%(number)s of the new dates have passed already: those steps would be overdue at once."),
        "stands": N_("%(number)s dates stay as they are: the step is overdue already, or more time was granted."),
        "awaits": N_("%(number)s new steps would come later."),
        "ended": N_("%(number)s steps would not be asked for any more."),
    }
    told += [gettext(form) % {"number": totals[name]} for name, form in more.items() if totals[name]]
    if totals["past"]:
        form = N_("In closed cases %(past)s steps would have been due on another day, and %(past_late)s done late.")
        told.append(gettext(form) % totals)
    return told


def effect_lines(effect: Effect, rules: Procedure, zone: ZoneInfo) -> list[str]:
    """What changes, step by step: old date, new date and its reason; what opens, ends, and is asked for."""
    titles = _titles(rules)

    def step(key: str) -> str:
        return titles.get(key) or titles.get(key.rpartition("_")[0], key)

    def at(moment: datetime | None) -> str:
        return said(moment, zone) if moment else "—"

    return [
        *(_moved(moved, step(moved.key), at(moved.was), at(moved.becomes)) for moved in effect.moved),
        *(gettext(STANDS[each.why]) % {"step": step(each.key), "at": at(each.at)} for each in effect.stands),
        *(gettext(form) % {"step": step(key)} for name, form in KINDS.items() for key in getattr(effect, name)),
        *_asked(effect, step),
        *(
            gettext(N_("%(step)s: it would have been due %(would)s instead of %(was)s; done %(done)s."))
            % {"step": step(past.key), "would": at(past.would), "was": at(past.was), "done": at(past.done_at)}
            for past in effect.past
        ),
    ]


def _moved(moved: Moved, step: str, was: str, becomes: str) -> str:
    why = Because.model_validate(moved.because).sentence(spoken()) if moved.because else ""
    sentence = f"{step}: {was} → {becomes}" + (f" ({why})" if why else "")
    return f"{sentence}. {gettext(LATE)}" if moved.late else sentence


def _asked(effect: Effect, step: Callable[[str], str]) -> Iterator[str]:
    papers = {each.id: each.words.in_(spoken()) for each in library().vocabulary.evidence}
    for key, kinds in effect.papers.items():
        words = ", ".join(papers.get(kind, kind) for kind in kinds)
        yield gettext(N_("%(step)s: it asks for more papers: %(papers)s.")) % {"step": step(key), "papers": words}
    sentences = {each.id: each.sentence.in_(spoken()) for each in library().safeguards}
    for each in effect.closes:
        form = N_("Safeguard judged from now on before %(gate)s, and not met: %(safeguard)s")
        yield gettext(form) % {
            "gate": gettext(GATES[each.gate]),
            "safeguard": sentences.get(each.safeguard, each.safeguard),
        }


def _titles(rules: Procedure) -> dict[str, str]:
    steps = [step for stage in rules.stages for step in stage.steps]
    steps += [*rules.duties, *(each.hold.duty for each in rules.interruptions if each.hold)]
    found = {step.id: step.title.in_(spoken()) for step in steps}
    return found | {
        visit.id: visit.title.in_(spoken())
        for step in steps
        for visit in (*step.series, *((step.extra,) if step.extra else ()))
    }
