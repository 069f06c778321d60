"""The ID token: signed by the provider, made for us, now, and for this sign-in (OpenID Connect Core 1.0, 3.1.3.7)."""

import hmac
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Annotated, Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.single_sign_on.keys import TYPES
from cases.sign_in_errors import TokenNotTrusted

LEEWAY = timedelta(minutes=1)
"""Their clock and ours may each be wrong by half a minute, as codes of telephones may (cases.one_time)."""

LONGEST = 32 * 1024
"""Characters of a token: groups may be many."""

Seconds = Annotated[int, Field(ge=0, le=1 << 40)] | Annotated[float, Field(ge=0, le=1 << 40, allow_inf_nan=False)]
KeyFor = Callable[[str, str | None], Awaitable[RSAKey | ECKey]]
"""The provider's key by algorithm and name. Raises TokenNotTrusted, ProviderUnreachable."""


class Claims(BaseModel):
    """What the token says. Other claims are kept beside (``model_extra``): one of them may say the role."""

    model_config = ConfigDict(strict=True, extra="allow", hide_input_in_errors=True)

    iss: str
    sub: str = Field(pattern=r"^[\x20-\x7e]{1,255}$", repr=False)
    aud: str | list[str]
    azp: str | None = None
    exp: Seconds
    iat: Seconds
    nbf: Seconds = 0
    nonce: str = Field(repr=False)
    email: str | None = Field(default=None, repr=False)
    email_verified: Any = False
    amr: Any = None
    acr: Any = None

    @property
    def confirmed_email(self) -> str:
        """The e-mail, where the provider says that it is theirs; else empty."""
        return self.email if self.email and self.email_verified is True else ""

    @property
    def factors(self) -> frozenset[str]:
        """How they proved there who they are."""
        return _words(self.amr) | _words(self.acr)

    def groups(self, claim: str) -> frozenset[str]:
        """What the claim of that name says, one word or several."""
        return _words((self.model_extra or {}).get(claim))


def _words(said: Any) -> frozenset[str]:
    several = said if isinstance(said, list) else [said]
    return frozenset(each for each in several if isinstance(each, str))


async def checked(token: str, key_for: KeyFor, *, issuer: str, client: str, nonce: str, now: datetime) -> Claims:
    """What a token says that can be trusted. Raises TokenNotTrusted, and what ``key_for`` raises."""
    claims = await _signed(token, key_for)
    if claims.iss != issuer:
        raise TokenNotTrusted(why="iss")
    audience = [claims.aud] if isinstance(claims.aud, str) else claims.aud
    if client not in audience:
        raise TokenNotTrusted(why="aud")
    if claims.azp != client and (claims.azp is not None or len(audience) > 1):
        raise TokenNotTrusted(why="azp")
    earliest, latest = (now - LEEWAY).timestamp(), (now + LEEWAY).timestamp()
    if claims.exp <= earliest:
        raise TokenNotTrusted(why="exp")
    if claims.iat > latest:
        raise TokenNotTrusted(why="iat")
    if claims.nbf > latest:
        raise TokenNotTrusted(why="nbf")
    if not hmac.compare_digest(claims.nonce.encode(errors="surrogatepass"), nonce.encode()):
        raise TokenNotTrusted(why="nonce")
    return claims


async def _signed(token: str, key_for: KeyFor) -> Claims:
    if len(token) > LONGEST:
        raise TokenNotTrusted(why="size")
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, RecursionError):
        raise TokenNotTrusted(why="shape") from None
    algorithm, kid, kind = header.get("alg"), header.get("kid"), header.get("typ", "JWT")
    if not isinstance(algorithm, str) or algorithm not in TYPES:
        raise TokenNotTrusted(why="alg")
    if not isinstance(kid, str | None) or not isinstance(kind, str) or kind.upper() != "JWT":
        raise TokenNotTrusted(why="header")
    key = await key_for(algorithm, kid)
    try:
        payload = jws.deserialize_compact(token, key, algorithms=[algorithm]).payload
    except (JoseError, ValueError):
        raise TokenNotTrusted(why="signature") from None
    try:
        return Claims.model_validate_json(payload or b"")
    except ValidationError as fault:
        said = fault.errors(include_input=False, include_url=False, include_context=False)
        raise TokenNotTrusted(why=f"claim {said[0]['loc'][0] if said[0]['loc'] else ''}".strip()) from None
