"""Conditions and gates, judged now and said in words, with what is missing and which step supplies it."""

from collections.abc import Iterable

from api.explain.against import Reports, against
from api.explain.decisive import rests_on
from api.explain.law import cited
from api.explain.supplying import missing, supplied
from api.explain.telling import Telling
from api.explain.why_gate import why_gate
from api.explain.withheld import named
from api.pages.language import catalogue
from api.schemas.verdicts import ConditionShown, GateShown, SafeguardShown, SetAside
from cases.borders import BORDER_CLOSED, GUARDED
from cases.words import N_
from guidelines.conditions import CONDITIONS
from guidelines.facts import Facts, Verdict
from guidelines.rule import Safeguard
from guidelines.safeguards import SAFEGUARDS, TIME_BOUND
from guidelines.step import Gate, Step

GATES: dict[Gate, str] = {
    "consular_notice": N_("Message to the consulate"),
    "decision": N_("Decision"),
    "departure": N_("Departure"),
    "release": N_("Release at the handover"),
}
"""The gates, in the order of the path."""

NOT_OF_THIS_EDITION = N_("The edition that the case follows now asks for this step at this point of the case.")


def conditions(telling: Telling, names: Iterable[str]) -> list[ConditionShown]:
    """These conditions, judged over the facts of now."""
    facts = telling.facts()
    return [_condition(telling, name, CONDITIONS[name](facts)) for name in names]


def condition_found(telling: Telling, name: str, verdict: Verdict) -> ConditionShown:
    """A condition with the verdict that the record holds; or the edition, which does not ask for the step."""
    if name == "edition_adopted":
        sentence = catalogue(telling.language).gettext(NOT_OF_THIS_EDITION)
        return ConditionShown(id=name, sentence=sentence, state=verdict.state, missing=[])
    return _condition(telling, name, verdict)


def _condition(telling: Telling, name: str, verdict: Verdict) -> ConditionShown:
    decisive = rests_on(telling.facts(), CONDITIONS[name]) if verdict.state == "not_met" else ()
    return ConditionShown(
        id=name,
        sentence=telling.library.condition(name).sentence.in_(telling.language),
        state=verdict.state,
        missing=missing(telling, verdict.missing),
        rests_on=supplied(telling, decisive),
    )


def gates(telling: Telling) -> list[GateShown]:
    """Every gate that the case's procedure has safeguards for; of a closed case, those that were passed."""
    found = [gate_shown(telling, gate) for gate in GATES if telling.procedure.safeguards_at(gate)]
    return [each for each in found if each.passed_at or telling.view.status != "closed"]


def gate_shown(telling: Telling, gate: Gate) -> GateShown:
    """A gate's checklist, judged now; what waits for approval is taken as filed, as when it is approved.

    Holds that do not shut this gate do not count at it (as in the workflow). A region-wide hold does at once.
    """
    step = next((each for each in _steps(telling) if each.gate == gate), None)
    view = telling.steps.get(step.id) if step else None
    shutting = [hold.kind for hold in telling.view.holds if gate in _gates_of(telling, hold.kind)]
    if telling.borders and gate in GUARDED and BORDER_CLOSED not in shutting:
        shutting.append(BORDER_CLOSED)
    held = [named(telling, kind) for kind in shutting]
    named_ = {
        "gate": gate,
        "words": catalogue(telling.language).gettext(GATES[gate]),
        "step": step.id if step else None,
    }
    if view and view.status == "finished":
        why = why_gate(telling, gate, step, [], held)
        return GateShown(**named_, opens=True, passed_at=view.done_at or view.finished_at, why=why, shut_by=held)
    reports = telling.reports | telling.submitted.get(view.key if view else "", {})
    facts = telling.facts(shutting, reports)
    shown = [_safeguard(telling, each, gate, facts, step, reports) for each in telling.procedure.safeguards_at(gate)]
    return GateShown(
        **named_,
        opens=not shutting
        and all(each.state == "met" or (each.set_aside and each.set_aside.confirmed_by) for each in shown),
        why=why_gate(telling, gate, step, shown, held),
        shut_by=held,
        safeguards=shown,
    )


def _safeguard(
    telling: Telling, safeguard: Safeguard, gate: Gate, facts: Facts, step: Step | None, reports: Reports
) -> SafeguardShown:
    def judge(facts: Facts) -> Verdict:
        return SAFEGUARDS[safeguard.id](facts, gate)

    verdict = judge(facts)
    lacks = missing(telling, verdict.missing)
    decisive = rests_on(facts, judge) if verdict.state == "not_met" else ()
    return SafeguardShown(
        id=safeguard.id,
        number=safeguard.number,
        sentence=safeguard.sentence.in_(telling.language),
        state=verdict.state,
        missing=lacks,
        against=against(telling, verdict.against, reports),
        at_its_hour=gate in TIME_BOUND.get(safeguard.id, ()),
        asked_here=bool(lacks) and step is not None and all(each.step == step.id for each in lacks),
        rests_on=supplied(telling, decisive),
        overridable=safeguard.overridable,
        set_aside=_set_aside(telling, safeguard.id, gate) if safeguard.overridable else None,
        cited=cited(safeguard.cite, telling.library, telling.language),
    )


def _set_aside(telling: Telling, safeguard: str, gate: Gate) -> SetAside | None:
    for each in telling.view.overrides:
        if (each.safeguard, each.gate) == (safeguard, gate):
            return SetAside(
                reason=each.reason,
                asked_by=telling.said_name(each.asked_by),
                asked_by_id=each.asked_by.user,
                confirmed_by=telling.name(each.confirmed_by),
            )
    return None


def _gates_of(telling: Telling, kind: str) -> tuple[Gate, ...]:
    hold = telling.procedure.interruption(kind).hold
    return hold.gates if hold else ()


def _steps(telling: Telling) -> list[Step]:
    return [step for stage in telling.procedure.stages for step in stage.steps]
