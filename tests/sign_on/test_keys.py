"""Which of the provider's keys may have signed a token: one that fits, or none."""

from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from api.single_sign_on.keys import fitting, named


def public(key: RSAKey | ECKey | OKPKey, kid: str, **more: Any) -> dict[str, Any]:
    return {**key.as_dict(private=False), "kid": kid, **more}


RSA, ANOTHER, EC = RSAKey.generate_key(2048), RSAKey.generate_key(2048), ECKey.generate_key("P-256")
KEYS = [public(RSA, "a"), public(EC, "b"), public(OKPKey.generate_key("Ed25519"), "c")]


def test_by_its_name_or_as_the_only_one_that_fits() -> None:
    assert [key["kid"] for key in named(KEYS, "a")] == ["a"]
    for kid, algorithm, good in (("a", "RS256", RSA), ("a", "PS256", RSA), (None, "RS256", RSA), (None, "ES256", EC)):
        found = fitting(named(KEYS, kid), algorithm)
        assert found is not None and found.as_dict(private=False)["kty"] == good.key_type


@pytest.mark.parametrize(
    ("keys", "algorithm"),
    [
        ([], "RS256"),
        ([public(EC, "a")], "RS256"),
        ([public(RSA, "a")], "ES256"),
        ([public(RSA, "a"), public(ANOTHER, "a")], "RS256"),
        ([public(RSA, "a", use="enc")], "RS256"),
        ([public(RSA, "a", alg="PS256")], "RS256"),
        ([public(RSA, "a", alg="RSA-OAEP")], "RS256"),
        ([{**RSA.as_dict(private=True), "kid": "a"}], "RS256"),
        ([public(RSA, "a", n="AQAB")], "RS256"),
        ([public(RSA, "a", n=7)], "RS256"),
        ([public(RSA, "a", e="AA")], "RS256"),
        ([{"kty": "RSA", "kid": "a"}], "RS256"),
        ([public(ECKey.generate_key("P-384"), "a")], "ES256"),
        ([public(EC, "a", x="AQAB")], "ES256"),
        ([{**OctKey.generate_key(256).as_dict(private=True), "kid": "a"}], "RS256"),
    ],
)
def test_none_fits(keys: list[dict[str, Any]], algorithm: str) -> None:
    assert fitting(keys, algorithm) is None
