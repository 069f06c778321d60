"""Where the keys are: their folder, and what wraps them (a file, the environment, or a key service)."""

from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings

from runtime.keys.service import Address
from runtime.sign_on_settings import LOOPBACK


class KeySettings(BaseSettings):
    """``key_encryption_keys``: "name base64,name base64", the newest last, in the place of ``key_file``.

    ``key_service_…``: a server that speaks Transit, in the place of both; then ``key_file`` is what wrapped before.
    """

    key_folder: Path | None = None
    key_file: Path | None = None
    key_encryption_keys: SecretStr | None = None
    key_service_url: str | None = None
    key_service_key: str = Field(default="resguardo", pattern=r"^[A-Za-z0-9_-]+$")
    key_service_token_file: Path | None = None
    key_service_namespace: str | None = None
    key_service_ca_file: Path | None = None
    key_service_seconds: float = Field(default=3, gt=0, le=30)

    @property
    def key_service(self) -> Address | None:
        """The key service, where there is one."""
        if self.key_service_url is None or self.key_service_token_file is None:
            return None
        return Address(
            url=self.key_service_url,
            key=self.key_service_key,
            token_file=self.key_service_token_file,
            namespace=self.key_service_namespace,
            ca_file=self.key_service_ca_file,
            seconds=self.key_service_seconds,
        )

    @model_validator(mode="after")
    def _key_service_is_whole(self) -> Self:
        if self.key_service_url is None:
            return self
        if self.key_service_token_file is None:
            raise ValueError("RESGUARDO_KEY_SERVICE_URL needs RESGUARDO_KEY_SERVICE_TOKEN_FILE: a file with its token")
        parts = urlsplit(self.key_service_url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise ValueError(
                "data keys travel to RESGUARDO_KEY_SERVICE_URL: it must begin with https:// (or be this machine's)"
            )
        if parts.username or parts.query or parts.fragment:
            raise ValueError("RESGUARDO_KEY_SERVICE_URL is an address alone: https://keys.example:8200/v1/transit")
        return self
