"""A disk that is full whenever a test says so: SQLite's own limit of pages, set on every connection as it is used."""

from typing import Any

from sqlalchemy import event

from runtime.database import Sessions

NO_MORE_THAN_NOW = 1
"""SQLite takes a limit below the present size for the present size."""

AS_MUCH_AS_EVER = 2**30


class Disk:
    """The disk under the database of ``sessions``."""

    def __init__(self, sessions: Sessions) -> None:
        self.full = False

        @event.listens_for(sessions.kw["bind"].sync_engine, "checkout")
        def _limit(connection: Any, _record: Any, _proxy: Any) -> None:
            pages = NO_MORE_THAN_NOW if self.full else AS_MUCH_AS_EVER
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA max_page_count={pages}")
            cursor.close()
