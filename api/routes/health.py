"""Whether the service can do its work, for whoever watches it. It says nothing else."""

from fastapi import APIRouter, Response
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select

from api.dependencies import CaseEngine, Database
from api.schemas.answers import Health
from cases.tables import Agency

router = APIRouter(tags=["health"])


@router.get("/health", responses={503: {"model": Health, "description": "Not able to work."}})
async def health(session: Database, engine: CaseEngine, response: Response) -> Health:
    """Asks the database and Temporal."""
    try:
        await session.exec(select(Agency.id).limit(1))
    except SQLAlchemyError:
        response.status_code = 503
        return Health(status="not_ok")
    if not await engine.answers():
        response.status_code = 503
        return Health(status="not_ok")
    return Health(status="ok")
