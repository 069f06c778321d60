"""The procedures that cases follow, kept once for each edition."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
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


async def keep(session: AsyncSession, edition: str, content: dict[str, Any]) -> None:
    """Keep the content of an edition, unless it is kept: also when two cases bring it at the same instant.

    ``content`` is the same for both (the edition is its hash), so it does not matter whose stays. The caller commits.
    """
    # The two databases share the words; SQLAlchemy has them in two places.
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    await session.exec(
        insert(Row).values(edition=edition, content=content).on_conflict_do_nothing(index_elements=["edition"])
    )
