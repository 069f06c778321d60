"""On the way to the provider and back: who was sent there may come back once, to the same browser, for ten minutes."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.sign_in_errors import SignOnOver
from cases.tables import SignOnBegun

LIFETIME = timedelta(minutes=10)
"""Long enough to look for a telephone, as between our own password and code."""


@dataclass(frozen=True)
class OnTheWay:
    """What goes to the provider and comes back. ``browser`` stays in the browser's cookie; the rest follows from it, so
    that nothing here can take up what somebody else began."""

    state: str = field(repr=False)
    browser: str = field(repr=False)

    @property
    def nonce(self) -> str:
        """Stands in the token that answers this sign-in, and in no other."""
        return self._follows("nonce")

    @property
    def verifier(self) -> str:
        """Shows the provider that who exchanges the code began this sign-in (PKCE, RFC 7636)."""
        return self._follows("verifier")

    def _follows(self, what: str) -> str:
        digest = hmac.digest(_bytes(self.browser), _bytes(f"{what}:{self.state}"), "sha256")
        return urlsafe_b64encode(digest).rstrip(b"=").decode()


async def begin(session: AsyncSession, next: str, now: datetime) -> OnTheWay:
    """Somebody sets out; ``next`` is a path of ours, or empty. What is over is cleared away. Commits."""
    made = OnTheWay(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    await session.exec(delete(SignOnBegun).where(col(SignOnBegun.expires_at) <= now))
    begun = SignOnBegun(state_hash=_hash(made.state), browser_hash=_hash(made.browser), next=next)
    begun.expires_at = now + LIFETIME
    session.add(begun)
    await session.commit()
    return made


async def take(session: AsyncSession, on_the_way: OnTheWay, now: datetime) -> str:
    """Somebody is back: where they were going. In one statement: sent twice at once it is taken once. Commits.

    Raises SignOnOver.
    """
    taken = await session.exec(
        delete(SignOnBegun)
        .where(col(SignOnBegun.state_hash) == _hash(on_the_way.state))
        .where(col(SignOnBegun.browser_hash) == _hash(on_the_way.browser))
        .where(col(SignOnBegun.expires_at) > now)
        .returning(col(SignOnBegun.next))
    )
    found = taken.scalar_one_or_none()
    await session.commit()
    if found is None:
        raise SignOnOver(why="state")
    return str(found)


def _hash(token: str) -> str:
    return hashlib.sha256(_bytes(token)).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")
