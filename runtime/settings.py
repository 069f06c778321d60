"""One typed settings object, read from the environment (``RESGUARDO_…``) once per process."""

from functools import lru_cache
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from runtime.documents.kinds import KINDS
from runtime.key_settings import KeySettings
from runtime.second_factor_settings import SecondFactorSettings
from runtime.sign_on_settings import LOOPBACK, SignOnSettings, demand_whole, safe


class Settings(SignOnSettings, SecondFactorSettings, KeySettings):
    """How this process runs. ``mode`` practice: everything embedded, loopback only, invented cases.

    Raises ValidationError, with a sentence, when practice and production settings are mixed.
    """

    model_config = SettingsConfigDict(env_prefix="RESGUARDO_", extra="ignore")

    var: Path = Path("var")
    database_url: str = "sqlite+aiosqlite:///var/resguardo.db"
    database_role: str | None = Field(default=None, pattern=r"^[a-z_][a-z0-9_]{0,62}$")
    signing_key_file: Path | None = None
    anchor_folder: Path | None = None
    document_storage: str | None = None
    document_largest_mib: int = Field(default=20, ge=1, le=100)
    document_types: str = "image/jpeg image/png application/pdf"
    scanner_address: str | None = Field(default=None, pattern=r"^(|tcp://[^/:]+:\d+|unix:///.+)$")
    temporal_address: str = "127.0.0.1:27000"
    temporal_namespace: str = "default"
    temporal_ca_file: Path | None = None
    temporal_certificate_file: Path | None = None
    temporal_key_file: Path | None = None
    temporal_ui_port: int = 27001
    temporal_ui_origin: str | None = None
    """Where Temporal's own pages stand, as a browser says it; unset: on this machine."""
    api_host: str = "127.0.0.1"
    api_port: int = 8420
    public_address: str = "http://127.0.0.1:8420"
    secure_cookies: bool = True
    session_hours: float = 12
    idle_minutes: float = Field(default=60, gt=1)
    update_timeout_seconds: float = 10
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_sender: str = "resguardo@localhost"
    smtp_starttls: bool = True
    max_cached_cases: int = Field(default=5000, ge=10)
    limit_asking: bool | None = None

    @property
    def asking_limited(self) -> bool:
        """Whether somebody who asks too much has to wait: not given, in production."""
        return self.mode == "production" if self.limit_asking is None else self.limit_asking

    @property
    def temporal_pages(self) -> str:
        """The origin of Temporal's own pages, from which a browser may ask for payloads in plain."""
        return self.temporal_ui_origin or f"http://127.0.0.1:{self.temporal_ui_port}"

    @property
    def keys_in(self) -> Path:
        """The folder of the cases' wrapped keys."""
        return self.key_folder or self.var / "keys"

    @property
    def key_file_at(self) -> Path:
        """The file of the key-encryption keys."""
        return self.key_file or self.var / "key-encryption-keys"

    @property
    def signing_key_at(self) -> Path:
        """The file of the key that anchors are signed with."""
        return self.signing_key_file or self.var / "signing-key"

    @property
    def anchors_in(self) -> Path:
        """The folder of the daily anchors."""
        return self.anchor_folder or self.var / "anchors"

    @property
    def documents_in(self) -> str:
        """The folder of the documents, or the URL of a bucket."""
        return self.document_storage or str(self.var / "documents")

    @field_validator("document_types")
    @classmethod
    def _of_the_kinds(cls, names: str) -> str:
        if not names.split() or not set(names.split()) <= set(KINDS):
            raise ValueError(f"RESGUARDO_DOCUMENT_TYPES names some of: {', '.join(KINDS)}")
        return names

    @model_validator(mode="after")
    def _practice_stays_at_home(self) -> Self:
        if self.mode != "practice":
            return self
        if self.api_host not in LOOPBACK:
            raise ValueError(f"practice mode binds to this machine only, not to {self.api_host}: use 127.0.0.1")
        if urlsplit(f"//{self.temporal_address}").hostname not in LOOPBACK:
            raise ValueError("practice mode starts its own Temporal: do not point it at another machine's")
        if not self.database_url.startswith("sqlite"):
            raise ValueError("practice mode keeps its own SQLite file: unset RESGUARDO_DATABASE_URL")
        if self.smtp_host:
            raise ValueError("practice mode sends no mail: unset RESGUARDO_SMTP_HOST")
        if self.key_service_url:
            raise ValueError("practice mode keeps its own keys: unset RESGUARDO_KEY_SERVICE_URL")
        return self

    @model_validator(mode="after")
    def _temporal_is_known_by_its_authority(self) -> Self:
        if bool(self.temporal_certificate_file) != bool(self.temporal_key_file):
            raise ValueError("RESGUARDO_TEMPORAL_CERTIFICATE_FILE and RESGUARDO_TEMPORAL_KEY_FILE belong together")
        if self.temporal_certificate_file and not self.temporal_ca_file:
            raise ValueError("say in RESGUARDO_TEMPORAL_CA_FILE whose word to take for who Temporal is")
        return self

    @model_validator(mode="after")
    def _sign_on_is_whole(self) -> Self:
        demand_whole(self, at_home=self.mode == "practice")
        if self.oidc_issuer and not safe(self.public_address, self.mode == "practice"):
            raise ValueError(
                "people come back from the provider to RESGUARDO_PUBLIC_ADDRESS: it must begin with https://"
            )
        return self


@lru_cache
def settings() -> Settings:
    """This process's settings."""
    return Settings()
