"""The provider's public keys: which of them may have signed a token."""

from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

TYPES: dict[str, type[RSAKey] | type[ECKey]] = {"RS256": RSAKey, "PS256": RSAKey, "ES256": ECKey}
"""The algorithms that are taken, each with the type of its keys: asymmetric ones only. Never none, never a secret that
we share with the provider."""

SHORTEST = 2048
"""Bits of an RSA key."""


def named(keys: list[dict[str, Any]], kid: str | None) -> list[dict[str, Any]]:
    """The keys of that name; where a token names none, all."""
    return [key for key in keys if kid is None or key.get("kid") == kid]


def fitting(keys: list[dict[str, Any]], algorithm: str) -> RSAKey | ECKey | None:
    """The one key that signs by ``algorithm``; None where there is none, or where it could be several."""
    found = [key for key in keys if _signs(key, algorithm)]
    if len(found) != 1:
        return None
    try:
        made = TYPES[algorithm].import_key(found[0])
    except (JoseError, ValueError, TypeError):
        return None
    strong = not isinstance(made, RSAKey) or made.raw_value.key_size >= SHORTEST
    return made if strong else None


def _signs(key: dict[str, Any], algorithm: str) -> bool:
    return (
        key.get("kty") == TYPES[algorithm].key_type
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (algorithm != "ES256" or key.get("crv") == "P-256")
        and "d" not in key  # a private key that lies open signs nothing any more
    )
