"""A correction weighed for a reader: the new version against the one that stands."""

from typing import Any

from api.acts import on_corrections
from api.acts.acting import Acting, Asked
from api.explain.correcting import correction_shown
from api.explain.telling import Telling, telling
from api.pages.secrets import may_read_places, may_read_secrets
from api.schemas.corrections import CorrectionShown
from cases.reports import report_model
from cases.repository.reports import standing_of
from workflows.correction import approvers


async def preview_shown(
    acting: Acting, number: str, key: str, round_: int, report: dict[str, Any], language: str
) -> CorrectionShown:
    """What would follow from ``report``. Refuses what the act would refuse."""
    asked, weighed = await on_corrections.preview(acting, number, key, round_, report)
    return await _shown(acting, asked, key, weighed, language)


async def waiting_shown(acting: Acting, number: str, key: str, language: str) -> CorrectionShown:
    """What would follow now from the correction that waits."""
    asked, weighed = await on_corrections.preview_waiting(acting, number, key)
    return await _shown(acting, asked, key, weighed, language)


async def _shown(
    acting: Acting, asked: Asked, key: str, weighed: on_corrections.Weighed, language: str
) -> CorrectionShown:
    found, follows = weighed
    told: Telling = await telling(acting.session, acting.actor, asked.relation, asked.case, acting.now, language)
    view = told.steps[key]
    model = report_model(told.procedure.step(view.step).report_model)
    old = await standing_of(acting.session, asked.case.number, key, model.name) or {}
    file = await on_corrections.file_of(acting.session, asked.case)
    return correction_shown(
        told,
        model,
        (old, found.judgement.report or {}),
        follows,
        approvers(file, file.steps[key]),
        (
            may_read_secrets(asked.relation, view.side, told.view),
            may_read_places(asked.relation, view.side, told.view),
        ),
    )
