"""A passkey opens what was asked of it, once, for its owner, here: and nothing else that a device or a thief sends."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import httpx2
import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from cases.one_time import HOW_MANY
from cases.passkeys import Held, Site, handle, made, site_of, to_make, to_use, used
from cases.repository import half_way, passkey_challenges, passkeys, passwords, recovery, second_factor, signing_in
from cases.repository.attempts import EMAIL
from cases.repository.passkey_challenges import LIFETIME, at_the_door, on_the_account
from cases.repository.signing_in import SignedIn
from cases.sign_in_errors import PasskeyRefused, SecondFactorRefused, TooManyAttempts
from cases.tables import Passkey, PasskeyChallenge
from runtime.database import Sessions
from tests.api.given import NOW, PASSWORD, World
from tests.authenticator import PRESENT, Device

SITE = Site("resguardo.example", "https://resguardo.example")
EMAIL_OF, USER, OTHER = "caseworker@mx.example", "user-mx-caseworker", "user-mx-supervisor"
HOUR = timedelta(hours=1)
SESSION = "/api/v1/session"
ELSEWHERE = "https://resguardo.example.evil.example"
NO_CHALLENGE = "bm90IHRoZSBjaGFsbGVuZ2UgdGhhdCB3YXMgYXNrZWQ"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 has its own tests and is slow."""
    monkeypatch.setattr(passwords, "_verify", lambda password, kept: (password == PASSWORD, None))


async def kept(session: AsyncSession, device: Device, user: str = USER) -> list[str]:
    """The person has a passkey on that device; their first recovery codes."""
    bound = on_the_account(f"session of {user}")
    challenge = await passkey_challenges.new(session, bound, NOW)
    answer = device.make(to_make(SITE, challenge, user, "x@mx.example", "X", []), SITE.origin)
    codes = await passkeys.add(session, SITE, bound, user, "my  key", answer, NOW)
    await session.commit()
    return codes


@pytest.fixture
async def device(session: AsyncSession, people: World) -> Device:
    """The caseworker's, in use since now."""
    made_ = Device()
    await kept(session, made_)
    return made_


async def half(session: AsyncSession, email: str = EMAIL_OF) -> str:
    """They have shown the password."""
    return await half_way.begin(session, await signing_in.known(session, email, PASSWORD, NOW), NOW)


async def asked(session: AsyncSession, token: str, *devices: Device) -> str:
    """What the browser is asked on the second page."""
    challenge = await passkey_challenges.new(session, at_the_door(token), NOW)
    return to_use(SITE, challenge, [each.name for each in devices])


async def finish(session: AsyncSession, token: str, answer: str, later: timedelta = timedelta(0)) -> SignedIn | None:
    return await half_way.finish_by_passkey(session, token, SITE, answer, NOW + later, HOUR)


async def test_it_opens_the_session_and_is_counted(session: AsyncSession, device: Device) -> None:
    token = await half(session)
    options = await asked(session, token, device)
    assert json.loads(options)["userVerification"] == "preferred"
    who = await finish(session, token, device.sign(options, SITE.origin, handle=handle(USER)))
    assert who is not None and who.guarded and who.user.id == USER
    (row,) = await passkeys.of(session, USER)
    await session.refresh(row)
    assert (row.sign_count, row.last_used_at, row.name) == (1, NOW, "my key")
    assert await half_way.user_of(session, token, NOW) is None
    assert not (await session.exec(select(PasskeyChallenge))).all()


async def test_one_that_never_counts_and_was_not_unlocked(session: AsyncSession, people: World) -> None:
    """A synchronized passkey says 0 each time; a plain key says only that it was touched: the password is there too."""
    device = Device(counts=False)
    await kept(session, device)
    for _ in range(2):
        token = await half(session)
        options = await asked(session, token, device)
        assert await finish(session, token, device.sign(options, SITE.origin, flags=PRESENT))


