"""Who may have the child's data, for what and on which basis."""

from fastapi import APIRouter

from api.acts.acting import Doing
from api.explain import telling
from api.explain.consents import consents_shown
from api.pages.language import spoken
from api.responses import READS, problems
from api.routes.cases import Number
from api.schemas.consents import ConsentsListed

router = APIRouter(prefix="/cases/{case}/consents", tags=["cases"])


@router.get("", responses=problems(*READS))
async def consents(number: Number, acting: Doing) -> ConsentsListed:
    """Every consent to share with its basis and its state, every withdrawal, and from whom all is kept back now.

    One is given, withdrawn and reviewed by the events `sharing_consented`, `sharing_withdrawn`, `sharing_reviewed`.
    """
    asked = await acting.on_case(number, "read_whole")
    told = await telling(acting.session, asked.reader(acting.actor), asked.relation, asked.case, acting.now, spoken())
    return await consents_shown(acting.session, told)
