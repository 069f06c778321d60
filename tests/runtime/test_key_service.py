"""A key service in the place of our own key-encryption keys: nobody here has the key that opens the cases' keys."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from commands.app import app as command
from commands.keyring import keys as installation
from commands.leaving import CannotRun
from runtime.keys.cipher import Undecipherable, new_key
from runtime.keys.ring import Erased, Keys
from runtime.keys.service import VERSION_KNOWN, Address, KeyService, ServiceAway
from runtime.keys.store import Folder
from runtime.keys.wrapping import KeyFile, NoKey
from runtime.settings import Settings, settings
from tests.runtime.key_service import KEY, TOKEN, Vault, key_service

CASE, OTHER = "K7QM-4RTX-5", "W4AM-G9Y3-0"
NOW = datetime(2026, 11, 29, tzinfo=UTC)


class Clock:
    """Stands until it is moved."""

    now = 1.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


@pytest.fixture
def vault() -> Iterator[Vault]:
    with key_service() as running:
        yield running


@pytest.fixture
def token(tmp_path: Path) -> Path:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", encoding="ascii")
    return file


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(vault: Vault, token: Path, clock: Clock) -> KeyService:
    return KeyService(Address(f"{vault.address}/v1/transit/", KEY, token, seconds=0.2), clock)


def test_there_and_back_and_bound_to_its_name(service: KeyService, vault: Vault) -> None:
    key = new_key()
    wrapped = service.wrap(key, CASE)
    assert (wrapped.by, service.current()) == ("resguardo:v1", "resguardo:v1")
    assert service.unwrap(wrapped, CASE) == key
    assert key not in wrapped.key
    with pytest.raises(Undecipherable):
        service.unwrap(wrapped, OTHER)


def test_a_rotation_is_seen_and_a_version_that_may_no_more_is_said(
    service: KeyService, vault: Vault, clock: Clock
) -> None:
    old, key = service.current(), new_key()
    wrapped = service.wrap(key, CASE)
    vault.rotate()
    assert service.current() == old, "it was asked for a moment ago"
    clock.now += VERSION_KNOWN
    assert service.current() == service.wrap(key, CASE).by == "resguardo:v2"
    assert service.unwrap(wrapped, CASE) == key
    vault.oldest = 2
    assert service.names() == ["resguardo:v2"]
    with pytest.raises(NoKey, match="refuses"):
        service.unwrap(wrapped, CASE)


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        ("503", ServiceAway, "not ready"),
        ("500", ServiceAway, "not ready"),
        ("429", ServiceAway, "not ready"),
        ("404", NoKey, "no such key"),
        ("400", NoKey, "refuses"),
        ("elsewhere", NoKey, "refuses"),
        ("not JSON", ServiceAway, "no key service"),
        ("a list", ServiceAway, "no key service"),
        ("no end", ServiceAway, "no key service"),
        ("nothing", ServiceAway, "no key service"),
        ("slowly", ServiceAway, "cannot be reached"),
    ],
)
def test_what_goes_wrong_has_a_name(
    service: KeyService, vault: Vault, fault: str, kind: type[NoKey], says: str
) -> None:
    vault.fault = fault
    with pytest.raises(kind, match=says):
        service.wrap(new_key(), CASE)
    assert len(vault.asked) == 1, "nowhere else, and not twice"


@pytest.mark.parametrize("short", ["", "AAAA", "not base64"])
def test_what_is_no_key_is_not_taken_for_one(service: KeyService, vault: Vault, short: str) -> None:
    wrapped = service.wrap(new_key(), CASE)
    vault.gives = short
    with pytest.raises(ServiceAway, match="no key service"):
        service.unwrap(wrapped, CASE)


def test_a_silent_one_is_left_alone_for_a_while(service: KeyService, vault: Vault, clock: Clock) -> None:
    vault.silent = 0.5
    with pytest.raises(ServiceAway, match="cannot be reached"):
        service.current()
    vault.silent = 0
    with pytest.raises(ServiceAway, match="a moment ago"):
        service.current()
    assert len(vault.asked) == 1
    clock.now += 0.2
    assert service.current() == "resguardo:v1"


def test_the_token_is_read_anew_and_a_refused_one_is_said(service: KeyService, vault: Vault, token: Path) -> None:
    vault.tokens = {"another"}
    with pytest.raises(NoKey, match="refuses the token"):
        service.current()
    token.write_text("another", encoding="ascii")
    assert service.current() == "resguardo:v1"
    token.unlink()
    with pytest.raises(NoKey, match="token cannot be read"):
        service.wrap(new_key(), CASE)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"key_service_url": "https://keys.example/v1/transit"}, "TOKEN_FILE"),
        ({"key_service_url": "http://keys.example/v1/transit", "key_service_token_file": "t"}, "https://"),
        ({"key_service_url": "https://a:b@keys.example/", "key_service_token_file": "t"}, "an address alone"),
        ({"key_service_url": "https://k", "key_service_token_file": "t", "key_service_key": "../sys"}, "pattern"),
        ({"key_service_url": "https://k", "key_service_token_file": "t", "mode": "practice"}, "practice mode"),
    ],
)
def test_settings_that_are_not_taken(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Settings(**{"mode": "production", **given})


@pytest.fixture
def moving(monkeypatch: pytest.MonkeyPatch, vault: Vault, token: Path, tmp_path: Path) -> Iterator[Settings]:
    """An installation that had its keys in a file, and now has a key service."""
    monkeypatch.setenv("RESGUARDO_VAR", str(tmp_path))
    KeyFile(tmp_path / "key-encryption-keys").add(NOW)
    settings.cache_clear()
    before = installation(settings()).text(CASE, "Niña", "a place")
    (tmp_path / "before").write_text(before, encoding="ascii")
    monkeypatch.setenv("RESGUARDO_KEY_SERVICE_URL", f"{vault.address}/v1/transit")
    monkeypatch.setenv("RESGUARDO_KEY_SERVICE_TOKEN_FILE", str(token))
    settings.cache_clear()
    yield settings()
    settings.cache_clear()


def ask(*words: str) -> str:
    answer = CliRunner().invoke(command, ["keys", *words])
    if isinstance(answer.exception, CannotRun):
        return str(answer.exception)
    assert answer.exit_code == 0, answer.output
    return answer.output


def opened(ours: Settings) -> str:
    """By a process that has just begun."""
    return installation(ours).plain(CASE, (ours.var / "before").read_text(encoding="ascii"), "a place")


def test_an_installation_moves_to_a_key_service(moving: Settings, vault: Vault) -> None:
    file = KeyFile(moving.key_file_at)
    name = file.current()
    assert opened(moving) == "Niña"
    assert ask("list").splitlines() == [f"{name}  wraps 1", "resguardo:v1  wraps 0"]
    assert "still wraps 1" in ask("retire", name)
    assert "Wrapped anew: 1" in ask("rewrap")
    assert "a moment ago" in ask("retire", name)
    long_ago = NOW.timestamp() - 1000
    os.utime(file.path, (long_ago, long_ago))
    assert "is gone" in ask("retire", name)
    file.path.unlink()
    assert opened(moving) == "Niña"

    assert "resguardo:v2 wraps from now on. Wrapped anew: 1." in ask("rotate")
    assert "min_decryption_version" in ask("retire", "resguardo:v1")
    vault.oldest = 2
    assert opened(moving) == "Niña"
    assert "makes its keys itself" in ask("new")


def test_nothing_starts_without_it(moving: Settings, vault: Vault) -> None:
    vault.fault = "503"
    with pytest.raises(CannotRun, match="RESGUARDO_KEY_SERVICE_URL"):
        installation(moving)


def test_what_is_destroyed_stays_so(moving: Settings) -> None:
    keys = installation(moving)
    assert isinstance(keys, Keys)
    assert isinstance(keys.store, Folder)
    assert keys.destroy(CASE, NOW)
    with pytest.raises(Erased):
        opened(moving)