HOSTILE: dict[str, Callable[[Device, str], str]] = {
    "another challenge": lambda device, options: device.sign(options, SITE.origin, challenge=NO_CHALLENGE),
    "no challenge": lambda device, options: device.sign(options, SITE.origin, challenge=""),
    "another origin": lambda device, options: device.sign(options, ELSEWHERE),
    "another port": lambda device, options: device.sign(options, f"{SITE.origin}:8443"),
    "without TLS": lambda device, options: device.sign(options, "http://resguardo.example"),
    "another site": lambda device, options: device.sign(options, SITE.origin, rp="example"),
    "of a registration": lambda device, options: device.sign(options, SITE.origin, type="webauthn.create"),
    "nobody touched it": lambda device, options: device.sign(options, SITE.origin, flags=0),
    "another's account": lambda device, options: device.sign(options, SITE.origin, handle=handle(OTHER)),
    "another key": lambda device, options: Device(id=device.id).sign(options, SITE.origin),
    "another passkey": lambda device, options: Device().sign(options, SITE.origin),
    "no signature": lambda device, options: changed(device.sign(options, SITE.origin), signature=""),
    "cut signature": lambda device, options: changed(device.sign(options, SITE.origin), signature="MEUCIQ"),
    "not base64": lambda device, options: changed(device.sign(options, SITE.origin), signature="é"),
    "short data": lambda device, options: changed(device.sign(options, SITE.origin), authenticatorData="AAAA"),
    "handle": lambda device, options: changed(device.sign(options, SITE.origin), userHandle="é%"),
    "number": lambda device, options: changed(device.sign(options, SITE.origin), userHandle=7),
    "long": lambda device, options: changed(device.sign(options, SITE.origin), userHandle="A" * 100_000),
    "client data": lambda device, options: changed(device.sign(options, SITE.origin), clientDataJSON="W10"),
    "empty": lambda device, options: "",
    "list": lambda device, options: "[]",
    "deep": lambda device, options: "[" * 50_000,
    "surrogate": lambda device, options: '{"id": "\\ud800"}',
    "without response": lambda device, options: json.dumps({"id": device.name, "rawId": device.name}),
}


def changed(answer: str, **parts: Any) -> str:
    """The same answer with another part."""
    read = json.loads(answer)
    read["response"] |= parts
    return json.dumps(read)


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_is_not_true_is_refused_and_counted(session: AsyncSession, device: Device, name: str) -> None:
    """And the challenge is over: the good answer that comes after it finds none."""
    token = await half(session)
    options = await asked(session, token, device)
    with pytest.raises(PasskeyRefused):
        await finish(session, token, HOSTILE[name](device, options))
    await session.rollback()
    with pytest.raises(PasskeyRefused):
        await finish(session, token, device.sign(options, SITE.origin))
    await session.rollback()
    (row,) = await passkeys.of(session, USER)
    assert row.sign_count == 0 and row.last_used_at is None
    good = await asked(session, token, device)
    assert await finish(session, token, device.sign(good, SITE.origin)), "the next one may be good"


async def test_many_failures_have_to_wait(session: AsyncSession, device: Device) -> None:
    """Together with wrong passwords and codes; the right password in between does not begin the count anew."""
    for _ in range(EMAIL.free):
        token = await half(session)
        options = await asked(session, token, device)
        with pytest.raises(PasskeyRefused):
            await finish(session, token, device.sign(options, ELSEWHERE))
        await session.rollback()
    options = await asked(session, token, device)
    with pytest.raises(TooManyAttempts):
        await finish(session, token, device.sign(options, SITE.origin))
    assert await passkey_challenges.waiting(session, at_the_door(token), NOW), "it was not looked at"


async def test_the_same_answer_serves_once(session: AsyncSession, device: Device) -> None:
    token = await half(session)
    answer = device.sign(await asked(session, token, device), SITE.origin)
    assert await finish(session, token, answer)
    assert await finish(session, token, answer) is None, "the way in is used up"
    again = await half(session)
    await asked(session, again, device)
    with pytest.raises(PasskeyRefused):
        await finish(session, again, answer)


async def test_sent_twice_at_once_it_opens_once(database: Sessions, session: AsyncSession, device: Device) -> None:
    token = await half(session)
    answer = device.sign(await asked(session, token, device), SITE.origin)

    async def one() -> bool:
        async with database() as own:
            try:
                return await finish(own, token, answer) is not None
            except PasskeyRefused:
                return False

    assert sum(await asyncio.gather(*(one() for _ in range(4)))) == 1


async def test_an_answer_of_another_way_in(session: AsyncSession, device: Device) -> None:
    """Also of the same person: the challenge is bound to the page that asked."""
    first, second = await half(session), await half(session)
    answer = device.sign(await asked(session, first, device), SITE.origin)
    await asked(session, second, device)
    with pytest.raises(PasskeyRefused):
        await finish(session, second, answer)


async def test_five_minutes_and_no_more(session: AsyncSession, device: Device) -> None:
    token = await half(session)
    options = await asked(session, token, device)
    assert LIFETIME < half_way.LIFETIME
    with pytest.raises(PasskeyRefused):
        await finish(session, token, device.sign(options, SITE.origin), LIFETIME)
    await session.rollback()
    options = await asked(session, token, device)
    assert await finish(session, token, device.sign(options, SITE.origin), LIFETIME - timedelta(seconds=1))


