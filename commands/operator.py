"""Who runs this installation, as the machine knows them; and keeping what they do."""

import os
import pwd
from datetime import datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.operator_acts import To, What, note_operator_act

NOBODY = 2**32 - 1
"""What the kernel says where nobody signed in: a service, a container."""


def operator() -> str:
    """The name of the account on this machine, and beside it of who signed in and came to that account, by ``sudo`` or
    ``su``.

    Who signed in the kernel knows, where the machine keeps it (``loginuid``): no environment changes that. Where it
    does not, root's ``SUDO_USER`` is read: who may write it is root already, and could be anybody.
    """
    number = os.getuid()
    name, came = named(number), signed_in_as()
    behind = named(came) if came is not None else os.environ.get("SUDO_USER", "") if number == 0 else ""
    return f"{name} ({behind})" if behind and behind != name else name


def named(number: int) -> str:
    """The account of that number; an account of a container has no name."""
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"uid {number}"


def signed_in_as() -> int | None:
    """Who signed in on this machine, before any ``sudo``; None where that is not known."""
    try:
        found = int(Path("/proc/self/loginuid").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return None if found == NOBODY else found


async def noted(session: AsyncSession, what: What, to: To, now: datetime, detail: str = "") -> None:
    """Keep that whoever types this command does that. The caller commits, together with the act."""
    await note_operator_act(session, what, operator(), to, now, detail)
