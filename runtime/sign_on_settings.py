"""The settings of single sign-on (``RESGUARDO_OIDC_…``): off unless issuer, client id and client secret are given."""

import json
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _read(value: Any) -> Any:
    """A JSON value out of the environment. Raises ValueError, with a sentence."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        raise ValueError('write it as JSON, for instance {"their-group": "caseworker"} or ["mfa"]') from None


class SignOnSettings(BaseSettings):
    """The provider that people may sign in through.

    ``oidc_role_claim`` and ``oidc_roles``: where the ID token says what somebody works as, and which of our roles that
    is. ``oidc_trusted_factors``: values of ``amr`` or ``acr`` after which our own second factor is not asked for.
    """

    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_name: str = ""
    oidc_scope: str = "openid email"
    oidc_role_claim: str | None = None
    oidc_roles: Annotated[dict[str, str], NoDecode, BeforeValidator(_read)] = {}
    oidc_trusted_factors: Annotated[frozenset[str], NoDecode, BeforeValidator(_read)] = frozenset()
    oidc_timeout_seconds: float = Field(default=5, gt=0, le=60)


def safe(address: str, at_home: bool) -> bool:
    """Whether an address may be asked: over TLS; at home (practice, tests) also on this machine itself."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    plain = host and address.isascii() and address.isprintable() and not parts.username and not parts.fragment
    return bool(plain) and (parts.scheme == "https" or (at_home and parts.scheme == "http" and host in LOOPBACK))


def demand_whole(ours: SignOnSettings, at_home: bool) -> None:
    """Raises ValueError, with a sentence, for a part without the rest, and for a provider that cannot be trusted."""
    wanted = (ours.oidc_issuer, ours.oidc_client_id, ours.oidc_client_secret)
    if any(wanted) and not all(wanted):
        raise ValueError(
            "single sign-on needs RESGUARDO_OIDC_ISSUER, RESGUARDO_OIDC_CLIENT_ID and RESGUARDO_OIDC_CLIENT_SECRET: "
            "give all three, or none"
        )
    if ours.oidc_issuer and not safe(ours.oidc_issuer, at_home):
        raise ValueError("RESGUARDO_OIDC_ISSUER must begin with https:// (practice: or be on this machine)")
    if ours.oidc_issuer and at_home and urlsplit(ours.oidc_issuer).hostname not in LOOPBACK:
        raise ValueError("practice mode asks no other machine who you are: unset RESGUARDO_OIDC_ISSUER")
    if bool(ours.oidc_role_claim) != bool(ours.oidc_roles):
        raise ValueError("RESGUARDO_OIDC_ROLE_CLAIM and RESGUARDO_OIDC_ROLES belong together: give both, or neither")
    if "openid" not in ours.oidc_scope.split():
        raise ValueError("RESGUARDO_OIDC_SCOPE must contain openid")
