"""The steps of a case as a file, with what was filed on each: the same answers as its page shows this reader."""

from collections.abc import Iterable

from api.acts.acting import Acting
from api.acts.documents import read_documents
from api.explain.form import form_shown
from api.explain.telling import Telling
from api.explain.withheld import without_places
from api.pages.forms.answers import Line, answers
from api.pages.language import gettext
from api.pages.words import STATUSES
from api.schemas.exports import ExportedAnswer, ExportedPaper, ExportedReport, ExportedStep
from api.schemas.steps import FiledShown, StepShown
from cases.errors import NotFound
from cases.reports import report_model
from cases.repository.people import names_of


async def exported_steps(
    acting: Acting, told: Telling, steps: Iterable[StepShown], addresses: bool
) -> list[ExportedStep]:
    """Those that have opened, or on which something was filed. ``addresses``: with where the child sleeps and is, as
    far as the reader reads it."""
    found = [await _step(acting, told, each, addresses) for each in steps if each.begun]
    return [each for each in found if each is not None and (each.status != "waiting" or each.reports)]


async def _step(acting: Acting, told: Telling, shown: StepShown, addresses: bool) -> ExportedStep | None:
    filed = await told.filed(acting.session, shown.key)
    authors = await names_of(acting.session, [each.author for each in filed])
    try:
        step = form_shown(told, shown.key, None, filed, authors)
    except NotFound:  # a duty of something confidential, say
        return None
    said = step.model_dump(
        include={
            "key", "title", "side", "responsible", "holder", "status", "round", "opened_at", "finished_at", "outcome",
        }
    )  # fmt: skip
    return ExportedStep(
        **said,
        owner=step.owner_name,
        status_words=gettext(STATUSES.get(step.status, step.status)),
        due_at=step.clock.due_at,
        because=step.clock.because,
        reports=[_report(each, addresses) for each in step.filed],
        documents=await _documents(acting, told.case.number, step.key),
    )


def _report(filed: FiledShown, addresses: bool) -> ExportedReport:
    model = report_model(filed.report)
    data, left_out = (filed.data, filed.left_out) if addresses else without_places(model, filed.data, filed.left_out)
    said = filed.model_dump(include={"report", "round", "version", "stands", "filed_at", "author", "reason"})
    shown = answers(model, data, secrets=True)  # what may not be read is not in the data any more
    return ExportedReport(**said, data=data, left_out=left_out, answers=[_answer(each) for each in shown])


def _answer(line: Line) -> ExportedAnswer:
    return ExportedAnswer(label=line.label, said=line.said, items=[_answer(each) for each in line.items])


async def _documents(acting: Acting, number: str, key: str) -> list[ExportedPaper]:
    """Those that this person reads: by name and hash; the bytes are loaded down one by one, and each is a look."""
    return [
        ExportedPaper(
            title=each.title,
            kind=each.evidence or each.media_type,
            sha256=each.sha256,
            at=each.attached_at,
            withdrawn=each.withdrawn is not None,
        )
        for each in (await read_documents(acting, number, key)).documents
    ]
