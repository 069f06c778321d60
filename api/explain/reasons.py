"""Why a step is as it is, whatever its state: one list of sentences."""

from api.explain.naming import event_title, title_at
from api.explain.telling import Telling
from api.explain.turns import added, again, reason
from api.explain.waiting import waiting
from api.schemas.reasons import Reason
from api.schemas.steps import WhyClosed
from api.schemas.verdicts import ConditionShown, GateShown
from cases.record import StepView
from cases.words import N_
from guidelines.step import Step

APPROVERS: dict[tuple[str, bool], str] = {
    ("supervisor", False): N_("%(name)s sent it in: a supervisor of the host country has to approve it."),
    ("supervisor", True): N_("%(name)s sent it in: a supervisor of the country of origin has to approve it."),
    ("counterpart", False): N_("%(name)s sent it in: the country of origin has to agree."),
    ("counterpart", True): N_("%(name)s sent it in: the host country has to agree."),
}
"""By who must approve next, and whether the step is the origin's."""


def reasons(
    telling: Telling,
    view: StepView,
    rule: Step,
    closed: WhyClosed | None,
    gone: list[ConditionShown],
    gate: GateShown | None,
) -> list[Reason]:
    """The reasons of one step. ``closed``: what a waiting one waits for; ``gone``: why it does not apply."""
    if view.status == "waiting" and closed is not None:
        return [*added(telling, view), *again(telling, view), *waiting(telling, view, rule, closed)]
    if view.status == "not_applicable":
        return _does_not_apply(telling, view, gone)
    if view.status == "finished":
        return _done(telling, view)
    opened = [*added(telling, view), *again(telling, view), *_opened(telling, view, rule)]
    return [*opened, *_approval(telling, view, rule), *_held_up(telling, view, rule, gate)]


def _opened(telling: Telling, view: StepView, rule: Step) -> list[Reason]:
    hold = next((each for each in telling.view.holds if each.duty == view.key), None)
    if hold is not None:
        event = event_title(telling, hold.kind)
        words = telling.say(N_("An event opened it, and it is the next move: %(event)s"), event=event)
        return [Reason(code="opened_by_event", sentence=words, at=hold.since, by=telling.name(hold.by))]
    if view.stage is None:
        turn = telling.turns.get(view.key)
        if turn and turn.opened and turn.opened.act != "opened":
            return [reason(telling, turn.opened, "opened_by_event", N_("An event opened it: %(event)s"))]
        words = telling.say(N_("The journey was broken off: the child has to be given back into care."))
        return [Reason(code="brought_back", sentence=words, at=view.opened_at)]
    after = [title_at(telling, each) for each in rule.after]
    if after:
        words = telling.say(N_("It opened once these were done: %(steps)s"), steps="; ".join(after))
    else:
        stage = telling.procedure.stage(view.stage).title.in_(telling.language)
        words = telling.say(N_("It opened with the stage: %(stage)s"), stage=stage)
    return [
        Reason(code="opened", sentence=words, at=view.opened_at),
        *(
            Reason(code="condition_met", sentence=telling.library.condition(name).sentence.in_(telling.language))
            for name in (*rule.only_if, *rule.needs)
        ),
    ]


def _approval(telling: Telling, view: StepView, rule: Step) -> list[Reason]:
    asked = [each for each in rule.approvals if each == "supervisor" or view.side == "both"]
    waits = asked[len(view.approved_by) :]
    if view.status != "submitted" or not waits:
        return []
    words = APPROVERS[waits[0], view.side == "origin"]
    sentence = telling.say(words, name=telling.said_name(view.submitted_by or ""))
    return [Reason(code="approval_wanted", sentence=sentence)]


def _held_up(telling: Telling, view: StepView, rule: Step, gate: GateShown | None) -> list[Reason]:
    found: list[Reason] = []
    if view.extension is not None:
        name = telling.said_name(view.extension.asked_by)
        words = telling.say(N_("%(name)s asked for more time: it waits for an answer."), name=name)
        found.append(Reason(code="time_asked", sentence=words))
    if rule.gate == "release":
        found.append(_signature(telling))
    if gate is not None and not gate.opens:
        waits = [each for each in gate.safeguards if each.state != "met" and not each.asked_here]
        if waits or gate.shut_by:
            words = telling.say(N_("It cannot be finished while its gate is shut: %(gate)s"), gate=gate.words)
            found.append(Reason(code="gate_shut", sentence=words))
    return found


def _signature(telling: Telling) -> Reason:
    released = telling.view.released_by
    words = N_("The host country has to sign first.")
    if released is not None:
        words = N_("The host country signed: the receiving side has to sign.")
    return Reason(code="signature_wanted", sentence=telling.say(words), by=telling.name(released))


def _done(telling: Telling, view: StepView) -> list[Reason]:
    if view.outcome == "lifted":
        words = telling.say(N_("It ended with the event that lifted the suspension."))
    elif view.submitted_by is None:
        words = telling.say(N_("It was done."))
    else:
        words = telling.say(N_("It was reported by %(name)s."), name=telling.said_name(view.submitted_by))
    return [Reason(code="done", sentence=words, at=view.finished_at, by=telling.name(view.submitted_by))]


def _does_not_apply(telling: Telling, view: StepView, gone: list[ConditionShown]) -> list[Reason]:
    turn = telling.turns.get(view.key)
    found = [
        Reason(
            code="does_not_apply",
            sentence=telling.say(N_("It applies only if: %(condition)s"), condition=each.sentence),
            at=turn.over.at if turn and turn.over else None,
            step=each.rests_on[0].step if each.rests_on else None,
            step_title=each.rests_on[0].step_title if each.rests_on else None,
        )
        for each in gone
    ]
    if found or turn is None or turn.over is None:
        return found or [Reason(code="does_not_apply", sentence=telling.say(N_("It does not apply in this case.")))]
    return [reason(telling, turn.over, "does_not_apply", N_("It ended with an event: %(event)s"))]