async def test_a_count_that_goes_back_is_a_copy(session: AsyncSession, device: Device) -> None:
    device.count = 41
    token = await half(session)
    assert await finish(session, token, device.sign(await asked(session, token, device), SITE.origin))
    for count in (41, 40, 3, -1):
        device.count = count
        token = await half(session)
        with pytest.raises(PasskeyRefused):
            await finish(session, token, device.sign(await asked(session, token, device), SITE.origin))
        await session.rollback()


async def test_another_persons_passkey(session: AsyncSession, device: Device) -> None:
    """Who knows a colleague's password, and has a passkey of their own."""
    own = Device()
    await kept(session, own, OTHER)
    token = await half(session)
    with pytest.raises(PasskeyRefused):
        await finish(session, token, own.sign(await asked(session, token, device), SITE.origin, handle=handle(USER)))


async def test_a_removed_one_serves_no_more(session: AsyncSession, device: Device) -> None:
    other = Device()
    assert await kept(session, other) == [], "the recovery codes go on"
    token = await half(session)
    options = await asked(session, token, device, other)
    await passkeys.remove(session, OTHER, device.name)
    assert len(await passkeys.of(session, USER)) == 2, "it is not theirs to remove"
    await passkeys.remove(session, USER, device.name)
    await session.commit()
    with pytest.raises(PasskeyRefused):
        await finish(session, token, device.sign(options, SITE.origin))
    await session.rollback()
    assert await recovery.codes_left(session, USER) == HOW_MANY
    await passkeys.remove(session, USER, other.name)
    assert not await second_factor.is_on(session, USER) and not await recovery.codes_left(session, USER)


async def test_programs_sign_in_with_a_recovery_code(
    stranger: httpx2.AsyncClient, session: AsyncSession, people: World
) -> None:
    codes = await kept(session, Device())
    assert len(codes) == HOW_MANY
    body = {"email": EMAIL_OF, "password": PASSWORD}
    told = await stranger.post(SESSION, json=body)
    assert (told.status_code, told.json()["code"]) == (401, "second_factor_needed")
    assert "llave de acceso" in told.json()["detail"]
    assert (await stranger.post(SESSION, json=body | {"code": "123456"})).json()["code"] == "second_factor_refused"
    assert (await stranger.post(SESSION, json=body | {"code": codes[0]})).status_code == 201
    with pytest.raises(SecondFactorRefused):
        await signing_in.sign_in(session, EMAIL_OF, PASSWORD, NOW, code=codes[0])


