"""An outbox with notices that wait, and a real mail server that takes them."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import Message as Mail
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from cases.tables import Agency, Case, Notice, User
from runtime.database import Sessions
from runtime.settings import Settings

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
CASE = "K7QM4RTX5"


class Box(Message):
    """Keeps what it gets. ``answers``: what it says to an address instead of taking it; nothing at all: it hangs up."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Mail] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if (answer := self.answers.get(address)) is not None:
            if not answer:
                server.transport.abort()
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Mail) -> None:
        self.mails.append(message)

    def to(self) -> list[str]:
        """Whom the mails it took are for."""
        return sorted(str(mail["To"]) for mail in self.mails)


@contextmanager
def mail_server() -> Iterator[tuple[Box, Settings]]:
    """A mail server on loopback, and the settings that lead to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, settings(port)
    controller.stop()


def settings(port: int) -> Settings:
    """How to reach a mail server on this machine."""
    return Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_starttls=False, smtp_sender="no-reply@example.org")


def address(place: int) -> str:
    """Of the person to whom the notice at this place goes."""
    return f"u{place}@example.org"


def identity(place: int) -> str:
    """Of the notice at this place."""
    return f"{CASE}:3:lapsed:u{place}"


async def fill(database: Sessions, notices: int = 1) -> None:
    """One case, and so many notices of it, oldest first, each to somebody else."""
    async with database() as session:
        session.add(Agency(id="a", name="A", country="MX"))
        await session.flush()
        session.add(
            Case(
                number=CASE,
                host="MX",
                origin="GT",
                stage="detection",
                status="open",
                custodian="host",
                workflow="w",
                edition="e",
                sequence=1,
                opened_at=NOW,
                detected_at=NOW,
                view={},
            )
        )
        for place in range(notices):
            person = User(
                id=f"u{place}", email=address(place), name="U", role="caseworker", agency_id="a", password_hash="-"
            )
            session.add(person)
        await session.flush()
        for place in range(notices):
            session.add(
                Notice(
                    id=identity(place),
                    case_number=CASE,
                    kind="lapsed",
                    recipient=f"u{place}",
                    locale="es_MX",
                    subject="Un caso le necesita",
                    body="Un caso le necesita. Entre: http://127.0.0.1",
                    created_at=NOW + timedelta(seconds=place),
                )
            )
        await session.commit()


async def kept(database: Sessions, place: int = 0) -> Notice:
    """The notice at this place, as the outbox has it now."""
    async with database() as session:
        notice = await session.get(Notice, identity(place))
        assert notice is not None
        return notice


async def claim(database: Sessions, until: datetime, place: int = 0) -> None:
    """Somebody else claims the notice at this place."""
    async with database() as session:
        notice = await session.get(Notice, identity(place))
        assert notice is not None
        notice.claimed_until = until
        session.add(notice)
        await session.commit()
