"""A case whose consular term runs, for tests of editions."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from guidelines.due import compute
from tests.api.given import NOW, Written, opened, procedure

STARTED = NOW - timedelta(days=2)


def running(step: str, started: datetime = STARTED) -> dict[str, Any]:
    """A step that opened then, with the clock of its rule."""
    clock = procedure().step(step).deadline
    assert clock is not None
    due = compute(procedure(), clock, started)
    because = due.because.model_dump(mode="json")
    return {
        "status": "open", "opened_at": started, "due_at": due.at, "because": because, "basis": due.because.basis,
    }  # fmt: skip


async def with_the_consulate(session: AsyncSession, by: Actor) -> Written:
    """A case of MX and GT that waits for the consulate's answer, ten working days long."""
    return await opened(
        session, by, {"nationality": running("nationality")}, stage="assessment", origin_takes_part=True
    )
