"""A person's second factor: turned on by a code, asked for at each sign-in, turned off by a code."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.one_time import new_recovery_codes, new_secret, recovery_hash, step_of
from cases.sign_in_errors import SecondFactorRefused
from cases.tables import RecoveryCode, SecondFactor
from cases.tables.ciphering import keys_of
from runtime.keys.cipher import is_text
from runtime.keys.ring import ACCOUNTS


async def is_on(session: AsyncSession, user_id: str) -> bool:
    """Whether signing in asks this person for a code."""
    return (await _row(session, user_id, on=True)) is not None


async def pending(session: AsyncSession, user_id: str) -> str | None:
    """The secret that waits for its first code; None where none does."""
    row = await _row(session, user_id, on=False)
    return _told(session, row) if row else None


async def codes_left(session: AsyncSession, user_id: str) -> int:
    """How many recovery codes are unused."""
    left = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.user_id == user_id)
    return (await session.exec(left)).one()


async def begin(session: AsyncSession, user_id: str) -> None:
    """Make a secret to be confirmed; one that is on already stays. Commits."""
    await session.exec(
        delete(SecondFactor).where(col(SecondFactor.user_id) == user_id, col(SecondFactor.on_since).is_(None))
    )
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    secret = keys_of(session).text(ACCOUNTS, new_secret(), _place(user_id))
    made = insert(SecondFactor).values(user_id=user_id, secret=secret, last_step=0)
    await session.exec(made.on_conflict_do_nothing(index_elements=["user_id"]))
    await session.commit()


async def confirm(session: AsyncSession, user_id: str, code: str, now: datetime) -> list[str]:
    """Turn it on: the recovery codes, which are told this once. Raises SecondFactorRefused. Commits."""
    row = await _row(session, user_id, on=False)
    step = step_of(_told(session, row), code, now) if row else None
    if row is None or step is None:
        raise SecondFactorRefused()
    turned = await session.exec(
        update(SecondFactor)
        .where(col(SecondFactor.user_id) == user_id, col(SecondFactor.on_since).is_(None))
        .where(col(SecondFactor.secret) == row.secret)
        .values(on_since=now, last_step=step)
    )
    if turned.rowcount != 1:
        raise SecondFactorRefused()
    codes = new_recovery_codes()
    session.add_all(RecoveryCode(code_hash=recovery_hash(user_id, each), user_id=user_id) for each in codes)
    await session.commit()
    return codes


async def accepted(session: AsyncSession, user_id: str, code: str, now: datetime) -> bool:
    """Whether it is a code of this person's telephone or a recovery code, unused until now: it is used up by this.

    In one statement each: sent twice at once it is taken once. The caller commits.
    """
    row = await _row(session, user_id, on=True)
    if row is None:
        return False
    step = step_of(_told(session, row), code, now)
    if step is not None:
        used = await session.exec(
            update(SecondFactor)
            .where(col(SecondFactor.user_id) == user_id, col(SecondFactor.last_step) < step)
            .values(last_step=step)
        )
        return used.rowcount == 1
    hashed = recovery_hash(user_id, code)
    gone = await session.exec(
        delete(RecoveryCode).where(col(RecoveryCode.code_hash) == hashed, col(RecoveryCode.user_id) == user_id)
    )
    return gone.rowcount == 1


async def turn_off(session: AsyncSession, user_id: str) -> None:
    """Ask for no code any more; secret and recovery codes are gone. The caller commits."""
    await session.exec(delete(RecoveryCode).where(col(RecoveryCode.user_id) == user_id))
    await session.exec(delete(SecondFactor).where(col(SecondFactor.user_id) == user_id))


def _told(session: AsyncSession, row: SecondFactor) -> str:
    """The secret itself; one from before there were keys is read as it is, until it is made anew."""
    return keys_of(session).plain(ACCOUNTS, row.secret, _place(row.user_id)) if is_text(row.secret) else row.secret


def _place(user_id: str) -> str:
    return f"second_factor.secret.{user_id}"


async def _row(session: AsyncSession, user_id: str, *, on: bool) -> SecondFactor | None:
    since = col(SecondFactor.on_since)
    wanted = since.is_not(None) if on else since.is_(None)
    return (await session.exec(select(SecondFactor).where(SecondFactor.user_id == user_id, wanted))).one_or_none()
