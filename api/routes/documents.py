"""Documents attached to a step: list them, attach one, read one, take one back."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Query, UploadFile
from fastapi.responses import Response

from api.acts import attaching, documents, giving
from api.acts.acting import Doing
from api.acts.attaching import LONGEST_TITLE, Given
from api.dependencies import Documents
from api.document_answers import as_file, as_picture
from api.explain.documents import attached, documents_listed
from api.pages.language import spoken
from api.responses import ACTS, READS, Responses, problems
from api.routes.cases import Number
from api.routes.steps import Key
from api.schemas.documents import DocumentAttached, DocumentsListed, TakeBack
from cases.document_errors import DOCUMENTS
from workflows.messages import Receipt

router = APIRouter(prefix="/cases/{case}/steps/{step}/documents", tags=["documents"])

Id = Annotated[str, Path(pattern="^[0-9a-f]{1,40}$", description="The document's id.")]

GIVEN = (*READS, "not_allowed", "not_scanned_yet", "document_withdrawn", "document_infected", "document_lost")


def bytes_of(media_type: str, *codes: str) -> Responses:
    """An answer that is a file, and the problems in its place."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"content": content}, **problems(*GIVEN, "storage_away", *codes)}


@router.get("", responses=problems(*READS, "not_allowed"))
async def listed(number: Number, key: Key, acting: Doing, shelf: Documents) -> DocumentsListed:
    """The documents of the step that you may read, and what may be attached to it."""
    return await documents_listed(acting, shelf, number, key, spoken())


@router.post("", responses=problems(*ACTS, *DOCUMENTS, "key_reused"))
async def attach(
    number: Number,
    key: Key,
    acting: Doing,
    shelf: Documents,
    file: Annotated[UploadFile, File(description="A JPEG, a PNG or a PDF, by its bytes.")],
    title: Annotated[str, Form(min_length=1, max_length=LONGEST_TITLE)],
    evidence: Annotated[str | None, Form(max_length=60, description="A kind that the step names.")] = None,
) -> DocumentAttached:
    """Attach a document to the step, before or after its report is filed. Send an Idempotency-Key to send it again."""
    given = Given(await file.read(), title, file.filename or "", evidence or None)
    return attached(*await attaching.attach(acting, shelf, number, key, given))


@router.get("/{document}", response_class=Response, responses=bytes_of("application/octet-stream"))
async def read(number: Number, key: Key, document: Id, acting: Doing, shelf: Documents) -> Response:
    """Its bytes, as they were attached: to be kept as a file, never to be shown by a browser."""
    return as_file(*await giving.content_of(acting, shelf, number, key, document))


@router.get(
    "/{document}/preview",
    response_class=Response,
    responses=bytes_of("image/jpeg", "document_unreadable", "document_active", "document_too_wide"),
)
async def preview(
    number: Number, key: Key, document: Id, acting: Doing, shelf: Documents, page: Annotated[int, Query(ge=1)] = 1
) -> Response:
    """A picture of one of its first pages, with your name, your agency, the time and the case's number over it."""
    return as_picture(await giving.preview(acting, shelf, number, key, document, page))


@router.post("/{document}/withdrawal", responses=problems(*ACTS, "document_withdrawn"))
async def withdraw(number: Number, key: Key, document: Id, asked: TakeBack, acting: Doing) -> Receipt:
    """Take it back, with the reason. It stays listed as withdrawn; only supervisors get its bytes."""
    return await documents.withdraw(acting, number, key, document, asked.reason)
