"""Failed sign-ins, counted for each typed e-mail and each address: after a few of them the next try has to wait.

A try is counted before it is looked at and given back when it was good, so that many sent at once are all counted.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil

from sqlalchemy import case, literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.people import plain_email
from cases.sign_in_errors import TooManyAttempts
from cases.tables import SignInAttempts
from cases.tables.columns import UTCDateTime
from runtime.keys.cipher import Undecipherable
from runtime.keys.ring import Erased, KeyLost, Keys
from runtime.keys.wrapping import NoKey
from runtime.room import NoRoom
from runtime.security_log import note


@dataclass(frozen=True)
class Limit:
    """``free``: failures in ``within`` after which a try has to wait: ``first``, then twice as long each time, never
    longer than ``longest``."""

    free: int
    within: timedelta
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(minutes=15)

    def wait(self, failures: int) -> timedelta:
        """How long nobody is looked at after that many failures."""
        if failures < self.free:
            return timedelta(0)
        return min(self.first * (1 << min(failures - self.free, 10)), self.longest)


EMAIL = Limit(free=5, within=timedelta(days=1))
"""Whoever guesses one person's password has about a hundred tries a day; whoever mistypes waits for half a minute."""

ADDRESS = Limit(free=60, within=timedelta(hours=1))
"""Wide: a whole agency may come from one address. It stops who tries one password on many people."""

KEPT = max(EMAIL.within, ADDRESS.within)
"""After that a count says nothing any more."""

NETWORK = 64
"""Bits of an IPv6 address that are one subscriber's: the rest they choose themselves."""


@dataclass(frozen=True)
class Counted:
    """A try as it was counted. ``next_at``: the wait that it began, if it began one."""

    key: str
    next_at: datetime | None


@dataclass(frozen=True)
class Turn:
    """A try that may be looked at, counted as failed until it turns out to be good. ``email``: the key of the e-mail's
    count; empty where none was typed."""

    counted: tuple[Counted, ...]
    email: str = ""


async def take_turn(session: AsyncSession, email: str, address: str, now: datetime) -> Turn:
    """Count a try. Raises TooManyAttempts where it is not to be looked at; it is then not counted. Commits.

    Nothing else must be waiting in ``session``: a refusal takes it back.
    """
    counted = await _counted(session, _keys(email, address), now, address)
    return Turn(counted, counted[0].key)


KEYS_OUT_OF_REACH = (NoKey, KeyLost, Erased, Undecipherable, NoRoom, OSError)
"""What may keep the accounts' key from being read or made."""


async def take_turn_from(session: AsyncSession, address: str, now: datetime) -> Turn:
    """The same where no e-mail is typed: counted for the address alone. Raises TooManyAttempts. Commits."""
    return Turn(await _counted(session, _of_address(address), now, address))


def origin(session: AsyncSession, address: str) -> str:
    """Where a try comes from, for the log: it tells two places apart, and names neither to who lacks the key.

    Empty where the keys cannot be had: that a log lacks a word keeps nobody out.
    """
    keys: Keys | None = session.info.get("keys")
    try:
        return keys.blind("origin", network(address)) if keys and address else ""
    except KEYS_OUT_OF_REACH:
        return ""


async def _counted(
    session: AsyncSession, keys: Iterator[tuple[str, Limit]], now: datetime, address: str
) -> tuple[Counted, ...]:
    counted = []
    for key, limit in keys:
        each = await _count(session, key, limit, now)
        if each is None:
            again = (await session.exec(select(SignInAttempts.next_at).where(SignInAttempts.key == key))).one()
            await session.rollback()
            note("sign_in_waits", origin=origin(session, address))
            raise TooManyAttempts(seconds=max(1, ceil((again - now).total_seconds())))
        counted.append(each)
    await session.commit()
    return tuple(counted)


async def give_back(session: AsyncSession, turn: Turn, now: datetime) -> None:
    """The try was no failure: its count, and the wait that it began, are taken back. The caller commits."""
    for each in turn.counted:
        begun = col(SignInAttempts.next_at) == literal(each.next_at, UTCDateTime())
        next_at = case((begun, literal(now, UTCDateTime())), else_=col(SignInAttempts.next_at))
        await session.exec(
            update(SignInAttempts)
            .where(col(SignInAttempts.key) == each.key, col(SignInAttempts.failures) > 0)
            .values(failures=SignInAttempts.failures - 1, next_at=next_at)
        )


async def forget_failures(session: AsyncSession, turn: Turn, now: datetime) -> None:
    """Somebody proved who they are: the e-mail's count begins anew, the address keeps its other failures.

    Counts that are too old to matter go. The caller commits.
    """
    await give_back(session, turn, now)
    old = col(SignInAttempts.since) <= now - KEPT
    await session.exec(delete(SignInAttempts).where((col(SignInAttempts.key) == turn.email) | old))


async def _count(session: AsyncSession, key: str, limit: Limit, now: datetime) -> Counted | None:
    """One more, in one statement: two processes lose none. None where the last one's wait is not over."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    over, at = col(SignInAttempts.since) <= now - limit.within, literal(now, UTCDateTime())
    one_more = (
        insert(SignInAttempts)
        .values(key=key, failures=1, since=now, next_at=now)
        .on_conflict_do_update(
            index_elements=["key"],
            set_={
                "failures": case((over, 1), else_=col(SignInAttempts.failures) + 1),
                "since": case((over, at), else_=col(SignInAttempts.since)),
            },
            where=col(SignInAttempts.next_at) <= now,
        )
        .returning(col(SignInAttempts.failures))
    )
    failures = (await session.exec(one_more)).scalar_one_or_none()
    if failures is None:
        return None
    wait = limit.wait(failures)
    if not wait:
        return Counted(key, None)
    next_at = now + wait
    await session.exec(update(SignInAttempts).where(col(SignInAttempts.key) == key).values(next_at=next_at))
    return Counted(key, next_at)


def _keys(email: str, address: str) -> Iterator[tuple[str, Limit]]:
    """Always in this order: two that hold one each would wait for one another."""
    yield _hash("email", plain_email(email)), EMAIL
    yield from _of_address(address)


def _of_address(address: str) -> Iterator[tuple[str, Limit]]:
    if address:
        yield _hash("address", network(address)), ADDRESS


def network(address: str) -> str:
    """What is counted as one place: an IPv4 address, an IPv6 network; whatever else the server says, as it is."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((int(found), NETWORK), strict=False))


def _hash(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode(errors="surrogatepass")).hexdigest()
