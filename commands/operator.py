"""Who runs this installation, as the machine knows them; and keeping what they do."""

import os
import pwd
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.repository.operator_acts import To, What, note_operator_act


def operator() -> str:
    """The name of the account on this machine, and for whom it acts where somebody came to it by ``sudo``.

    Not what the environment calls it: that is what anybody writes into it. ``SUDO_USER`` is written by sudo; who may
    write it otherwise is root already.
    """
    number = os.getuid()
    try:
        name = pwd.getpwuid(number).pw_name
    except KeyError:  # an account of a container has no name
        name = f"uid {number}"
    behind = os.environ.get("SUDO_USER", "")
    return f"{name} ({behind})" if number == 0 and behind and behind != name else name


async def noted(session: AsyncSession, what: What, to: To, now: datetime, detail: str = "") -> None:
    """Keep that whoever types this command does that. The caller commits, together with the act."""
    await note_operator_act(session, what, operator(), to, now, detail)
