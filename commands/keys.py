"""``keys``: the key-encryption keys, and the data keys of the cases that they wrap."""

import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from commands.keyring import keys, own, wrapping
from commands.leaving import CannotRun
from runtime.keys.ring import Keys
from runtime.keys.service import KeyService
from runtime.keys.store import Folder
from runtime.keys.wrapping import KeyFile, NoKey, drawn
from runtime.settings import Settings, settings

SETTLED = 60
"""Seconds after which no process is still busy with what it read of the key file before."""

app = typer.Typer(name="keys", help="The keys that cases are enciphered with.", no_args_is_help=True)


@app.command()
def new() -> None:
    """Make the file of key-encryption keys, with one key (RESGUARDO_KEY_FILE). Keep a copy of it apart, under lock."""
    if settings().key_service is not None:
        raise CannotRun("The key service makes its keys itself: RESGUARDO_KEY_SERVICE_URL says that it wraps.")
    file = make_file(settings())
    typer.echo(f"Made: {file.path}, key {file.current()}. Whoever has it and the key folder can read every case.")


@app.command()
def draw() -> None:
    """Print a new key-encryption key for RESGUARDO_KEY_ENCRYPTION_KEYS. It is kept nowhere: keep it, under lock."""
    typer.echo(drawn(datetime.now(UTC)))


@app.command("list")
def list_() -> None:
    """Say which key-encryption keys there are, the newest last, and how many data keys each of them wraps."""
    held = keys(settings())
    wrapped = held.wrapped_by()
    for name in wrapping(settings()).names():
        typer.echo(f"{name}  wraps {wrapped.pop(name, 0)}")
    for name, count in wrapped.items():
        typer.echo(f"{name}  is missing; it wraps {count}: what these enciphered cannot be read")


@app.command()
def rotate() -> None:
    """Make a new key-encryption key and wrap every data key with it. Everything runs on while this is done."""
    ours = settings()
    if ours.key_service is not None:
        name = _turned(KeyService(ours.key_service))
        typer.echo(f"{name} wraps from now on. Wrapped anew: {_rewrap(keys(ours))}.")
        return
    if ours.key_encryption_keys is not None:
        raise CannotRun(
            "The key-encryption keys come from RESGUARDO_KEY_ENCRYPTION_KEYS: put a new one at its end, start "
            "everything again, and then say `resguardo keys rewrap`."
        )
    held = keys(ours)
    name = KeyFile(ours.key_file_at).add(datetime.now(UTC))
    typer.echo(f"{name} wraps from now on. Wrapped anew: {_rewrap(held)}.")


@app.command()
def rewrap() -> None:
    """Wrap with the newest key-encryption key whatever an older one wraps."""
    typer.echo(f"Wrapped anew: {_rewrap(keys(settings()))}.")


@app.command()
def retire(name: Annotated[str, typer.Argument(help="The key-encryption key that goes.")]) -> None:
    """Remove an old key-encryption key for good: then no old copy of the key folder opens anything any more."""
    ours = settings()
    held = keys(ours)
    if (left := held.wrapped_by().get(name, 0)) > 0:
        raise CannotRun(f"{name} still wraps {left} data keys: say `resguardo keys rewrap` first.")
    if ours.key_service is not None and KeyService(ours.key_service).knows(name):
        raise CannotRun(f"{name} is the key service's: raise the key's min_decryption_version there.")
    file = own(ours)
    if not isinstance(file, KeyFile):
        raise CannotRun("The key-encryption keys come from RESGUARDO_KEY_ENCRYPTION_KEYS: take it out there.")
    if name not in file.names():
        raise CannotRun(f"There is no key-encryption key {name}.")
    if time.time() - file.path.stat().st_mtime < SETTLED:
        raise CannotRun(
            "The keys were changed a moment ago: a case that is just being opened may need the old one. "
            f"Ask again in {SETTLED} seconds."
        )
    try:
        file.remove(name, last=ours.key_service is not None)
    except NoKey as why:
        raise CannotRun(f"{why}.") from None
    typer.echo(f"{name} is gone. Destroy every copy of it too.")


def make_file(ours: Settings) -> KeyFile:
    """The file, with its first key. Raises CannotRun where there is one, or where data keys lie that need another."""
    file = KeyFile(ours.key_file_at)
    if file.path.exists():
        raise CannotRun(f"{file.path} is there already: `resguardo keys rotate` adds a key to it.")
    if any(Folder(ours.keys_in).names()):
        raise CannotRun(
            f"{ours.keys_in} holds keys of cases, which a key wraps that is not here: bring {file.path} back. "
            "Without it no case can be read."
        )
    file.path.parent.mkdir(parents=True, exist_ok=True)
    file.add(datetime.now(UTC))
    return file


def _turned(service: KeyService) -> str:
    try:
        return service.rotate()
    except NoKey as why:
        raise CannotRun(f"{why}. Who runs the key service can rotate it; then say `resguardo keys rewrap`.") from None


def _rewrap(held: Keys) -> int:
    return sum(held.rewrap(name) for name in list(held.store.names()))
