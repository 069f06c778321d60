"""Single sign-on: which accounts it opens, and what somebody is known by at the ministry's provider."""

from dataclasses import dataclass, field
from enum import StrEnum


class SignOn(StrEnum):
    """Which ways in an account has. An operator says so; nothing that a provider sends changes it."""

    OFF = "off"
    """The password."""
    ALLOWED = "allowed"
    """The password, or the provider."""
    ONLY = "only"
    """The provider: the password opens nothing."""


@dataclass(frozen=True)
class Vouched:
    """Somebody as the provider vouches for them. ``email``: empty unless it is confirmed there."""

    issuer: str
    subject: str = field(repr=False)
    email: str = field(default="", repr=False)
