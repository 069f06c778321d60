"""What was reported that keeps a safeguard from being met: by which step, and who can take it up again."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.explain.fact_words import FACT_WORDS
from api.explain.telling import Telling
from api.pages.language import catalogue
from api.schemas.verdicts import FactAgainst, Reopens
from cases.access import may
from cases.record import StepView
from cases.reports import report_model

Reports = Mapping[str, Mapping[str, Any]]


def against(telling: Telling, facts: Iterable[str], reports: Reports) -> list[FactAgainst]:
    """Facts of ``reports`` that stand against it, in words, each with the step whose report says so."""
    return [_against(telling, fact, reports) for fact in facts]


def _against(telling: Telling, fact: str, reports: Reports) -> FactAgainst:
    report = _said_by(telling, fact, reports)
    rules = (rule for stage in telling.procedure.stages for rule in stage.steps)
    rule = next((each for each in rules if each.report_model == report), None)
    view = next((each for each in telling.steps.values() if rule and each.step == rule.id), None)
    return FactAgainst(
        fact=fact,
        words=catalogue(telling.language).gettext(FACT_WORDS[fact]),
        report=report,
        step=view.key if view else None,
        step_title=rule.title.in_(telling.language) if rule and view else None,
        reopens=_reopens(telling, view),
    )


def _said_by(telling: Telling, fact: str, reports: Reports) -> str | None:
    """The report that the fact comes from: of those that answer it, the one done last (as cases.facts)."""
    models = {name: report_model(name) for name in reports}
    answering = [model.model_validate(reports[name]) for name, model in models.items() if fact in model.supplies]
    told = [each for each in answering if each.facts(telling.now)[fact] is not None]
    return max(told, key=lambda each: each.done_at).name if told else None


def _reopens(telling: Telling, view: StepView | None) -> Reopens | None:
    if view is None or view.status != "finished" or telling.past or telling.view.status == "closed":
        return None
    return "you" if may(telling.actor, "reopen", telling.relation, view.side) else "supervisor"
