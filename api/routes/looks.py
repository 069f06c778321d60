"""Who looked at a case; and what an auditor asks of it."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.acts.acting import Doing
from api.acts.auditing import audit, say_found, whose_file
from api.explain.looks import readers_shown
from api.pages.language import spoken
from api.responses import READS, problems
from api.routes.cases import Number
from api.schemas.looks import AuditShown, FileFound, ReadersListed
from api.schemas.requests import Found

Mark = Annotated[str, Path(pattern="^([0-9a-f]{16}|[0-9a-f]{64})$")]

router = APIRouter(tags=["who looked"])


@router.get("/cases/{case}/readers", responses=problems(*READS, "not_allowed"))
async def readers(number: Number, acting: Doing) -> ReadersListed:
    """Everybody who was shown a part of this case, how often, and when last. Nothing in it is ever changed.

    The host country reads of everybody, the country of origin of its own side.
    """
    asked = await acting.on_case(number, "read_looks")
    return await readers_shown(acting.session, asked.case, asked.relation, spoken())


@router.get("/audit", responses=problems("not_signed_in", "not_allowed"))
async def audited(acting: Doing) -> AuditShown:
    """For auditors: who of your agency looked at unusually many cases, and the cases whose ledgers you may read."""
    return await audit(acting)


@router.get("/audit/exports/{mark}", responses=problems(*READS, "not_allowed"))
async def file_found(mark: Mark, acting: Doing) -> FileFound:
    """For auditors: whose a file or a print is that turned up.

    By the export's number, which stands on each page, by its seal, or by its SHA-256. `not_found` also for an export
    that does not concern your agency."""
    return await whose_file(acting, mark)


@router.post(
    "/audit/{reading}/review",
    status_code=204,
    responses=problems(*READS, "not_allowed", "form_not_ours", "already_answered", "too_large", "no_room"),
)
async def reviewed(reading: Annotated[str, Path(pattern="^[0-9a-f]{1,40}$")], said: Found, acting: Doing) -> None:
    """What you found. The first review stands."""
    await say_found(acting, reading, said.found)
