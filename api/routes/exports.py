"""A case as a file."""

from fastapi import APIRouter
from fastapi.responses import Response

from api.acts.acting import Doing
from api.acts.exporting import export
from api.exported_file import as_attachment
from api.responses import READS, Responses, problems
from api.routes.cases import Number
from cases.exporting import ExportAsked

router = APIRouter(prefix="/cases/{case}", tags=["cases"])

REFUSED = ("form_not_ours", "not_allowed", "protected_by_supervisor", "let_in_takes_nothing", "too_large", "no_room")
FILE: Responses = {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}


@router.post("/export", response_class=Response, responses={**FILE, **problems(*READS, *REFUSED)})
async def exported(number: Number, asked: ExportAsked, acting: Doing) -> Response:
    """What you may read of the case now, as a file (`resguardo.case-export`, see docs/case-export.schema.json).

    For what and to whom is kept before it is given, and everybody who takes part reads it. No idempotency: sent again
    it is another file.
    """
    given = await export(acting, number, asked)
    return as_attachment(given.name, given.content)