MADE: dict[str, Callable[[Device, str], str]] = {
    "another challenge": lambda device, options: device.make(options, SITE.origin, challenge=NO_CHALLENGE),
    "another origin": lambda device, options: device.make(options, ELSEWHERE),
    "another site": lambda device, options: device.make(options, SITE.origin, rp="example"),
    "of a sign-in": lambda device, options: device.make(options, SITE.origin, type="webauthn.get"),
    "nobody touched it": lambda device, options: device.make(options, SITE.origin, flags=0),
    "signed by another": lambda device, options: Device(id=device.id, key=device.key).make(
        options, SITE.origin, fmt="packed", statement={"alg": -7, "sig": Device().signature(b"", b"")}
    ),
    "a proof in none": lambda device, options: device.make(options, SITE.origin, statement={"alg": -7, "sig": b"x"}),
    "another kind": lambda device, options: device.make(options, SITE.origin, fmt="fido-u2f"),
    "unknown kind": lambda device, options: device.make(options, SITE.origin, fmt="ours"),
    "weak algorithm": lambda device, options: device.make(options, SITE.origin, public=device.public() | {3: -65535}),
    "no point": lambda device, options: device.make(options, SITE.origin, public=device.public() | {-2: bytes(32)}),
    "no bytes": lambda device, options: device.make(options, SITE.origin, public=device.public() | {-2: "x"}),
    "no curve": lambda device, options: device.make(options, SITE.origin, public=device.public() | {-1: 77}),
    "no key": lambda device, options: device.make(options, SITE.origin, public={}),
    "a list": lambda device, options: device.make(options, SITE.origin, public=[1, 2]),
    "no cbor": lambda device, options: changed(device.make(options, SITE.origin), attestationObject="_____w"),
    "nothing": lambda device, options: changed(device.make(options, SITE.origin), attestationObject=None),
    "another name": lambda device, options: json.dumps(
        json.loads(device.make(options, SITE.origin)) | {"id": Device().name, "rawId": Device().name}
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_what_no_device_of_ours_made_is_not_kept(name: str) -> None:
    options = to_make(SITE, NO_CHALLENGE.replace("b", "c"), USER, EMAIL_OF, "X", [])
    with pytest.raises(PasskeyRefused):
        made(SITE, NO_CHALLENGE.replace("b", "c"), MADE[name](Device(), options))


def test_bytes_that_fell_over() -> None:
    """Whatever is changed on the way, the library's own faults become a refusal, or it was of no weight."""
    dice, device = Random(7), Device()
    make = device.make(to_make(SITE, NO_CHALLENGE, USER, EMAIL_OF, "X", []), SITE.origin, fmt="packed")
    held = made(SITE, NO_CHALLENGE, make)
    sign = device.sign(to_use(SITE, NO_CHALLENGE, [held.id]), SITE.origin, handle=handle(USER))
    for answer, read in ((make, lambda said: made(SITE, NO_CHALLENGE, said)), (sign, lambda said: opens(said, held))):
        for _ in range(400):
            parts = json.loads(answer)["response"]
            name = dice.choice(sorted(parts))
            bytes_ = bytearray(base64url_to_bytes(parts[name]))
            at = dice.randrange(len(bytes_))
            bytes_[at : at + dice.randrange(3)] = dice.randbytes(dice.randrange(3))
            if bytes(bytes_) == base64url_to_bytes(parts[name]):
                continue
            with pytest.raises(PasskeyRefused):
                read(changed(answer, **{name: bytes_to_base64url(bytes(bytes_))}))


def opens(answer: str, held: Held) -> int:
    return used(SITE, NO_CHALLENGE, answer, held, USER)


@pytest.mark.parametrize("fmt", ["none", "packed"])
def test_what_a_device_made_is_kept(fmt: str) -> None:
    device = Device(count=7)
    options = to_make(SITE, NO_CHALLENGE, USER, EMAIL_OF, "X", ["AAAA"])
    told = json.loads(options)
    assert told["authenticatorSelection"] == {
        "residentKey": "preferred",
        "requireResidentKey": False,
        "userVerification": "preferred",
    }
    assert (told["attestation"], told["excludeCredentials"][0]["id"]) == ("none", "AAAA")
    assert USER not in options, "a device learns the e-mail that its owner signs in with, and no more"
    held = made(SITE, NO_CHALLENGE, device.make(options, SITE.origin, fmt=fmt))
    assert (held.id, held.sign_count) == (device.name, 7)
    signed = device.sign(to_use(SITE, NO_CHALLENGE, [held.id]), SITE.origin)
    assert used(SITE, NO_CHALLENGE, signed, held, USER) == 8


async def test_a_challenge_for_a_new_one_serves_once_and_in_its_session(session: AsyncSession, people: World) -> None:
    mine, theirs = on_the_account("mine"), on_the_account("theirs")
    for bound in (mine, theirs):
        await passkey_challenges.new(session, bound, NOW)
    challenge = await passkey_challenges.waiting(session, mine, NOW) or ""
    answer = Device().make(to_make(SITE, challenge, USER, EMAIL_OF, "X", []), SITE.origin)
    with pytest.raises(PasskeyRefused):
        await passkeys.add(session, SITE, theirs, USER, "x", answer, NOW)
    with pytest.raises(PasskeyRefused):
        await passkeys.add(session, SITE, mine, USER, "x", answer, NOW + LIFETIME)
    challenge = await passkey_challenges.new(session, mine, NOW)
    answer = Device().make(to_make(SITE, challenge, USER, EMAIL_OF, "X", []), SITE.origin)
    assert await passkeys.add(session, SITE, mine, USER, "x" * 200, answer, NOW)
    with pytest.raises(PasskeyRefused):
        await passkeys.add(session, SITE, mine, USER, "x", answer, NOW)
    assert [len(row.name) for row in (await session.exec(select(Passkey))).all()] == [40]


async def test_one_that_somebody_has_is_not_taken_from_them(session: AsyncSession, device: Device) -> None:
    with pytest.raises(PasskeyRefused):
        await kept(session, device, OTHER)
    assert [row.user_id for row in (await session.exec(select(Passkey))).all()] == [USER]


@pytest.mark.parametrize(
    ("address", "practice", "site"),
    [
        ("https://resguardo.example", False, SITE),
        ("https://resguardo.example:443/", False, SITE),
        ("https://Resguardo.example:8443/x", False, Site("resguardo.example", "https://resguardo.example:8443")),
        ("http://127.0.0.1:8420", True, Site("localhost", "http://localhost:8420")),
        ("http://127.0.0.1:8420", False, None),
        ("https://10.0.0.7", True, None),
        ("https://[2001:db8::1]", False, None),
        ("nothing", False, None),
    ],
)
def test_where_passkeys_belong(address: str, practice: bool, site: Site | None) -> None:
    assert site_of(address, practice) == site
