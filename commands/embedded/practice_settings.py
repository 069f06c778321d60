"""The settings of a start for practice: everything in one folder, on this machine."""

import os

from commands.leaving import CannotRun
from runtime.settings import Settings


def practice_settings() -> tuple[Settings, dict[str, str]]:
    """The settings, and the environment that gives our processes the same ones.

    Raises CannotRun for a production environment; ValidationError for a setting that practice does not allow.
    """
    asked = os.environ.get("RESGUARDO_MODE", "practice")
    if asked != "practice":
        raise CannotRun(
            f"RESGUARDO_MODE is {asked}: `resguardo run` is for practice, with invented cases. "
            "For a real installation see docs/operations.md, or unset RESGUARDO_MODE."
        )
    ours = Settings(mode="practice")
    given = ours.model_fields_set
    here = {"mode": "practice", "var": str(ours.var.resolve())}
    if "database_url" not in given:
        here["database_url"] = f"sqlite+aiosqlite:///{ours.var.resolve() / 'resguardo.db'}"
    if "public_address" not in given:
        here["public_address"] = f"http://{ours.api_host}:{ours.api_port}"
    if "secure_cookies" not in given:
        here["secure_cookies"] = "false"  # there is no TLS on loopback
    made = ours.model_validate({**ours.model_dump(), **here})
    return made, {f"RESGUARDO_{name.upper()}": value for name, value in here.items()}
