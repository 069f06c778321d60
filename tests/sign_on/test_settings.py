"""The settings of single sign-on: whole or not at all, over TLS, and never with the secret in what is said."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.single_sign_on.provider import Provider
from commands.leaving import CannotRun, settings_sentence
from commands.sign_on import demand_roles
from runtime.settings import Settings

SECRET = "not to be told"
WHOLE = {
    "OIDC_ISSUER": "https://id.example",
    "OIDC_CLIENT_ID": "resguardo",
    "OIDC_CLIENT_SECRET": SECRET,
    "PUBLIC_ADDRESS": "https://resguardo.example",
}
ROLES = {"OIDC_ROLE_CLAIM": "groups", "OIDC_ROLES": '{"cn=children,ou=staff": "caseworker"}'}


def given(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for field in Settings.model_fields:
        monkeypatch.delenv(f"RESGUARDO_{field.upper()}", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(f"RESGUARDO_{name}", value)
    return Settings()


def test_it_is_off_unless_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch)
    assert settings.oidc_issuer is None
    with pytest.raises(ValueError, match="not set up"):
        Provider(settings)


def test_a_whole_one(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch, **WHOLE, **ROLES, OIDC_TRUSTED_FACTORS='["mfa"]')
    assert settings.oidc_roles == {"cn=children,ou=staff": "caseworker"}
    assert settings.oidc_trusted_factors == {"mfa"}
    assert SECRET not in repr(settings) + repr(vars(Provider(settings)))
    demand_roles(settings)


def test_a_role_that_there_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch, **WHOLE, OIDC_ROLE_CLAIM="groups", OIDC_ROLES='{"children": "chief"}')
    with pytest.raises(CannotRun, match="There are: administrator"):
        demand_roles(settings)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"OIDC_CLIENT_SECRET": ""}, "give all three, or none"),
        ({"OIDC_CLIENT_ID": ""}, "give all three, or none"),
        ({"OIDC_ISSUER": ""}, "give all three, or none"),
        ({"OIDC_ISSUER": "http://id.example"}, "must begin with https"),
        ({"OIDC_ISSUER": "http://127.0.0.1:9000"}, "must begin with https"),
        ({"OIDC_ISSUER": "https://"}, "must begin with https"),
        ({"OIDC_ISSUER": "https://id.example:port"}, "must begin with https"),
        ({"OIDC_ISSUER": "https://somebody@id.example"}, "must begin with https"),
        ({"OIDC_ISSUER": "id.example"}, "must begin with https"),
        ({"PUBLIC_ADDRESS": "http://resguardo.example"}, "come back from the provider"),
        ({"MODE": "practice"}, "asks no other machine"),
        ({"OIDC_ROLES": ""}, "JSON"),
        ({"OIDC_ROLES": "children=caseworker"}, "JSON"),
        ({"OIDC_ROLES": "{}"}, "give both, or neither"),
        ({"OIDC_ROLE_CLAIM": ""}, "give both, or neither"),
        ({"OIDC_SCOPE": "email"}, "must contain openid"),
        ({"OIDC_TIMEOUT_SECONDS": "0"}, "greater than 0"),
    ],
)
def test_what_is_refused(monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError) as found:
        given(monkeypatch, **(WHOLE | ROLES | changes))
    sentence = settings_sentence(found.value)
    assert says in sentence
    assert SECRET not in sentence
