"""The keys of this process's tests: one ring for every record and every server, and for the processes they start."""

import atexit
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runtime.keys.ring import Keys
from runtime.keys.store import Folder, Memory
from runtime.keys.wrapping import KeyFile
from runtime.payloads import data_converter
from workflows.names import case_of

IN_MEMORY = Path("/dev/shm")
"""Where this machine keeps files in memory, if it does."""

FOLDER = Path(tempfile.mkdtemp(prefix="resguardo-keys-", dir=IN_MEMORY if os.access(IN_MEMORY, os.W_OK) else None))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

FILE = KeyFile(FOLDER / "key-encryption-keys")
FILE.add(datetime.now(UTC))

KEYS = Keys(Folder(FOLDER / "keys"), FILE)

DATA_CONVERTER = data_converter(KEYS, case_of)


def keys_of_this_test(monkeypatch: pytest.MonkeyPatch) -> Keys:
    """The ring with nothing in it, until this test is over."""
    monkeypatch.setattr(KEYS, "store", Memory())
    monkeypatch.setattr(KEYS, "_at_hand", {})
    return KEYS


ENVIRONMENT = {"RESGUARDO_KEY_FOLDER": str(FOLDER / "keys"), "RESGUARDO_KEY_FILE": str(FILE.path)}
"""For a process that shares a record with the tests."""
