"""A step with everything its form needs: schema, example, draft, what was filed, the checklist of its gate."""

from api.explain.steps import step_shown
from api.explain.telling import Telling
from api.explain.verdicts import gate_shown
from api.schemas.steps import DraftShown, FiledShown, StepOpened
from cases.errors import NotFound
from cases.reports import form_schema, report_model
from cases.repository.parts import stood
from cases.tables import Draft, FiledReport


def form_shown(
    telling: Telling, key: str, draft: Draft | None, filed: list[FiledReport], authors: dict[str, str]
) -> StepOpened:
    """The step of that key. Raises NotFound where the case has none."""
    view = telling.steps.get(key)
    if view is None:
        raise NotFound()
    rule = telling.procedure.step(view.step)
    shown = step_shown(telling, view, rule)
    return StepOpened(
        **shown.model_dump(),
        case=telling.case.number,
        schema_=form_schema(rule.report_model),
        example=report_model(rule.report_model).example().model_dump(mode="json"),
        draft=DraftShown(round=draft.round, data=draft.data, saved_at=draft.saved_at) if draft else None,
        filed=[
            FiledShown(
                report=each.name,
                round=each.round,
                data=each.data,
                author=authors.get(each.author, each.author),
                filed_at=each.filed_at,
                stands=stood(each, telling.case.sequence) if telling.past else each.stands,
            )
            for each in filed
        ],
        checklist=gate_shown(telling, rule.gate) if rule.gate else None,
    )
