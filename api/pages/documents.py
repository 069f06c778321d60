"""The documents of a step: attached with a form that needs no script, looked at as pictures, taken back."""

from typing import Annotated, Any

from fastapi import Query, Request, Response
from starlette.datastructures import FormData, UploadFile

from api.acts import attaching, documents, giving
from api.acts.acting import Acting
from api.acts.attaching import LONGEST_TITLE, Given
from api.dependencies import Documents
from api.document_answers import as_file, as_picture
from api.errors import STATUS
from api.explain.documents import documents_listed
from api.pages.language import gettext, spoken
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, onward, pages, text
from api.pages.step_acts import demanded
from api.refused import problem_of
from api.schemas.problem import Problem
from cases.document_errors import DOCUMENTS
from cases.errors import Refusal
from cases.repository.procedures import procedure_of
from cases.words import N_
from runtime.documents.shelf import Shelf

router = pages()

PLACE = "/cases/{number}/steps/{key}/documents"
ONE = PLACE + "/{document}"

CORRECTED = frozenset({*DOCUMENTS, "not_understood"})
"""Refusals after which the form stands there again, with what was typed."""

WRONG = {
    "title": ("d-title", N_("What it is"), N_("Write in a few words what it is, at most 200 letters.")),
    "evidence": ("d-evidence", N_("It is the paper that this step needs"), N_("Choose one that this step names.")),
}
"""What is said of an answer of the form that is not taken, and where."""


@router.get(PLACE)
async def listed(request: Request, number: str, key: str, acting: Doing, shelf: Documents) -> Response:
    """The list, and the form."""
    return await _form(request, acting, shelf, number, key)


@router.post(PLACE)
async def attach(request: Request, number: str, key: str, acting: Doing, shelf: Documents, form: Posted) -> Response:
    """Attach what was sent. What is refused is said above the form; only the file must be chosen again."""
    evidence = text(form, "evidence") or None
    try:
        content, name = await _file(form)
        given = Given(content, text(form, "title"), name, evidence)
        await attaching.attach(acting, shelf, number, key, given)
    except Refusal as refusal:
        if refusal.code not in CORRECTED:
            raise
        typed = {"title": text(form, "title"), "evidence": evidence or ""}
        return await _form(request, acting, shelf, number, key, typed, problem_of(refusal, spoken()))
    return onward(f"/cases/{number}/steps/{key}", "attach")


@router.get(ONE)
async def read(request: Request, number: str, key: str, document: str, acting: Doing, shelf: Documents) -> Response:
    """One document: pictures of its first pages, and the way to its bytes."""
    problem = await _not_given(acting, shelf, number, key, document)
    found = await documents_listed(acting, shelf, number, key, spoken())
    shown = next(each for each in found.documents if each.id == document)
    return page(
        request,
        "document.html",
        problem=problem,
        **await _place(acting, number, key),
        document=shown,
        drawn=range(1, min(shown.pages, giving.PREVIEWED) + 1),
        may_attach=found.may_attach,
        nonce=nonce(),
    )


@router.get(f"{ONE}/file")
async def file(number: str, key: str, document: str, acting: Doing, shelf: Documents) -> Response:
    """Its bytes, to be kept as a file."""
    return as_file(*await giving.content_of(acting, shelf, number, key, document))


@router.get(f"{ONE}/preview")
async def preview(
    number: str,
    key: str,
    document: str,
    acting: Doing,
    shelf: Documents,
    page_: Annotated[int, Query(alias="page")] = 1,
) -> Response:
    """A picture of a page with the reader's name over it."""
    return as_picture(await giving.preview(acting, shelf, number, key, document, page_))


@router.post(f"{ONE}/withdrawal")
async def withdraw(number: str, key: str, document: str, acting: Doing, form: Posted) -> Response:
    """Take it back, with the reason."""
    await documents.withdraw(acting, number, key, document, demanded(form, "reason"))
    return onward(f"/cases/{number}/steps/{key}", "withdraw_document")


async def _not_given(acting: Acting, shelf: Shelf, number: str, key: str, document: str) -> Problem | None:
    """Why a document is not given now; one that was not scanned is looked at by the scanner first. Raises NotFound."""
    row = await documents.read_one(acting, number, key, document)
    if row.scan == "clean" and row.withdrawn is None:
        return None
    try:
        await giving.content_of(acting, shelf, number, key, document)
    except Refusal as refusal:
        return problem_of(refusal, spoken())
    return None


async def _form(
    request: Request,
    acting: Acting,
    shelf: Shelf,
    number: str,
    key: str,
    typed: dict[str, str] | None = None,
    problem: Problem | None = None,
) -> Response:
    wrong = [WRONG[str(each.loc[-1])] for each in problem.faults if str(each.loc[-1]) in WRONG] if problem else []
    return page(
        request,
        "documents.html",
        int(STATUS[problem.code]) if problem else 200,
        **await _place(acting, number, key),
        documents=await documents_listed(acting, shelf, number, key, spoken()),
        typed=typed or {},
        problem=problem,
        faults=[(field, gettext(label), gettext(sentence)) for field, label, sentence in wrong],
        longest_title=LONGEST_TITLE,
        nonce=nonce(),
    )


async def _place(acting: Acting, number: str, key: str) -> dict[str, Any]:
    asked, step = await acting.reading_step(number, key)
    rule = (await procedure_of(acting.session, asked.case.edition)).step(step.step)
    return {"case": asked.case, "step": step, "title": rule.title.in_(spoken())}


async def _file(form: FormData) -> tuple[bytes, str]:
    sent = form.get("file")
    return (await sent.read(), sent.filename or "") if isinstance(sent, UploadFile) else (b"", "")
