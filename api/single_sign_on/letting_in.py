"""From what the provider vouches for to an account of ours: linked, active, in the role that both know."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.account_changes import changed
from api.single_sign_on.provider import Provider
from api.single_sign_on.token import Claims
from cases.repository import sign_on
from cases.repository.attempts import Turn
from cases.repository.signing_in import Known
from cases.sign_in_errors import RoleDiffers
from cases.sign_on import Vouched


async def known(session: AsyncSession, provider: Provider, claims: Claims, turn: Turn, now: datetime) -> Known:
    """The account of whom the provider vouches for; at the first time the two are linked, and
    its owner is told.

    Raises NoAccountHere, AccountClosed, RoleDiffers; nobody is linked then.
    """
    vouched = Vouched(provider.issuer, claims.sub, claims.confirmed_email)
    found = await sign_on.account_of(session, vouched)
    demand_role(provider, claims, found.user.role)
    if not found.linked:
        await sign_on.link(session, found, vouched, now)
        await changed(session, found.user, "sign_on_linked", now)
        await session.commit()
    return Known(found.user, found.agency, turn, provided=True)


def demand_role(provider: Provider, claims: Claims, role: str) -> None:
    """Where the installation says which group there is which role here, theirs must be among them. It is never changed
    by what the provider says. Raises RoleDiffers."""
    if provider.role_claim is None:
        return
    theirs = {provider.roles.get(group) for group in claims.groups(provider.role_claim)}
    if role not in theirs:
        raise RoleDiffers(why="role")
