"""A fact that is missing: which step supplies it, how far that step is, whose it is, and who has it in hand."""

from collections.abc import Iterable

from api.explain.fact_words import FACT_WORDS
from api.explain.naming import holder_of, role_words, title_of
from api.explain.telling import Telling
from api.pages.language import catalogue
from api.schemas.steps import StepShown
from api.schemas.verdicts import FactMissing, GateShown, Supplied, SupplyState, Wanted
from cases.record import StepView
from cases.reports import REPORTS
from cases.words import N_
from guidelines.step import Step

OTHER_CASES = ("linked_children_ready", "linked_children_travelling")
"""What the cases of the children say who travel along."""

STATES: dict[str, SupplyState] = {
    "open": "open",
    "submitted": "waits_for_approval",
    "waiting": "not_open",
    "finished": "left_open",
    "not_applicable": "does_not_apply",
}
"""In the order in which a step is most likely to supply a fact next."""

SENTENCES: dict[SupplyState, str] = {
    "open": N_("The report of this step supplies it, and the step is open now."),
    "waits_for_approval": N_("It was reported, and counts once the report is approved."),
    "not_open": N_("The report of this step supplies it; the step is not open yet."),
    "left_open": N_("The step was done without it: correct its report, or let a supervisor open the step again."),
    "does_not_apply": N_("The step that supplies it does not apply as things stand."),
    "other_case": N_("The cases of the children who travel along supply it."),
    "nobody": N_("No step of this case supplies it: ask a supervisor."),
}


def missing(telling: Telling, facts: Iterable[str]) -> list[FactMissing]:
    """Facts that nobody has supplied, in words, each with who can supply it."""
    return [_missing(telling, fact) for fact in facts]


def supplied(telling: Telling, facts: Iterable[str]) -> list[Supplied]:
    """Facts that somebody has supplied, each with the step whose report did; not those of a report that is not told."""
    found = [(fact, *_supplier(telling, fact, settled_first=True)) for fact in facts]
    return [_named(telling, fact, rule, view) for fact, rule, view in found if rule is None or _told(telling, rule)]


def _told(telling: Telling, rule: Step) -> bool:
    return telling.reader.of(rule.report_model, rule.side) is not None


def wanted(gates: list[GateShown], steps: list[StepShown]) -> list[Wanted]:
    """All that is missing, each fact once, by the step that can supply it: what is open first."""
    lacking = [fact for gate in gates for each in gate.safeguards for fact in each.missing]
    lacking += [
        fact for step in steps if step.why_closed for each in step.why_closed.conditions for fact in each.missing
    ]
    by_step: dict[str | None, dict[str, FactMissing]] = {}
    for fact in lacking:
        by_step.setdefault(fact.step, {})[fact.fact] = fact
    order = list(SENTENCES)
    found = [
        Wanted(
            **first.model_dump(
                include={"step", "step_title", "state", "sentence", "side", "responsible", "holder", "owner_name"}
            ),
            facts=[each.words for each in facts.values()],
        )
        for facts in by_step.values()
        for first in [next(iter(facts.values()))]
    ]
    return sorted(found, key=lambda each: order.index(each.state or "nobody"))


def _missing(telling: Telling, fact: str) -> FactMissing:
    rule, view = _supplier(telling, fact)
    state: SupplyState = "other_case" if fact in OTHER_CASES else "nobody"
    if rule is not None:
        state = STATES[view.status] if view else "not_open"
    named = _named(telling, fact, rule, view)
    sentence = catalogue(telling.language).gettext(SENTENCES[state])
    if rule is None:
        return FactMissing(**named.model_dump(), state=state, sentence=sentence)
    return FactMissing(
        **named.model_dump(),
        state=state,
        sentence=sentence,
        side=view.side if view else rule.side,
        responsible=role_words(telling, rule.responsible),
        holder=holder_of(telling, view.side if view else rule.side, rule),
        owner_name=telling.name(view.owner) if view else None,
    )


def _named(telling: Telling, fact: str, rule: Step | None, view: StepView | None) -> Supplied:
    return Supplied(
        fact=fact,
        words=catalogue(telling.language).gettext(FACT_WORDS[fact]),
        report=rule.report_model if rule else None,
        step=view.key if view else rule.id if rule else None,
        step_title=title_of(telling, view, rule) if rule else None,
    )


def _supplier(telling: Telling, fact: str, settled_first: bool = False) -> tuple[Step | None, StepView | None]:
    """The step, and its occurrence in the case, that supplies a fact next (or: that has supplied it)."""
    order = list(STATES)
    if settled_first:
        order.insert(0, order.pop(order.index("finished")))
    found: list[tuple[int, Step, StepView | None]] = []
    for rule in _rules(telling):
        if fact not in REPORTS[rule.report_model].supplies:
            continue
        views = [view for view in telling.steps.values() if view.step == rule.id]
        found += [(order.index(view.status), rule, view) for view in views]
        if not views and telling.procedure.stage_of(rule.id) is not None:
            found.append((order.index("waiting"), rule, None))
    if not found:
        return None, None
    _, rule, view = min(found, key=lambda each: each[0])
    return rule, view


def _rules(telling: Telling) -> list[Step]:
    held = [each.hold.duty for each in telling.procedure.interruptions if each.hold]
    staged = [step for stage in telling.procedure.stages for step in stage.steps]
    return [*staged, *telling.procedure.duties, *held]
