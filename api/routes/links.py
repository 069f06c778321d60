"""Cases that belong together."""

from fastapi import APIRouter

from api.acts import on_links
from api.acts.acting import Doing
from api.responses import ACTS, problems
from api.routes.cases import Number
from api.schemas.requests import LinkCase, OtherCase, Sign
from workflows.messages import Receipt

router = APIRouter(prefix="/cases/{case}/links", tags=["case acts"])

DONE = problems(*ACTS)


@router.post("", responses=DONE)
async def link(number: Number, asked: LinkCase, acting: Doing) -> Receipt:
    """Link the case of a sister, a brother, or another child of the group: from now on they travel together."""
    return await on_links.link(acting, number, asked.other, asked.kind, asked.reason)


@router.post("/{other}/separation", responses=DONE)
async def separate(number: Number, other: str, asked: Sign, acting: Doing) -> Receipt:
    """The report of a reasoned determination by which the two children do not travel together."""
    return await on_links.separate(acting, number, other, asked.report)


@router.post("/duplicate", responses=DONE)
async def join_duplicate(number: Number, asked: OtherCase, acting: Doing) -> Receipt:
    """This child has two cases: this one ends, `other` goes on. Both ledgers stay."""
    return await on_links.join_duplicate(acting, number, asked.other, asked.reason)


@router.post("/earlier", responses=DONE)
async def link_episode(number: Number, asked: OtherCase, acting: Doing) -> Receipt:
    """An earlier case of the same child: its return is reviewed before anybody decides on another one."""
    return await on_links.link_episode(acting, number, asked.other, asked.reason)
