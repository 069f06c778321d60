"""What is asked of a device with a passkey, and whether what it answers is true (WebAuthn). Nothing is kept here."""

import hashlib
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    parse_attestation_object,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AttestationFormat,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from cases.sign_in_errors import PasskeyRefused

ALGORITHMS = [
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]

FORMATS = {AttestationFormat.NONE, AttestationFormat.PACKED}
"""We ask for no proof of the device's make, so that no browser sends another kind: less to read of what is sent."""

UNREADABLE = (
    WebAuthnException,
    UnsupportedAlgorithm,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
)
"""How the library says, in its depths, that bytes are not what they should be."""

TIMEOUT = 5 * 60 * 1000
"""Milliseconds that the browser waits for the device: as long as the challenge lives."""

LONG = 12_000
"""Letters of one part of an answer; a key of RSA with its proof has two thousand."""


@dataclass(frozen=True)
class Site:
    """Where passkeys belong: the name that devices bind them to, and the one origin that may ask for them."""

    name: str
    origin: str


@dataclass(frozen=True)
class Held:
    """A passkey as we keep it. All texts are base64url."""

    id: str
    public_key: str
    sign_count: int


class _Response(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    clientDataJSON: str = Field(max_length=LONG)  # as the browser names it
    attestationObject: str | None = Field(default=None, max_length=LONG)
    authenticatorData: str | None = Field(default=None, max_length=LONG)
    signature: str | None = Field(default=None, max_length=LONG)
    userHandle: str | None = Field(default=None, max_length=LONG)


class _Answer(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    id: str = Field(max_length=1400)
    rawId: str = Field(max_length=1400)
    type: str
    response: _Response


def site_of(public_address: str, practice: bool) -> Site | None:
    """The site that people reach under that address; None where it has no name: devices bind to names alone.

    In practice this machine is called localhost, the one name for which browsers do without TLS.
    """
    parts = urlsplit(public_address)
    host = parts.hostname or ""
    try:
        plain = ip_address(host)
    except ValueError:
        plain = None
    if plain is not None and not (practice and plain.is_loopback):
        return None
    name = "localhost" if plain is not None else host
    usual = {"https": 443, "http": 80}.get(parts.scheme)
    port = f":{parts.port}" if parts.port not in (None, usual) else ""
    return Site(name, f"{parts.scheme}://{name}{port}") if name else None


def to_make(site: Site, challenge: str, user_id: str, email: str, name: str, held: list[str]) -> str:
    """What the browser is asked for a new one (JSON). ``held``: the ids that the account has already."""
    options = generate_registration_options(
        rp_id=site.name,
        rp_name="Resguardo",
        user_id=handle(user_id),
        user_name=email,
        user_display_name=name,
        challenge=base64url_to_bytes(challenge),
        timeout=TIMEOUT,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=_described(held),
        supported_pub_key_algs=ALGORITHMS,
    )
    return options_to_json(options)


def to_use(site: Site, challenge: str, held: list[str]) -> str:
    """What the browser is asked at the door (JSON): a signature by one of ``held``."""
    options = generate_authentication_options(
        rp_id=site.name,
        challenge=base64url_to_bytes(challenge),
        timeout=TIMEOUT,
        allow_credentials=_described(held),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return options_to_json(options)


def made(site: Site, challenge: str, answer: str) -> Held:
    """The new passkey that the device made. Raises PasskeyRefused."""
    read = _read(answer)
    try:
        proof = parse_attestation_object(base64url_to_bytes(read.response.attestationObject or ""))
        if proof.fmt not in FORMATS or proof.att_stmt.x5c is not None:
            raise PasskeyRefused(why="not made as asked")
        found = verify_registration_response(
            credential=read.model_dump(exclude_none=True),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            supported_pub_key_algs=ALGORITHMS,
        )
        decoded_public_key_to_cryptography(decode_credential_public_key(found.credential_public_key))
    except UNREADABLE:
        raise PasskeyRefused(why="not made for us") from None
    if bytes_to_base64url(found.credential_id) != read.id:
        raise PasskeyRefused(why="not made as asked")
    return Held(read.id, bytes_to_base64url(found.credential_public_key), found.sign_count)


def id_of(answer: str) -> str:
    """Which passkey the answer says that it is of. Raises PasskeyRefused."""
    return _read(answer).id


def used(site: Site, challenge: str, answer: str, kept: Held, user_id: str) -> int:
    """The number that the device counted with its signature. Raises PasskeyRefused for one that is not by ``kept``,
    not of this challenge, of another site, or counted backwards (a copy of the key)."""
    read = _read(answer)
    try:
        whose = base64url_to_bytes(read.response.userHandle) if read.response.userHandle else handle(user_id)
        found = verify_authentication_response(
            credential=read.model_dump(exclude_none=True),
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(kept.public_key),
            credential_current_sign_count=kept.sign_count,
        )
    except UNREADABLE:
        raise PasskeyRefused(why="not signed for us") from None
    if read.id != kept.id or whose != handle(user_id):
        raise PasskeyRefused(why="another's")
    return found.new_sign_count


def handle(user_id: str) -> bytes:
    """What a device calls the account: says nothing of the person."""
    return hashlib.sha256(f"passkey:{user_id}".encode()).digest()


def _described(held: list[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in held]


def _read(answer: str) -> _Answer:
    try:
        return _Answer.model_validate_json(answer)
    except ValidationError:
        raise PasskeyRefused(why="unreadable") from None
