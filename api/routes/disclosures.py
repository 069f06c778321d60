"""What left the host country about a case, to whom and when."""

from fastapi import APIRouter

from api.acts.acting import Doing
from api.explain.disclosures import disclosures_shown
from api.pages.language import spoken
from api.responses import READS, problems
from api.routes.cases import Number
from api.schemas.disclosures import DisclosuresListed

router = APIRouter(prefix="/cases/{case}/disclosures", tags=["cases"])


@router.get("", responses=problems(*READS, "not_allowed"))
async def disclosures(number: Number, acting: Doing) -> DisclosuresListed:
    """What was told, sent or shown to the other country, and what of it before a claim. Host side only."""
    asked = await acting.on_case(number, "read_disclosures")
    return await disclosures_shown(acting.session, asked.case, spoken())
