"""The ministry's provider: where it sends people, what it exchanges a code for, and the keys that it signs with."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc.jwk import ECKey, RSAKey

from api.single_sign_on import keys, metadata
from api.single_sign_on.bounded import Bounded, document, within
from api.single_sign_on.metadata import Metadata
from api.single_sign_on.token import Claims, checked
from cases.repository.sign_on_begun import OnTheWay
from cases.sign_in_errors import ProviderRefused, ProviderUnreachable, TokenNotTrusted
from runtime.settings import Settings

BACK = "/sign-in/oidc/back"

KEPT = timedelta(hours=1)
"""How long what the provider says of itself, and its keys, are believed: one that it withdrew is refused after that."""

AGAIN = timedelta(minutes=1)
"""A token that names an unknown key has the keys fetched anew, but not more often than that."""


class Provider:
    """One provider. Fetches what it says of itself when it is needed, and keeps it for a while."""

    def __init__(self, ours: Settings) -> None:
        if not (ours.oidc_issuer and ours.oidc_client_id and ours.oidc_client_secret):
            raise ValueError("single sign-on is not set up")
        self.issuer, self.name = ours.oidc_issuer, ours.oidc_name
        self.role_claim, self.roles = ours.oidc_role_claim, ours.oidc_roles
        self.trusted_factors = ours.oidc_trusted_factors
        self._client_id, self._secret = ours.oidc_client_id, ours.oidc_client_secret
        self._seconds, self._scope = ours.oidc_timeout_seconds, ours.oidc_scope
        self._at_home = ours.mode == "practice"
        self._back = urljoin(ours.public_address, BACK)
        self._one = asyncio.Lock()
        self._metadata: tuple[Metadata, datetime] | None = None
        self._keys: tuple[list[dict[str, Any]], datetime] | None = None
        self._looked_again: datetime | None = None

    async def address(self, on_the_way: OnTheWay, now: datetime) -> str:
        """Where to send somebody. Raises ProviderUnreachable."""
        about = await self._about(now)
        async with self._client(about) as client:
            address, _ = client.create_authorization_url(
                about.authorization_endpoint,
                state=on_the_way.state,
                nonce=on_the_way.nonce,
                code_verifier=on_the_way.verifier,
            )
        return str(address)

    async def vouches(self, code: str, on_the_way: OnTheWay, sent_by: str, now: datetime) -> Claims:
        """Whom the provider vouches for. ``sent_by``: the issuer that the browser's way back names, or empty.

        Raises ProviderUnreachable, ProviderRefused, TokenNotTrusted.
        """
        about = await self._about(now)
        if sent_by != self.issuer and (sent_by or about.authorization_response_iss_parameter_supported):
            raise TokenNotTrusted(why="sent by")
        token = await self._exchanged(about, code, on_the_way)

        async def key_for(algorithm: str, kid: str | None) -> RSAKey | ECKey:
            return await self._key(about, algorithm, kid, now)

        return await checked(
            token, key_for, issuer=self.issuer, client=self._client_id, nonce=on_the_way.nonce, now=now
        )

    async def _exchanged(self, about: Metadata, code: str, on_the_way: OnTheWay) -> str:
        try:
            async with within(self._seconds), self._client(about) as client:
                answer = await client.fetch_token(
                    about.token_endpoint,
                    grant_type="authorization_code",
                    code=code,
                    redirect_uri=self._back,
                    code_verifier=on_the_way.verifier,
                )
        except OAuthError:
            raise ProviderRefused(why="code") from None
        except (ValueError, RecursionError):
            raise ProviderUnreachable(why="not JSON") from None
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise TokenNotTrusted(why="no token")
        return token

    def _client(self, about: Metadata) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            self._client_id,
            self._secret.get_secret_value(),
            token_endpoint_auth_method=about.client_authentication,
            scope=self._scope,
            redirect_uri=self._back,
            code_challenge_method="S256",
            transport=Bounded(),
            timeout=self._seconds,
        )

    async def _about(self, now: datetime) -> Metadata:
        async with within(self._seconds), self._one:
            if self._metadata is None or not _fresh(self._metadata[1], now):
                said = await document(self.issuer.rstrip("/") + metadata.PLACE, self._seconds)
                self._metadata = metadata.read(said, self.issuer, self._at_home), now
            return self._metadata[0]

    async def _key(self, about: Metadata, algorithm: str, kid: str | None, now: datetime) -> RSAKey | ECKey:
        async with within(self._seconds), self._one:
            if self._keys is None or not _fresh(self._keys[1], now):
                self._keys = await self._fetched(about), now
            found = keys.named(self._keys[0], kid)
            if not found and (self._looked_again is None or now - self._looked_again >= AGAIN):
                self._looked_again = now
                self._keys = await self._fetched(about), now
                found = keys.named(self._keys[0], kid)
        if not found:
            raise TokenNotTrusted(why="unknown key")
        key = keys.fitting(found, algorithm)
        if key is None:
            raise TokenNotTrusted(why="key")
        return key

    async def _fetched(self, about: Metadata) -> list[dict[str, Any]]:
        found = (await document(about.jwks_uri, self._seconds)).get("keys")
        if not isinstance(found, list):
            raise ProviderUnreachable(why="keys")
        return [each for each in found if isinstance(each, dict)]


def _fresh(since: datetime, now: datetime) -> bool:
    return timedelta(0) <= now - since < KEPT
