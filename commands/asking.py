"""The record, as a command asks it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.tables import Case
from commands.leaving import CannotRun
from runtime.database import engine, sessions
from runtime.keys.ring import Keys
from runtime.settings import settings

R = TypeVar("R")


async def in_the_record(ask: Callable[[AsyncSession], Awaitable[R]], held: Keys | None = None) -> R:
    """Ask, in a session of its own. Without keys what is confidential comes enciphered, as it stands there.

    Raises CannotRun where there is no record, or one that is not migrated.
    """
    made = engine(settings().database_url)
    try:
        async with sessions(made, held)() as session:
            await session.exec(select(Case.number).limit(1))  # whatever is asked, of no record it is asked in vain
            return await ask(session)
    except (OperationalError, ProgrammingError):
        raise CannotRun(
            "The record cannot be read (RESGUARDO_DATABASE_URL). Does it exist, and is it migrated?"
        ) from None
    finally:
        await made.dispose()
