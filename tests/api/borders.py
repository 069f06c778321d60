"""Region-wide holds in the record, as their workflow writes them; and cases that they keep waiting."""

import secrets
from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor
from cases.tables import RegionHold
from tests.api.given import NOW, Written, opened

WHY = "The river is over the bridge; nobody is let across."


async def held(session: AsyncSession, by: Actor, **changes: Any) -> str:
    """A hold of the borders of ``by``'s country, set yesterday. Its id."""
    fields: dict[str, Any] = {
        "id": secrets.token_hex(8),
        "cause": "disaster",
        "country": by.country,
        "directions": ["into", "through", "out_of"],
        "reason": WHY,
        "set_at": NOW - timedelta(days=1),
        "set_by": by.user,
        "agency_id": by.agency,
    }
    row = RegionHold(**fields | changes)
    session.add(row)
    await session.commit()
    return row.id


async def ready(session: AsyncSession, by: Actor, **case: Any) -> Written:
    """A case from MX to GT whose journey is being prepared."""
    fields: dict[str, Any] = {"custodian": "host", "origin_takes_part": True}
    return await opened(session, by, {}, stage="preparation", **fields | case)
