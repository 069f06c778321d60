"""``migrate``: bring the database up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config

import migrations


def configuration(url: str | None = None) -> Config:
    """Alembic's configuration, wherever the program is installed. ``url``: another database than the settings'."""
    made = Config()
    made.set_main_option("script_location", str(Path(migrations.__file__).parent))
    if url is not None:
        made.attributes["url"] = url
    return made


def upgrade(url: str | None = None) -> None:
    """Apply every change that the database has not seen. Nothing to do is fine."""
    command.upgrade(configuration(url), "head")


def migrate() -> None:
    """Bring the database up to date (RESGUARDO_DATABASE_URL). Nothing to do is fine."""
    upgrade()
