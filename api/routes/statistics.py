"""How many cases a country has."""

from fastapi import APIRouter

from api.acts.acting import Doing
from api.acts.counting import counts
from api.responses import problems
from api.schemas.statistics import StatisticsShown

router = APIRouter(tags=["statistics"])


@router.get("/statistics", responses=problems("not_signed_in", "not_allowed", "no_room"))
async def counted(acting: Doing) -> StatisticsShown:
    """For analysts: the cases of your country, counted. No count under the least number is told, zero included.

    Any other is rounded, and a sum is told as wide as it must be for no row to be worked out from it.
    Counted once a month, for whoever asks first: asked again, the same is told.
    """
    return await counts(acting)
