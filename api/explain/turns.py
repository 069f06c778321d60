"""The acts behind a step in sentences: what opened it, what sent it back, what stopped its clock or moved its date."""

from api.explain.naming import event_title, title_at
from api.explain.telling import Telling
from api.explain.withheld import hidden_from
from api.schemas.reasons import Reason, ReasonCode
from cases.record import StepView
from cases.tables import LedgerEntry
from cases.words import N_

AGAIN: dict[str, str] = {
    "sent_back": N_("%(name)s sent it back: %(reason)s"),
    "reopened": N_("%(name)s opened it again: %(reason)s"),
    "event_reported": N_("It began again with an event: %(event)s"),
    "handover_refused": N_("It began again because the receiving side did not take the child."),
    "referral_withdrawn": N_("It began again because the request was taken back: %(reason)s"),
    "corrected": N_("It began again because a correction changed the outcome of: %(step)s"),
    "edition_adopted": N_("It began again with another edition of the guidelines."),
}
"""By the act of the ledger. An act that is not here: the outcome of its step, else only who and when."""

RELIES = N_("It relies on a step that %(name)s opened again: %(step)s. %(reason)s")
OUTCOME = N_("It began again because of the outcome of: %(step)s")
OTHERWISE = N_("It began again with an act in this case.")

MOVED: dict[str, str] = {
    "extension_agreed": N_("More time was agreed by %(name)s."),
    "progress_reported": N_("%(name)s reported progress: the clock began again."),
    "event_reported": N_("The clock stood still and goes on since: %(event)s"),
    "corrected": N_("A correction moved the date: %(step)s"),
    "edition_adopted": N_("Another edition of the guidelines moved the date."),
}
MOVED_OTHERWISE = N_("The date was moved by an act in this case.")


def again(telling: Telling, view: StepView) -> list[Reason]:
    """Why a step is in a later round than its first."""
    turn = telling.turns.get(view.key)
    if view.round == 1 and (turn is None or turn.again is None):
        return []
    entry = turn.again if turn else None
    itself = entry is not None and entry.step_key == view.key and entry.act in ("sent_back", "reopened")
    code: ReasonCode = "sent_back" if itself else "again"
    return [reason(telling, entry, code, _again_words(view, entry))]


def moved(telling: Telling, view: StepView) -> list[Reason]:
    """Why the date of an open step is no longer the one its reason says."""
    turn = telling.turns.get(view.key)
    return [
        reason(telling, entry, "date_moved", MOVED.get(entry.act, MOVED_OTHERWISE))
        for entry in (turn.moved if turn else ())
    ]


def added(telling: Telling, view: StepView) -> list[Reason]:
    """Why the case has a step that the path does not lay out."""
    turn = telling.turns.get(view.key)
    entry = turn.added if turn else None
    if entry is None or view.stage is None:
        return []
    return [reason(telling, entry, "added", N_("It was added because of the outcome of: %(step)s"))]


def reason(telling: Telling, entry: LedgerEntry | None, code: ReasonCode, msgid: str) -> Reason:
    """A reason with the person, the step and the event of the act behind it."""
    if entry is None:
        return Reason(code=code, sentence=telling.say(OTHERWISE if msgid in AGAIN.values() else msgid))
    on = entry.step_key if entry.step_key not in hidden_from(telling) else None
    values = {
        "name": telling.said_name(entry.actor) if entry.actor else telling.say(N_("The rules")),
        "reason": entry.details.get("reason", ""),
        "event": event_title(telling, entry.details.get("kind", "")),
        "step": title_at(telling, on) if on else "",
    }
    return Reason(
        code=code,
        sentence=telling.say(msgid, **values).strip(),
        at=entry.at,
        by=telling.name(entry.actor),
        step=on,
        step_title=values["step"] or None,
    )


def _again_words(view: StepView, entry: LedgerEntry | None) -> str:
    if entry is None:
        return OTHERWISE
    if entry.act == "reopened" and entry.step_key != view.key:
        return RELIES
    if entry.act in AGAIN:
        return AGAIN[entry.act]
    return OUTCOME if entry.step_key and entry.step_key != view.key else OTHERWISE
