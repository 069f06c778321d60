"""``account reset-password`` and ``account sign-out``: what an operator does for who forgot, or lost, or was robbed."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.account_changes import changed
from cases.repository import open_sessions, own_password
from cases.repository.operator_acts import To
from cases.repository.people import user_by_email
from commands.account import Email, in_the_database, told
from commands.leaving import CannotRun
from commands.operator import noted

Whose = Annotated[str, typer.Option("--email", help="Whose sessions.")]
Everybody = Annotated[bool, typer.Option("--everybody", help="All sessions of all people.")]


def reset_password(email: Email) -> None:
    """Give a new first password to who forgot theirs. Their sessions end; their second factor is asked for as before.

    Make sure first, by another way than e-mail, that it is they who ask.
    """

    async def given(session: AsyncSession) -> str | None:
        user, now = await user_by_email(session, email), datetime.now(UTC)
        if user is None:
            return None
        made = await own_password.give(session, user, now)
        await changed(session, user, "password_given", now)
        await noted(session, "password_given", To(user=user), now)
        return made

    made = asyncio.run(in_the_database(given))
    if made is None:
        raise CannotRun("There is no account with that e-mail address.")
    typer.echo(told(made))


def sign_out(email: Whose = "", everybody: Everybody = False) -> None:
    """End the sessions of one person, or of everybody: they sign in again. Nothing that they typed is lost."""
    if bool(email) == everybody:
        raise CannotRun("Say whose sessions end: --email ADDRESS, or --everybody.")

    async def ended(session: AsyncSession) -> int | None:
        user = await user_by_email(session, email) if email else None
        if user is None and not everybody:
            return None
        user_id = user.id if user else None
        signed_in = await open_sessions.whose(session, user_id)
        count = await open_sessions.end_all(session, user_id)
        now = datetime.now(UTC)
        for each in signed_in:
            await changed(session, each, "signed_out", now)
        await noted(session, "signed_out", To(user=user), now, str(count))
        return count

    count = asyncio.run(in_the_database(ended))
    if count is None:
        raise CannotRun("There is no account with that e-mail address.")
    typer.echo(f"Sessions ended: {count}.")
