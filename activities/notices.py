"""Notices: addressed at the moment they are written, rendered without any content of the case, kept in the outbox."""

from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import Record
from cases.repository.addressees import addressees
from cases.tables import Notice, User

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@cache
def _environment() -> Environment:
    # Plain text, never HTML: there is nothing to escape, and no variable but our own address, codes and times.
    return Environment(loader=FileSystemLoader(TEMPLATES / "notices"), undefined=StrictUndefined, autoescape=False)  # nosec B701


async def notices_for(session: AsyncSession, write: Record, address: str) -> int:
    """Put the notices of ``write`` into the outbox, each once, and count the people they reach."""
    reached = 0
    for wanted in write.notices:
        for user in await addressees(session, write.case, wanted, write.entry.at):
            reached += 1
            identity = f"{write.case.number}:{write.sequence}:{wanted.kind}:{user.id}"
            await put_notice(session, identity, write.case.number, wanted.kind, user, write.entry.at, address)
    return reached


async def put_notice(
    session: AsyncSession,
    identity: str,
    case: str | None,
    kind: str,
    user: User,
    at: datetime,
    address: str,
    **more: str,
) -> None:
    """Put one message into the outbox, once for each ``identity``: rendered in the language of who gets it.

    ``case`` None: it is of no case. ``more``: codes and times of ours that its template says in words.
    """
    if await session.get(Notice, identity):
        return
    language = "es" if user.locale.startswith("es") else "en"
    subject, body = (
        _environment().get_template(f"{kind}/{part}.{language}.txt").render(address=address, **more).strip()
        for part in ("subject", "body")
    )
    session.add(
        Notice(
            id=identity,
            case_number=case,
            kind=kind,
            recipient=user.id,
            locale=user.locale,
            subject=subject,
            body=body,
            created_at=at,
        )
    )
    await session.flush()
