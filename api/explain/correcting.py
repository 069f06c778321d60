"""What follows from a correction, in words."""

from collections.abc import Mapping
from typing import Any

from activities.consequences import Consequences, VerdictChanged
from api.explain.naming import title_at
from api.explain.telling import Telling
from api.explain.verdicts import GATES
from api.pages.forms.answers import Line, answers
from api.schemas.corrections import (
    AnswerChanged,
    CorrectionShown,
    DateMovedShown,
    LetterOut,
    StepTouched,
    VerdictTurned,
)
from cases.reports.base import Report


def correction_shown(
    told: Telling,
    model: type[Report],
    versions: tuple[Mapping[str, Any], Mapping[str, Any]],
    follows: Consequences,
    approvals: list[str],
    may_read: tuple[bool, bool],
) -> CorrectionShown:
    """``versions``: the one that stands, and the new one; ``may_read``: where the child sleeps, and is."""
    return CorrectionShown(
        seen=follows.mark,
        changed=answers_changed(model, versions, follows.fields, may_read),
        dates=[
            DateMovedShown(step=each.step, step_title=title_at(told, each.step), old=each.old, new=each.new)
            for each in follows.dates
        ],
        verdicts=[_turned(told, each) for each in follows.verdicts],
        again=[StepTouched(step=key, step_title=title_at(told, key)) for key in follows.again],
        added=[StepTouched(step=key, step_title=_added(told, key)) for key in follows.added],
        contact_shut=follows.contact_shut,
        decided=follows.decided,
        letters=[LetterOut.model_validate(each.model_dump()) for each in follows.letters],
        approvals=approvals,
    )


def answers_changed(
    model: type[Report],
    versions: tuple[Mapping[str, Any], Mapping[str, Any]],
    fields: list[str],
    may_read: tuple[bool, bool],
) -> list[AnswerChanged]:
    """Each answer that differs, as a form would say it; an answer that was left open is empty."""
    found = []
    for name in fields:
        was, is_ = (answers(model, {name: data.get(name)}, *may_read) for data in versions)
        label = (was or is_)[0].label if was or is_ else name
        found.append(AnswerChanged(field=name, label=label, old=_said(was), new=_said(is_)))
    return found


def _said(lines: tuple[Line, ...]) -> str:
    return "; ".join(f"{each.label}: {_said(each.items)}" if each.items else _bare(each, lines) for each in lines)


def _bare(line: Line, lines: tuple[Line, ...]) -> str:
    return line.said if len(lines) == 1 else f"{line.label}: {line.said}"


def _turned(told: Telling, each: VerdictChanged) -> VerdictTurned:
    rules = told.library.safeguards if each.kind == "safeguard" else told.library.conditions
    sentence = next((rule.sentence.in_(told.language) for rule in rules if rule.id == each.id), each.id)
    at = {gate: told.say(words) for gate, words in GATES.items()}.get(each.at) or title_at(told, each.at)  # type: ignore[call-overload]  # a gate or a step
    return VerdictTurned(
        kind=each.kind, id=each.id, sentence=sentence, at=each.at, at_words=at, old=each.old, new=each.new
    )


def _added(told: Telling, key: str) -> str:
    visits = [rule.extra for stage in told.procedure.stages for rule in stage.steps if rule.extra]
    return next((each.title.in_(told.language) for each in visits if key.startswith(each.id)), key)
