"""The outbox sent by mail, where a server is configured. A notice that cannot be sent stays, and is tried again."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import structlog
from aiosmtplib import SMTP, SMTPException, SMTPRecipientsRefused

from cases.repository.sending import Waiting, claim_next, waits
from cases.tables import Notice, User
from runtime.database import Sessions
from runtime.room import NoRoom
from runtime.settings import Settings

PAUSE = timedelta(seconds=15)
"""Between two looks at the outbox. A mail is a hint; the page is the place, so seconds do not matter."""

AT_ONCE = 50
"""Notices for one connection to the mail server."""

SENT_WITHIN = timedelta(minutes=2)
"""For one mail. It must end well before CLAIMED_FOR: a claim that lapses under way would send the mail twice."""

CLAIMED_FOR = timedelta(minutes=5)
"""How long a notice is one worker's: then that worker is taken for dead, or the mail server's "not now" for over."""

FOR_GOOD = range(500, 600)
"""The SMTP replies that are final (RFC 5321, 4.2.1); a server that says 4xx may take the same mail later."""

log = structlog.get_logger(__name__)


async def keep_sending(sessions: Sessions, settings: Settings, stop: asyncio.Event) -> None:
    """Send what waits, again and again, until ``stop``. Without a mail server configured it returns at once."""
    while settings.smtp_host and not stop.is_set():
        try:
            await send_waiting(sessions, settings)
        except (SMTPException, OSError) as failure:
            log.warning("mail_server_not_reached", error=type(failure).__name__)
        except NoRoom:  # nothing is sent that could not be claimed first
            log.warning("no_room_to_claim_a_notice")
        try:
            await asyncio.wait_for(stop.wait(), PAUSE.total_seconds())
        except TimeoutError:
            continue


async def send_waiting(sessions: Sessions, settings: Settings) -> int:
    """Send the notices that wait, oldest first; returns how many went. Any number of workers may do so at once.

    Each notice is claimed before it is sent and marked at once after the server took it. What remains possible is a
    mail that arrives twice (with the same Message-ID), never one that is lost: when this worker is killed, or loses
    the connection, between the server's taking it and the mark, the claim lapses after CLAIMED_FOR and the mail goes
    again. The workers' clocks must agree to within CLAIMED_FOR less SENT_WITHIN.

    An address that the server refuses for good is kept with the reason and not tried again; refused for now, it waits
    for its claim to lapse, and the others go on.
    Raises SMTPException or OSError when the server cannot be reached or breaks off: nothing is lost by it.
    """
    if not await waits(sessions, datetime.now(UTC)):
        return 0
    sent = 0
    async with _server(settings) as server:
        for _ in range(AT_ONCE):
            if not server.is_connected:  # it said 421 and hung up
                break
            async with sessions() as session:
                claimed = await claim_next(session, datetime.now(UTC), CLAIMED_FOR)
                if claimed is None:
                    break
                await _send(server, claimed, settings)
                session.add(claimed.notice)
                await session.commit()
            sent += claimed.notice.sent_at is not None
    return sent


async def _send(server: SMTP, claimed: Waiting, settings: Settings) -> None:
    notice = claimed.notice
    try:
        async with asyncio.timeout(SENT_WITHIN.total_seconds()):
            await server.send_message(_message(notice, claimed.user, settings))
    except SMTPRecipientsRefused as refused:
        if all(each.code in FOR_GOOD for each in refused.recipients):
            notice.failure = "address_refused"
    else:
        notice.sent_at = datetime.now(UTC)


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
