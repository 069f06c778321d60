"""Tokens that nobody may trust: each fault by its name."""

import base64
import hmac
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

SHARED = "a secret of the test, and + of / none"
"""What provider and application share."""

CLAIMS: dict[str, dict[str, Any]] = {
    "wrong_issuer": {"iss": "https://another.example"},
    "issuer_with_slash": {"iss": "{iss}/"},
    "wrong_audience": {"aud": "another-client"},
    "no_audience": {"aud": []},
    "several_without_azp": {"aud": ["resguardo-test", "another-client"]},
    "azp_of_another": {"aud": ["resguardo-test", "another-client"], "azp": "another-client"},
    "lone_azp_of_another": {"azp": "another-client"},
    "expired": {"exp": -61},
    "expires_never": {"exp": None},
    "expires_in_words": {"exp": "tomorrow"},
    "made_in_the_future": {"iat": 120},
    "made_never": {"iat": None},
    "not_yet": {"nbf": 120},
    "wrong_nonce": {"nonce": "of another sign-in"},
    "no_nonce": {"nonce": None},
    "no_subject": {"sub": None},
    "empty_subject": {"sub": ""},
    "subject_is_a_number": {"sub": 7},
    "long_subject": {"sub": "s" * 256},
    "subject_no_database_takes": {"sub": "person\0-17"},
    "audience_of_numbers": {"aud": ["resguardo-test", 7]},
}
"""Claims that are wrong in a token that is signed well. None: left out; of times, seconds from now."""


class Good(NamedTuple):
    """A token as it should be, before it goes wrong."""

    header: dict[str, Any]
    claims: dict[str, Any]
    key: RSAKey | ECKey

    def signed(self, claims: dict[str, Any] | None = None, **header: Any) -> str:
        """Signed well."""
        made = self.header | header
        return jwt.encode(made, self.claims if claims is None else claims, self.key, algorithms=[made["alg"]])

    def by_hand(self, header: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
        """Signed as the library itself would not."""
        said = f"{b64(header)}.{b64(self.claims)}"
        return f"{said}.{b64(sign(said.encode()))}"

    def named(self, algorithm: str, **more: Any) -> dict[str, Any]:
        """A header with the name of the good key."""
        return {"alg": algorithm, "kid": self.key.kid, **more}


def b64(value: Any) -> str:
    """As it stands in a token."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def with_secret(shared: bytes) -> Callable[[bytes], bytes]:
    """HS256."""
    return lambda said: hmac.digest(shared, said, "sha256")


def by_rsa(key: RSAKey | ECKey) -> Callable[[bytes], bytes]:
    """RS256."""
    assert isinstance(key, RSAKey) and key.private_key is not None
    private = key.private_key
    return lambda said: private.sign(said, padding.PKCS1v15(), SHA256())


def by_another(good: Good, algorithm: str) -> str:
    """Signed by a key that the provider never had, under the name of one that it has."""
    key = ECKey.generate_key("P-256") if algorithm == "ES256" else RSAKey.generate_key(2048)
    return Good(good.named(algorithm), good.claims, key).signed()


def changed(good: Good) -> str:
    """The signature of one token under what another says."""
    head, _, end = good.signed().split(".")
    return f"{head}.{b64(good.claims | {'sub': 'somebody-else'})}.{end}"


def by_own_key(good: Good) -> str:
    """It brings the key that signs it."""
    own = RSAKey.generate_key(2048)
    return good.by_hand({"alg": "RS256", "jwk": own.as_dict(private=False), "kid": "own"}, by_rsa(own))


SHAPES: dict[str, Callable[[Good], str]] = {
    "alg_none": lambda good: good.by_hand(good.named("none"), lambda said: b""),
    "alg_none_in_disguise": lambda good: good.by_hand(good.named("nOnE"), lambda said: b""),
    "no_alg": lambda good: good.by_hand({"kid": good.key.kid}, by_rsa(good.key)),
    "hs256_with_the_public_key": lambda good: good.by_hand(
        good.named("HS256"), with_secret(good.key.as_pem(private=False))
    ),
    "hs256_with_the_secret": lambda good: good.by_hand(good.named("HS256"), with_secret(SHARED.encode())),
    "unknown_kid": lambda good: good.signed(kid="nobody's"),
    "kid_is_a_number": lambda good: good.by_hand(good.named("RS256") | {"kid": 7}, by_rsa(good.key)),
    "key_of_another_kind": lambda good: by_another(good, "ES256"),
    "signed_by_another": lambda good: by_another(good, "RS256"),
    "signature_cut_off": lambda good: good.by_hand(good.named("RS256"), lambda said: b""),
    "payload_changed": changed,
    "critical_header": lambda good: good.by_hand(
        good.named("RS256", crit=["unheard-of"], **{"unheard-of": 1}), by_rsa(good.key)
    ),
    "other_kind_of_token": lambda good: good.signed(typ="at+jwt"),
    "key_comes_along": by_own_key,
    "not_a_token": lambda good: "<script>alert(3)</script>",
    "enciphered_shape": lambda good: f"{good.signed()}.aaaa.aaaa",
    "too_long": lambda good: good.signed(good.claims | {"groups": ["g" * 100] * 500}),
    "half_a_letter": lambda good: good._replace(claims=good.claims | {"sub": "person-\ud800"}).by_hand(
        good.header, by_rsa(good.key)
    ),
    "not_claims": lambda good: good.signed({"sub": good.claims}),
}
"""What is wrong with the token itself."""


def wrong(claims: dict[str, Any], fault: str) -> dict[str, Any]:
    """The claims, with one of them wrong."""
    made = dict(claims)
    for name, value in CLAIMS[fault].items():
        if value is None:
            made.pop(name, None)
        elif name in ("exp", "iat", "nbf") and isinstance(value, int):
            made[name] = claims["iat"] + value
        else:
            made[name] = value.format(**claims) if isinstance(value, str) else value
    return made


def token(good: Good, fault: str) -> str:
    """The token, with that fault if it is one of tokens."""
    if fault in SHAPES:
        return SHAPES[fault](good)
    return good.signed(wrong(good.claims, fault) if fault in CLAIMS else good.claims)
