"""A store of keys in which a case is erased between two looks, as by another process: at a moment that a test names."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from runtime.keys.store import Folder
from tests.keys import KEYS

AT = datetime(2027, 5, 1, 12, tzinfo=UTC)


class Interrupted(Folder):
    """The keys of the tests. Erased as ``cases.repository.erasing`` does it: on the record first, then the key."""

    def __init__(self, record: Path, number: str) -> None:
        assert isinstance(KEYS.store, Folder)
        super().__init__(KEYS.store.path)
        self.record, self.number = record, number
        self.asked, self._moment, self._key = 0, -1, str(super().get(number))

    def begin(self, moment: int) -> None:
        """Before that look at the case's key (0: the first) it is erased; -1: never."""
        self.asked, self._moment = 0, moment

    def get(self, name: str) -> str | None:
        """What is kept, at that moment."""
        if name == self.number:
            if self.asked == self._moment:
                self._change(f"'{AT:%Y-%m-%d %H:%M:%S}'", json.dumps({"destroyed": AT.isoformat()}))
            self.asked += 1
        return super().get(name)

    def put_back(self) -> None:
        """As if nothing had been."""
        self._change("NULL", self._key)

    def _change(self, at: str, key: str) -> None:
        with closing(sqlite3.connect(self.record, timeout=5)) as record, record:
            record.execute(f"UPDATE child_case SET erased_at = {at} WHERE number = ?", [self.number])
        (self.path / self.number).write_text(key, encoding="ascii")
