"""A person's second factor: codes of a telephone, turned on by one of them; passkeys (passkeys.py); or both."""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, delete, exists, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.one_time import new_secret, step_of
from cases.repository import recovery
from cases.sign_in_errors import LastSecondFactor, SecondFactorRefused
from cases.tables import Passkey, SecondFactor, User
from cases.tables.ciphering import keys_of
from runtime.keys.cipher import is_text
from runtime.keys.ring import ACCOUNTS
from runtime.security_log import note


def guarded() -> ColumnElement[bool]:
    """Whether the ``User`` of a query has a second factor of any kind."""
    codes = exists().where(col(SecondFactor.user_id) == User.id, col(SecondFactor.on_since).is_not(None))
    return or_(codes, exists().where(col(Passkey.user_id) == User.id))


async def is_on(session: AsyncSession, user_id: str) -> bool:
    """Whether signing in asks this person for more than the password."""
    return (await session.exec(select(User.id).where(User.id == user_id, guarded()))).first() is not None


async def codes_on(session: AsyncSession, user_id: str) -> bool:
    """Whether their telephone shows codes."""
    return (await _row(session, user_id, on=True)) is not None


async def pending(session: AsyncSession, user_id: str) -> str | None:
    """The secret that waits for its first code; None where none does."""
    row = await _row(session, user_id, on=False)
    return _told(session, row) if row else None


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
    """Turn the codes on: recovery codes, which are told this once; none where those of a passkey are left.

    Raises SecondFactorRefused. The caller commits.
    """
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
    return await recovery.first(session, user_id)


async def accepted(session: AsyncSession, user_id: str, code: str, now: datetime) -> bool:
    """Whether it is a code of this person's telephone or a recovery code, unused until now: it is used up by this.

    In one statement each: sent twice at once it is taken once. The caller commits.
    """
    row = await _row(session, user_id, on=True)
    step = step_of(_told(session, row), code, now) if row else None
    good = await (recovery.used_up(session, user_id, code) if step is None else _used(session, user_id, step))
    if not good:
        note("code_refused", user=user_id)
    return good


async def _used(session: AsyncSession, user_id: str, step: int) -> bool:
    used = await session.exec(
        update(SecondFactor)
        .where(col(SecondFactor.user_id) == user_id, col(SecondFactor.last_step) < step)
        .values(last_step=step)
    )
    return used.rowcount == 1


async def codes_off(session: AsyncSession, user_id: str) -> None:
    """Take no code of the telephone any more; recovery codes stay for who has a passkey. The caller commits."""
    await session.exec(delete(SecondFactor).where(col(SecondFactor.user_id) == user_id))
    if not await is_on(session, user_id):
        await recovery.forget(session, user_id)
    note("second_factor_off", user=user_id, way="code")


async def turn_off(session: AsyncSession, user_id: str) -> None:
    """Ask for nothing but the password any more: secret, passkeys, recovery codes are gone. The caller commits."""
    await recovery.forget(session, user_id)
    await session.exec(delete(SecondFactor).where(col(SecondFactor.user_id) == user_id))
    await session.exec(delete(Passkey).where(col(Passkey.user_id) == user_id))


async def demand_another(session: AsyncSession, user_id: str, passkey: str = "") -> None:
    """Raises LastSecondFactor where nothing guards them but the codes (or that passkey), which they want to give up."""
    others = select(Passkey.id).where(Passkey.user_id == user_id, Passkey.id != passkey)
    left = (await session.exec(others)).first() is not None or (passkey and await codes_on(session, user_id))
    if not left:
        raise LastSecondFactor()


def _told(session: AsyncSession, row: SecondFactor) -> str:
    """The secret itself; one from before there were keys is read as it is, until it is made anew."""
    return keys_of(session).plain(ACCOUNTS, row.secret, _place(row.user_id)) if is_text(row.secret) else row.secret


def _place(user_id: str) -> str:
    return f"second_factor.secret.{user_id}"


async def _row(session: AsyncSession, user_id: str, *, on: bool) -> SecondFactor | None:
    since = col(SecondFactor.on_since)
    wanted = since.is_not(None) if on else since.is_(None)
    return (await session.exec(select(SecondFactor).where(SecondFactor.user_id == user_id, wanted))).one_or_none()
