"""One-time codes: a telephone's, each for half a minute (TOTP, RFC 6238), and those written down for its loss."""

import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp

STEP = 30
"""Seconds that a code is shown."""

EITHER_SIDE = 1
"""Steps before and after the present one whose code is taken: telephones' clocks differ, and typing takes time."""

HOW_MANY = 10
"""Recovery codes."""

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are read as another (i, l, o, 0, 1)."""

LONG = 24
"""Letters of a recovery code, 118 bits: a plain hash keeps them secret (ASVS 6.5.2: from 112). Older ones have 16."""


def new_secret() -> str:
    """A secret to share with a telephone: 160 bits, in letters that can be typed."""
    return pyotp.random_base32()


def for_telephones(secret: str, email: str) -> str:
    """The address that an authenticator reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Resguardo")


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """Which half minute (counted from 1970) the typed code belongs to; None for a wrong one or one of another time."""
    plain = "".join(typed.split())
    if not (plain.isascii() and plain.isdecimal()):
        return None
    this, codes = int(now.timestamp()) // STEP, pyotp.TOTP(secret)
    for step in range(this - EITHER_SIDE, this + EITHER_SIDE + 1):
        if hmac.compare_digest(codes.at(step * STEP), plain):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes to write down, in groups of four."""
    drawn = ("".join(secrets.choice(LETTERS) for _ in range(LONG)) for _ in range(HOW_MANY))
    return ["-".join(each[at : at + 4] for at in range(0, LONG, 4)) for each in drawn]


def recovery_hash(user_id: str, typed: str) -> str:
    """What is kept of a recovery code, however it is typed: with or without blanks, hyphens and capitals."""
    plain = "".join(each for each in typed.casefold() if each.isalnum())
    return hashlib.sha256(f"{user_id}:{plain}".encode()).hexdigest()
