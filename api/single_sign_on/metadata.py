"""What the provider says of itself (OpenID Connect Discovery 1.0), as far as we need it."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from cases.sign_in_errors import ProviderUnreachable
from runtime.sign_on_settings import safe

PLACE = "/.well-known/openid-configuration"


class Metadata(BaseModel):
    """Where to send people, where to exchange a code, where the keys are."""

    model_config = ConfigDict(strict=True, frozen=True)

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]
    authorization_response_iss_parameter_supported: bool = False

    @property
    def client_authentication(self) -> str:
        """How the provider wants to know that it is us."""
        offered = self.token_endpoint_auth_methods_supported
        body = "client_secret_post" in offered and "client_secret_basic" not in offered
        return "client_secret_post" if body else "client_secret_basic"


def read(document: dict[str, Any], issuer: str, at_home: bool) -> Metadata:
    """The document of ``issuer``. Raises ProviderUnreachable where it is another's, or names what may not be asked."""
    try:
        found = Metadata.model_validate(document)
    except ValidationError:
        raise ProviderUnreachable(why="metadata") from None
    if found.issuer != issuer:
        raise ProviderUnreachable(why="issuer")
    if not all(safe(each, at_home) for each in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)):
        raise ProviderUnreachable(why="endpoint")
    return found
