"""Region-wide holds: a closed border or a disaster stops every journey that it covers, until it is lifted."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.acts import on_borders
from api.acts.acting import Doing
from api.explain.borders import border_shown, borders_shown
from api.responses import READS, problems
from api.schemas.borders import BorderShown, BordersListed, HoldMade
from cases.reports.region_hold import HoldAsked, HoldOver
from workflows.messages import Receipt

router = APIRouter(prefix="/borders", tags=["borders"])

Id = Annotated[str, Path(alias="hold", pattern="^[0-9a-f]{1,64}$", description="The id of the hold.")]

ACTS = ("form_not_ours", "not_your_border", "report_invalid", "too_large", "not_confirmed_yet")


@router.get("", responses=problems("not_signed_in", "not_understood", "not_for_your_role"))
async def borders(acting: Doing) -> BordersListed:
    """Which holds stand and which were lifted: what each covers, why, and how many journeys wait for it."""
    on_borders.demand_reader(acting)
    return await borders_shown(acting.session, acting.actor, acting.now)


@router.post("", status_code=201, responses=problems("not_signed_in", "not_understood", *ACTS, "key_reused"))
async def hold_region(asked: HoldAsked, acting: Doing) -> HoldMade:
    """Hold every journey that it covers, for a supervisor of a country that it names.

    The gates of departure and release are shut for all of them when this answers; each case is told. Sent again with
    the same `Idempotency-Key`, it is the same hold.
    """
    return HoldMade(id=await on_borders.hold_region(acting, asked))


@router.get("/{hold}", responses=problems(*READS, "not_for_your_role"))
async def border(hold: Id, acting: Doing) -> BorderShown:
    """One hold, standing or lifted."""
    found = await on_borders.hold_of(acting, hold)
    return await border_shown(acting.session, acting.actor, found, acting.now)


@router.post("/{hold}/lift", responses=problems(*READS, *ACTS, "not_for_your_role", "hold_lifted"))
async def lift(hold: Id, asked: HoldOver, acting: Doing) -> Receipt:
    """Let journeys go on, for a supervisor of the country that set it. Each case is told, and plans afresh."""
    return await on_borders.lift_hold(acting, hold, asked)
