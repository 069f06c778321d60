"""Recovery codes: one paper for all second factors of a person. Each serves once."""

from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.one_time import new_recovery_codes, recovery_hash
from cases.tables import RecoveryCode


async def codes_left(session: AsyncSession, user_id: str) -> int:
    """How many are unused."""
    left = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user_id)
    return (await session.exec(left)).one()


async def first(session: AsyncSession, user_id: str) -> list[str]:
    """New ones for who has none left; otherwise none, and the old ones go on. The caller commits."""
    return [] if await codes_left(session, user_id) else await anew(session, user_id)


async def anew(session: AsyncSession, user_id: str) -> list[str]:
    """New ones, told this once, in the place of the old. The caller commits."""
    await forget(session, user_id)
    codes = new_recovery_codes()
    session.add_all(RecoveryCode(code_hash=recovery_hash(user_id, each), user_id=user_id) for each in codes)
    return codes


async def used_up(session: AsyncSession, user_id: str, typed: str) -> bool:
    """Whether it was one of them; it is none any more. In one statement: sent twice at once it is taken once."""
    hashed = recovery_hash(user_id, typed)
    gone = await session.exec(
        delete(RecoveryCode).where(col(RecoveryCode.code_hash) == hashed, col(RecoveryCode.user_id) == user_id)
    )
    return gone.rowcount == 1


async def forget(session: AsyncSession, user_id: str) -> None:
    """None any more. The caller commits."""
    await session.exec(delete(RecoveryCode).where(col(RecoveryCode.user_id) == user_id))
