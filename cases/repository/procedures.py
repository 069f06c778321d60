"""The procedures that cases follow, kept once for each edition."""

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import Procedure as Row
from guidelines.procedure import Procedure

_PARSED: dict[str, Procedure] = {}


async def procedure_of(session: AsyncSession, edition: str) -> Procedure:
    """The procedure of an edition: parsed once per process, for its content never changes. Raises KeyError."""
    if edition not in _PARSED:
        row = await session.get(Row, edition)
        if row is None:
            raise KeyError(f"no procedure of edition {edition}")
        _PARSED[edition] = Procedure.model_validate(row.content)
    return _PARSED[edition]
