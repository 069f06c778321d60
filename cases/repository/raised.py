"""The alerts that stand on the rows of a list."""

from collections.abc import Iterable

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.work import WorkRow
from cases.tables import Alert


async def unseen_alerts(session: AsyncSession, rows: Iterable[WorkRow]) -> dict[tuple[str, str], Alert]:
    """By case and step, the newest alert that nobody has acknowledged. The rows are those the reader may see."""
    numbers = {row.case.number for row in rows}
    found = await session.exec(
        select(Alert)
        .where(
            col(Alert.case_number).in_(numbers), col(Alert.cleared_at).is_(None), col(Alert.acknowledged_at).is_(None)
        )
        .order_by(col(Alert.raised_at), Alert.id)
    )
    return {(alert.case_number, alert.step_key): alert for alert in found.all()}
