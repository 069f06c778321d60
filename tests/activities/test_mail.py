"""The outbox goes out by a real SMTP server, once, and says nothing of the case."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message as Mail

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtplib import SMTPException

from activities.mail import keep_sending, send_waiting
from cases.tables import Agency, Case, Notice, User
from runtime.database import Sessions
from runtime.settings import Settings

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


class Box(Message):
    """Keeps what it gets; refuses one address."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Mail] = []

    def handle_message(self, message: Mail) -> None:
        self.mails.append(message)


@pytest.fixture
def server() -> Iterator[Controller]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Box(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


async def _outbox(database: Sessions) -> None:
    async with database() as session:
        session.add(Agency(id="a", name="A", country="MX"))
        await session.flush()
        session.add(User(id="u", email="u@example.org", name="U", password_hash="-", agency_id="a", role="caseworker"))
        session.add(
            Case(
                number="K7QM4RTX5",
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
        await session.flush()
        session.add(
            Notice(
                id="K7QM4RTX5:3:lapsed:u",
                case_number="K7QM4RTX5",
                kind="lapsed",
                recipient="u",
                locale="es_MX",
                subject="Un caso le necesita",
                body="Un caso le necesita. Entre: http://127.0.0.1",
                created_at=NOW,
            )
        )
        await session.commit()


def _settings(port: int) -> Settings:
    return Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_starttls=False, smtp_sender="no-reply@example.org")


async def test_a_notice_goes_out_once_and_says_nothing_of_the_case(database: Sessions, server: Controller) -> None:
    await _outbox(database)
    assert await send_waiting(database, _settings(server.port)) == 1
    assert await send_waiting(database, _settings(server.port)) == 0
    (mail,) = server.handler.mails
    assert mail["To"] == "u@example.org"
    assert "K7QM4RTX5" not in mail.as_string()
    async with database() as session:
        kept = await session.get(Notice, "K7QM4RTX5:3:lapsed:u")
        assert kept is not None and kept.sent_at is not None


async def test_without_the_server_the_notice_stays(database: Sessions) -> None:
    await _outbox(database)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings = _settings(closed.getsockname()[1])
        with pytest.raises((OSError, SMTPException)):
            await send_waiting(database, settings)
    async with database() as session:
        kept = await session.get(Notice, "K7QM4RTX5:3:lapsed:u")
        assert kept is not None and (kept.sent_at, kept.failure) == (None, None)


async def test_nothing_is_sent_where_no_server_is_configured(database: Sessions) -> None:
    await _outbox(database)
    await keep_sending(database, Settings(smtp_host=None), asyncio.Event())
    async with database() as session:
        kept = await session.get(Notice, "K7QM4RTX5:3:lapsed:u")
        assert kept is not None and kept.sent_at is None
