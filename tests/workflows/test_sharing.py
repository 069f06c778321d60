"""A consent withdrawn while something is under way to the recipient: it stops between two activities."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from temporalio.testing import WorkflowEnvironment

from activities import letters
from cases.tables import FiledReport, LedgerEntry, Letter, Notice, Participation
from runtime.database import Sessions
from tests.workflows.acting import Play
from tests.workflows.kept import keep, still
from tests.workflows.racing import (
    LATE,
    TURNS,
    Act,
    Ring,
    code,
    finishing,
    gapless,
    race,
    racing,
    releasing,
    sent,
    won,
    written,
)
from workflows import messages


@pytest.fixture
async def ring(temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path) -> AsyncIterator[Ring]:
    """Both countries at work, and the main line's stations."""
    async with racing(temporal, database, tmp_path) as made:
        yield made


def withdrawing(play: Play, recipient: str, **changes: Any) -> Act:
    """The act that takes the consent back, a minute ago."""
    report = play.fresh("sharing_withdrawn", recipient=recipient, **changes)
    act = messages.ReportEvent(actor=play.actor("worker"), kind="sharing_withdrawn", report=report)
    return "report_event", act


def held_up(monkeypatch: pytest.MonkeyPatch) -> tuple[asyncio.Event, asyncio.Event]:
    """The letter's activity waits: an event that says it has begun, and one that lets it go on."""
    begun, go_on, render = asyncio.Event(), asyncio.Event(), letters.consular_letter

    async def slowly(*ask: Any) -> str:
        begun.set()
        await go_on.wait()
        return await render(*ask)

    monkeypatch.setattr(letters, "consular_letter", slowly)
    return begun, go_on


async def arrived(play: Play) -> None:
    """Wait until the workflow has taken the second update in: it waits for its turn then."""
    async for event in play.handle.fetch_history_events(wait_new_event=True):
        attributes = event.workflow_execution_update_accepted_event_attributes
        if attributes.accepted_request.input.name == "report_event":
            return


async def test_a_letter_under_way_to_the_consulate_is_not_sent(ring: Ring, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the letter and the record of the notice the child says no: the notice never took place."""
    play = await ring.at("protected")
    await play.finish("protection_screening", fresh=True)
    await play.opened("consular_notification")
    begun, go_on = held_up(monkeypatch)
    notice = asyncio.create_task(sent(play, *await finishing(play, "consular_notification", "worker")))
    await asyncio.wait_for(begun.wait(), 20)
    withdrawal = asyncio.create_task(sent(play, *withdrawing(play, "consulate")))
    await asyncio.wait_for(arrived(play), 20)
    go_on.set()
    told, taken = await asyncio.gather(notice, withdrawal)
    assert (code(told), won(taken)) == ("sharing_withdrawn", True)
    await still(play)
    assert (await play.step("consular_notification")).status == "not_applicable"
    assert not [row for row in await play.rows(FiledReport) if row.name == "consular_notification"]
    assert {row.voided_by for row in await play.rows(Letter)} == {"sharing_withdrawn"}
    assert await written(play, "finished", "consular_notification") == 0
    await gapless(play)


async def test_the_notice_and_the_withdrawal_at_one_instant(ring: Ring) -> None:
    """Whichever comes first, nothing is told after the no; what was told before it stands in the ledger."""
    first = await ring.at("protected")
    await first.finish("protection_screening", fresh=True)
    await first.opened("consular_notification")
    await still(first)
    ready = await keep(first)
    for turn in TURNS:
        play = await ring.go_on(ready)
        told, taken = await race(
            play,
            await finishing(play, "consular_notification", "worker"),
            withdrawing(play, "consulate"),
            turn,
        )
        await still(play)
        assert won(taken)
        entry = next(each for each in await play.rows(LedgerEntry) if each.details.get("recipient") == "consulate")
        if won(told):
            assert [each["kind"] for each in entry.details["left"]] == ["consular_notification"]
        else:
            assert code(told) in {"sharing_withdrawn", *LATE}
            assert "left" not in entry.details
        assert "open" not in (await play.step("consular_notification")).status
        await gapless(play)


async def test_the_handover_and_the_withdrawal_at_one_instant(ring: Ring) -> None:
    """The release is signed or it is not: the child comes back into care, and the agency sees the case no more."""
    for turn in TURNS:
        play = await ring.at("at_the_border")
        signed, taken = await race(play, releasing(play), withdrawing(play, "receiving_agency"), turn)
        await still(play)
        assert won(taken)
        assert won(signed) or code(signed) in {"sharing_withdrawn", "nothing_to_answer", *LATE}
        case = await play.case()
        assert (case.custodian, case.view["released_by"], case.decided) == ("escort", None, None)
        assert (await play.step("return_to_care")).status == "open"
        assert [row.reason for row in await play.rows(Participation) if row.side == "origin"] == ["consent_withdrawn"]
        await gapless(play)


async def test_no_notice_reaches_a_recipient_after_the_withdrawal(ring: Ring) -> None:
    """What waits is cancelled, and nothing new is addressed."""
    play = await ring.at("decided")
    await play.finish("referral", fresh=True)
    await play.opened("acceptance")
    await sent(play, *withdrawing(play, "receiving_agency"))
    await still(play)
    abroad: Callable[[Notice], bool] = lambda row: row.recipient in ("partner", "origin_worker", "origin_supervisor")  # noqa: E731
    notices = [row for row in await play.rows(Notice) if abroad(row)]
    assert notices
    assert all(row.cancelled_at for row in notices)
    count = len(notices)
    await play.wait(days=20)
    await still(play)
    assert len([row for row in await play.rows(Notice) if abroad(row)]) == count
