"""The record, as a command asks it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel.ext.asyncio.session import AsyncSession

from commands.leaving import CannotRun
from runtime.database import engine, sessions
from runtime.settings import settings

R = TypeVar("R")


async def in_the_record(ask: Callable[[AsyncSession], Awaitable[R]]) -> R:
    """Ask, in a session of its own. Raises CannotRun where there is no record, or one that is not migrated."""
    made = engine(settings().database_url)
    try:
        async with sessions(made)() as session:
            return await ask(session)
    except (OperationalError, ProgrammingError):
        raise CannotRun(
            "The record cannot be read (RESGUARDO_DATABASE_URL). Does it exist, and is it migrated?"
        ) from None
    finally:
        await made.dispose()
