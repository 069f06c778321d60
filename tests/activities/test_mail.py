"""The outbox goes out by a real SMTP server, once, and says nothing of the case."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtplib import SMTPException

from activities.mail import keep_sending, send_waiting
from runtime.database import Sessions
from runtime.settings import Settings
from tests.activities.postbox import CASE, NOW, Box, address, claim, fill, kept, mail_server, settings

Server = tuple[Box, Settings]


@pytest.fixture
def server() -> Iterator[Server]:
    with mail_server() as made:
        yield made


async def test_a_notice_goes_out_once_and_says_nothing_of_the_case(database: Sessions, server: Server) -> None:
    box, ours = server
    await fill(database)
    assert await send_waiting(database, ours) == 1
    assert await send_waiting(database, ours) == 0
    (mail,) = box.mails
    assert mail["To"] == address(0)
    assert CASE not in mail.as_string()
    assert (await kept(database)).sent_at is not None


async def test_without_the_server_the_notice_stays(database: Sessions) -> None:
    await fill(database)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises((OSError, SMTPException)):
            await send_waiting(database, settings(closed.getsockname()[1]))
    notice = await kept(database)
    assert (notice.sent_at, notice.failure, notice.claimed_until) == (None, None, None)


async def test_nothing_is_sent_where_no_server_is_configured(database: Sessions) -> None:
    await fill(database)
    await keep_sending(database, Settings(smtp_host=None), asyncio.Event())
    assert (await kept(database)).sent_at is None


async def test_a_notice_cancelled_is_not_sent(database: Sessions, server: Server) -> None:
    """The consent to share with its recipient was withdrawn while it waited."""
    box, ours = server
    await fill(database, 2)
    async with database() as session:
        notice = await kept(database)
        notice.cancelled_at = NOW
        session.add(notice)
        await session.commit()
    assert await send_waiting(database, ours) == 1
    assert box.to() == [address(1)]
    assert (await kept(database)).sent_at is None


async def test_an_address_refused_for_good_holds_up_nobody(database: Sessions, server: Server) -> None:
    """It is kept with the reason, and not tried again."""
    box, ours = server
    await fill(database, 2)
    box.answers[address(0)] = "550 5.1.1 no such mailbox"
    assert await send_waiting(database, ours) == 1
    assert box.to() == [address(1)]
    refused = await kept(database)
    assert (refused.sent_at, refused.failure) == (None, "address_refused")
    box.answers.clear()
    await claim(database, datetime.now(UTC) - timedelta(seconds=1))
    assert await send_waiting(database, ours) == 0


async def test_an_address_refused_for_now_is_tried_again_later(database: Sessions, server: Server) -> None:
    """A server that greylists takes the same mail some minutes afterwards; meanwhile the others go."""
    box, ours = server
    await fill(database, 2)
    box.answers[address(0)] = "450 4.2.0 not now"
    assert await send_waiting(database, ours) == 1
    assert await send_waiting(database, ours) == 0
    waiting = await kept(database)
    assert (waiting.sent_at, waiting.failure) == (None, None)
    box.answers.clear()
    await claim(database, datetime.now(UTC) - timedelta(seconds=1))
    assert await send_waiting(database, ours) == 1
    assert box.to() == [address(0), address(1)]


async def test_what_another_worker_claimed_is_left_to_it_until_its_claim_lapses(
    database: Sessions, server: Server
) -> None:
    """A worker that was killed does not come back for what it claimed: another takes it over."""
    box, ours = server
    await fill(database)
    await claim(database, datetime.now(UTC) + timedelta(minutes=1))
    assert await send_waiting(database, ours) == 0
    assert box.mails == []
    await claim(database, datetime.now(UTC) - timedelta(seconds=1))
    assert await send_waiting(database, ours) == 1
    assert box.to() == [address(0)]


async def test_a_server_that_breaks_off_delays_only_what_was_under_way(database: Sessions, server: Server) -> None:
    """Whether it took that mail is not known, so it goes again, once its claim has lapsed; the next go at once."""
    box, ours = server
    await fill(database, 2)
    box.answers[address(0)] = ""
    with pytest.raises((OSError, SMTPException)):
        await send_waiting(database, ours)
    assert await send_waiting(database, ours) == 1
    assert box.to() == [address(1)]
    assert (await kept(database)).claimed_until is not None


async def test_a_server_that_takes_leave_delays_only_what_was_under_way(database: Sessions, server: Server) -> None:
    """It says so and hangs up: the next notice is not spent on a closed line."""
    box, ours = server
    await fill(database, 2)
    box.answers[address(0)] = "421 4.3.2 shutting down"
    assert await send_waiting(database, ours) == 0
    assert (await kept(database, 1)).claimed_until is None
    assert await send_waiting(database, ours) == 1
    assert box.to() == [address(1)]
