"""Children who travel along: link another case, or say by which determination they part."""

from typing import Any

from fastapi import Request, Response

from api.acts import on_links
from api.explain import explain
from api.pages.forms.sheet import Sheet, handed_in, sheet
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import Doing, Posted, onward, pages, text
from api.pages.step_acts import demanded
from cases.errors import EventNotPossible
from cases.link import TOGETHER
from cases.reports.separation import Separation

router = pages()


@router.post("/cases/{number}/links")
async def link(number: str, acting: Doing, form: Posted) -> Response:
    """Another case belongs to this one."""
    asked, other, reason = text(form, "kind"), demanded(form, "other"), demanded(form, "reason")
    if asked == "duplicate":
        await on_links.join_duplicate(acting, number, other, reason)
        return onward(f"/cases/{number}", "join_duplicate")
    if asked == "earlier_episode":
        await on_links.link_episode(acting, number, other, reason)
        return onward(f"/cases/{number}", "link_episode")
    kind = next((each for each in TOGETHER if each == asked), None)
    if kind is None:
        raise EventNotPossible(kind="link", stage="")
    await on_links.link(acting, number, other, kind, reason)
    return onward(f"/cases/{number}", "link")


@router.get("/cases/{number}/links/{other}/separation")
async def ask(request: Request, number: str, other: str, acting: Doing) -> Response:
    """The form of the determination by which they part."""
    return await _shown(request, number, other, acting)


@router.post("/cases/{number}/links/{other}/separation")
async def separate(request: Request, number: str, other: str, acting: Doing, form: Posted) -> Response:
    """They part."""

    async def act(data: dict[str, Any]) -> None:
        await on_links.separate(acting, number, other, data)

    result = await handed_in(Separation, form, act)
    if isinstance(result, Sheet):
        return await _shown(request, number, other, acting, result)
    return onward(f"/cases/{number}", "separate")


async def _shown(request: Request, number: str, other: str, acting: Doing, filled: Sheet | None = None) -> Response:
    asked = await acting.on_case(number, "separate")
    shown = await explain(acting.session, acting.actor, asked.relation, asked.case, acting.now, spoken())
    found = next((each for each in shown.links if each.case == other and each.together), None)
    if found is None:
        raise EventNotPossible(kind="separation", stage=asked.case.stage)
    return page(
        request,
        "separation.html",
        filled.status if filled else 200,
        case=asked.case,
        link=found,
        sheet=filled or sheet(Separation, {}),
    )
