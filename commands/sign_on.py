"""``account sso``: who signs in through the ministry's provider. Said by the operator, on the machine itself."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.account_changes import changed
from cases.actor import Role
from cases.repository.operator_acts import To
from cases.repository.sign_on import mark
from cases.sign_on import SignOn
from commands.account import Email, in_the_database
from commands.leaving import CannotRun
from commands.operator import noted
from runtime.second_factor_settings import ALL, NONE
from runtime.settings import Settings, settings

Ways = Annotated[SignOn, typer.Option(help="allowed: beside the password; only: the password opens nothing; off.")]

SAID = {
    SignOn.OFF: "Single sign-on is off for this account: its password opens it.",
    SignOn.ALLOWED: "Single sign-on is allowed for this account, beside its password.",
    SignOn.ONLY: "This account is opened by single sign-on alone: its password opens nothing any more.",
}


def sso(email: Email, ways: Ways = SignOn.ALLOWED) -> None:
    """Say whether somebody signs in through the ministry's provider (RESGUARDO_OIDC_ISSUER).

    Their sessions end, and a link with somebody at the provider is given up: whoever next comes from there with this
    e-mail, confirmed by the provider, is linked for good. So say it shortly before they sign in.
    """
    if ways is not SignOn.OFF and settings().oidc_issuer is None:
        raise CannotRun("Single sign-on is not set up here: give RESGUARDO_OIDC_ISSUER and what belongs to it first.")

    async def said(session: AsyncSession) -> bool:
        user = await mark(session, email, ways)
        if user is not None:
            now = datetime.now(UTC)
            await changed(session, user, "sign_on_ways", now)
            await noted(session, "sign_on_ways", To(user=user), now, ways.value)
        return user is not None

    if not asyncio.run(in_the_database(said)):
        raise CannotRun("There is no account with that e-mail address.")
    typer.echo(SAID[ways])


def demand_roles(ours: Settings) -> None:
    """Raises CannotRun where the settings name a role that nobody can have."""
    known = {role.value for role in Role}
    if set(ours.oidc_roles.values()) - known:
        raise CannotRun(f"RESGUARDO_OIDC_ROLES names a role that there is not. There are: {', '.join(sorted(known))}.")
    if (ours.second_factor_for or frozenset()) - known - {ALL, NONE}:
        raise CannotRun(
            f"RESGUARDO_SECOND_FACTOR_FOR names a role that there is not. There are: {', '.join(sorted(known))}."
        )
