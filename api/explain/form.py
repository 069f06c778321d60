"""A step with everything its form needs: schema, example, draft, what was filed, the checklist of its gate."""

from api.explain.part import knows_of, step_told
from api.explain.steps import step_shown
from api.explain.telling import Telling
from api.explain.verdicts import gate_shown
from api.explain.withheld import hidden_from, shown_data
from api.schemas.steps import DraftShown, FiledShown, StepOpened
from cases.errors import NotFound
from cases.reports import form_schema, report_model
from cases.reports.changed import fields_changed
from cases.repository.parts import stood
from cases.tables import Draft, FiledReport


def form_shown(
    telling: Telling, key: str, draft: Draft | None, filed: list[FiledReport], authors: dict[str, str]
) -> StepOpened:
    """The step of that key. Raises NotFound where the case has none."""
    view = telling.steps.get(key)
    if view is None or key in hidden_from(telling) or not knows_of(telling, key):
        raise NotFound()
    rule = telling.procedure.step(view.step)
    shown = step_told(telling, step_shown(telling, view, rule))
    return StepOpened(
        **shown.model_dump(),
        case=telling.case.number,
        schema_=form_schema(rule.report_model),
        example=report_model(rule.report_model).example().model_dump(mode="json"),
        draft=DraftShown(round=draft.round, data=draft.data, saved_at=draft.saved_at) if draft else None,
        filed=[_filed(telling, view.side, each, authors, before(each, filed)) for each in filed],
        checklist=gate_shown(telling, rule.gate) if rule.gate and telling.reader.own else None,
    )


def before(each: FiledReport, filed: list[FiledReport]) -> list[FiledReport]:
    """The versions that ``each`` corrects, oldest first: of one report, in one round, filed before it."""
    return [
        earlier
        for earlier in filed[: filed.index(each)]
        if each.corrects is not None
        and (earlier.name, earlier.round) == (each.name, each.round)
        and (earlier.corrects or earlier.sequence) == each.corrects
    ]


def _filed(
    telling: Telling, side: str, each: FiledReport, authors: dict[str, str], earlier: list[FiledReport]
) -> FiledShown:
    data, left_out = shown_data(telling, side, report_model(each.name), each.data)
    return FiledShown(
        report=each.name,
        round=each.round,
        data=data,
        left_out=left_out,
        author=telling.named(each.author, authors),
        filed_at=each.filed_at,
        stands=stood(each, telling.case.sequence) if telling.past else each.stands,
        version=len(earlier) + 1,
        reason=each.reason,
        changed=fields_changed(report_model(each.name), earlier[-1].data, each.data) if earlier else [],
    )
