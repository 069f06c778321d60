"""Why a gate is open or shut, in sentences."""

from api.explain.naming import title_at
from api.explain.telling import Telling
from api.schemas.reasons import Reason
from api.schemas.verdicts import HoldNamed, SafeguardShown
from cases.words import N_
from guidelines.step import Gate, Step

SUPPRESSED = ("consulate_suppressed",)


def why_gate(
    telling: Telling, gate: Gate, step: Step | None, shown: list[SafeguardShown], held: list[HoldNamed]
) -> list[Reason]:
    """All that shuts the gate; or that it was passed, is not on the path, or stands open."""
    view = telling.steps.get(step.id) if step else None
    title = title_at(telling, step.id) if step else None
    shutting = [*(_held(telling, hold) for hold in held), *_suppressed(telling, gate, shown)]
    if view is not None and view.status == "finished":
        words = telling.say(N_("It was passed when this step was done: %(step)s"), step=title or "")
        return [Reason(code="done", sentence=words, at=view.finished_at, step=view.key, step_title=title), *shutting]
    if view is not None and view.status == "not_applicable":
        words = telling.say(N_("Its step does not apply in this case: %(step)s"), step=title or "")
        return [Reason(code="does_not_apply", sentence=words, step=view.key, step_title=title)]
    unmet = [each for each in shown if each.state != "met" and not _aside(each) and not _said(each)]
    found = [*shutting, *(_shut(telling, each) for each in unmet)]
    if found:
        return found
    return [Reason(code="all_met", sentence=telling.say(N_("Every safeguard is met or was set aside by two people.")))]


def _aside(safeguard: SafeguardShown) -> bool:
    return safeguard.set_aside is not None and safeguard.set_aside.confirmed_by is not None


def _said(safeguard: SafeguardShown) -> bool:
    """What a hold or the suppression says already, with who ends it."""
    return bool(safeguard.rests_on) and {each.fact for each in safeguard.rests_on} <= {*SUPPRESSED, "open_holds"}


def _suppressed(telling: Telling, gate: Gate, shown: list[SafeguardShown]) -> list[Reason]:
    told = gate == "consular_notice" and telling.view.suppressed
    if not told and not any(fact.fact in SUPPRESSED for each in shown for fact in each.rests_on):
        return []
    kinds = {each.id for each in telling.procedure.interruptions if each.suppresses_consulate}
    ends = [each.title.in_(telling.language) for each in telling.procedure.interruptions if each.lifts in kinds]
    words = N_("There are signs of a need for international protection: shut until this is reported: %(ends)s")
    return [Reason(code="held", sentence=telling.say(words, ends="; ".join(ends)))]


def _held(telling: Telling, hold: HoldNamed) -> Reason:
    ends = "; ".join(hold.ends_with)
    if hold.duty is None:
        words = hold.title
    elif ends:
        words = telling.say(N_("%(event)s: shut until this is reported: %(ends)s"), event=hold.title, ends=ends)
    else:
        words = telling.say(N_("%(event)s: shut, and no event opens it again."), event=hold.title)
    return Reason(code="held", sentence=words, at=hold.since, by=hold.by, step=hold.duty, step_title=hold.duty_title)


def _shut(telling: Telling, safeguard: SafeguardShown) -> Reason:
    named = [*safeguard.missing, *safeguard.rests_on]
    facts = "; ".join(dict.fromkeys(each.words for each in named))
    msgid = N_("%(condition)s Not known yet: %(facts)s")
    if safeguard.state == "not_met":
        msgid = N_("%(condition)s Not met, by what is known of: %(facts)s")
    supplier = next((each for each in named if each.step), None)
    return Reason(
        code="condition",
        sentence=telling.say(msgid, condition=safeguard.sentence, facts=facts),
        step=supplier.step if supplier else None,
        step_title=supplier.step_title if supplier else None,
    )
