"""Borders that are held: which holds stand and what waits for them; a supervisor sets one, and lifts it."""

from typing import Any

from fastapi import Request, Response

from api.acts import on_borders
from api.explain.borders import border_shown, borders_shown
from api.explain.law import cited
from api.pages.forms.sheet import Sheet, handed_in, sheet
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.route import Doing, Posted, onward, pages
from cases.access import may_hold
from cases.borders import BORDER_CLOSED, DIRECTIONS
from cases.reports.region_hold import HoldAsked, HoldOver
from guidelines.library import library

router = pages()


@router.get("/borders")
async def borders(request: Request, acting: Doing) -> Response:
    """Which holds stand, what each covers, and how many journeys wait; then those that were lifted."""
    on_borders.demand_reader(acting)
    found = await borders_shown(acting.session, acting.actor, acting.now)
    return page(request, "borders.html", found=found, may_hold=may_hold(acting.actor, acting.actor.country))


@router.get("/borders/new")
async def ask(request: Request, acting: Doing) -> Response:
    """The form: the supervisor's own country, and every journey, unless they say otherwise."""
    begun = {"country": acting.actor.country, "directions": list(DIRECTIONS)}
    return _form(request, acting, sheet(HoldAsked, begun))


@router.post("/borders/new")
async def hold_region(request: Request, acting: Doing, form: Posted) -> Response:
    """Hold every journey that it covers."""
    set_: list[str] = []

    async def act(data: dict[str, Any]) -> None:
        set_.append(await on_borders.hold_region(acting, HoldAsked.model_validate(data)))

    result = await handed_in(HoldAsked, form, act)
    if isinstance(result, Sheet):
        return _form(request, acting, result)
    return onward(f"/borders/{set_[0]}", "hold_region")


@router.get("/borders/{hold}")
async def border(request: Request, hold: str, acting: Doing) -> Response:
    """One hold; who may lift it does so here."""
    return await _shown(request, hold, acting)


@router.post("/borders/{hold}/lift")
async def lift(request: Request, hold: str, acting: Doing, form: Posted) -> Response:
    """Let journeys go on."""

    async def act(data: dict[str, Any]) -> None:
        await on_borders.lift_hold(acting, hold, HoldOver.model_validate(data))

    result = await handed_in(HoldOver, form, act)
    if isinstance(result, Sheet):
        return await _shown(request, hold, acting, result)
    return onward(f"/borders/{hold}", "lift_hold")


def _form(request: Request, acting: Doing, filled: Sheet) -> Response:
    on_borders.demand_holder(acting)
    rule = next(each for each in library().interruptions if each.id == BORDER_CLOSED)
    language = spoken()
    return page(
        request,
        "border_hold.html",
        filled.status,
        sheet=filled,
        explanation=rule.explanation.in_(language),
        duty=rule.hold.duty.title.in_(language) if rule.hold else None,
        cited=cited(rule.cite, library(), language),
    )


async def _shown(request: Request, hold: str, acting: Doing, filled: Sheet | None = None) -> Response:
    found = await on_borders.hold_of(acting, hold)
    shown = await border_shown(acting.session, acting.actor, found, acting.now)
    status = filled.status if filled else 200
    return page(request, "border.html", status, hold=shown, sheet=filled or sheet(HoldOver, {}))
