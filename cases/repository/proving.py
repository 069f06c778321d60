"""Before somebody changes what guards their account: are they the one who signed in?"""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.attempts import give_back
from cases.repository.signing_in import SignedIn, known
from cases.sign_in_errors import SignInRefused
from cases.sign_on import SignOn

FRESH = timedelta(minutes=10)
"""For that long after signing in, whoever has no password here is taken to be still the same."""


async def prove(session: AsyncSession, who: SignedIn, password: str, now: datetime, address: str) -> None:
    """By the password, or, for who signs in through the ministry alone, by having done so just now.

    Raises SignInRefused (a wrong password counts as a failed sign-in), TooManyAttempts. The caller commits.
    """
    if who.user.single_sign_on == SignOn.ONLY:
        if now - who.began_at > FRESH:
            raise SignInRefused()
        return
    found = await known(session, who.user.email, password, now, address)
    await give_back(session, found.turn, now)
