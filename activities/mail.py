"""The outbox sent by mail, where a server is configured. A notice that cannot be sent stays, and is tried again."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import structlog
from aiosmtplib import SMTP, SMTPException
from sqlmodel import col, select

from cases.tables import Notice, User
from runtime.database import Sessions
from runtime.settings import Settings

PAUSE = timedelta(seconds=15)
"""Between two looks at the outbox. A mail is a hint; the page is the place, so seconds do not matter."""

AT_ONCE = 50
"""Notices for one connection to the mail server."""

log = structlog.get_logger(__name__)


async def keep_sending(sessions: Sessions, settings: Settings, stop: asyncio.Event) -> None:
    """Send what waits, again and again, until ``stop``. Without a mail server configured it returns at once."""
    while settings.smtp_host and not stop.is_set():
        try:
            await send_waiting(sessions, settings)
        except (SMTPException, OSError) as failure:
            log.warning("mail_server_not_reached", error=type(failure).__name__)
        try:
            await asyncio.wait_for(stop.wait(), PAUSE.total_seconds())
        except TimeoutError:
            continue


async def send_waiting(sessions: Sessions, settings: Settings) -> int:
    """Send the notices that wait, oldest first; returns how many went.

    Each is marked at once after the server took it: a crash between the two may send one mail twice (with the same
    Message-ID), never lose one. An address that the server refuses is kept with the reason and not tried again.
    Raises SMTPException or OSError when the server cannot be reached: everything stays as it was.
    """
    async with sessions() as session:
        waiting = (
            await session.exec(
                select(Notice, User)
                .join(User, col(Notice.recipient) == User.id)
                .where(col(Notice.sent_at).is_(None), col(Notice.failure).is_(None))
                .order_by(col(Notice.created_at))
                .limit(AT_ONCE)
            )
        ).all()
        if not waiting:
            return 0
        sent = 0
        async with _server(settings) as server:
            for notice, user in waiting:
                refused, _ = await server.send_message(_message(notice, user, settings))
                if refused:
                    notice.failure = "address_refused"
                else:
                    notice.sent_at, sent = datetime.now(UTC), sent + 1
                session.add(notice)
                await session.commit()
        return sent


def _server(settings: Settings) -> SMTP:
    password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
    return SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        username=settings.smtp_user,
        password=password,
        start_tls=settings.smtp_starttls,
    )


def _message(notice: Notice, user: User, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.smtp_sender, user.email, notice.subject
    domain = settings.smtp_sender.rpartition("@")[2]
    # A hash: the outbox's own key holds the case number, and a mail says nothing of the case.
    message["Message-ID"] = f"<{hashlib.sha256(notice.id.encode()).hexdigest()[:32]}@{domain}>"
    message["Content-Language"] = notice.locale
    message.set_content(notice.body)
    return message
