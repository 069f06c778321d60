"""Two acts at the same instant: one outcome, the other told. Each race five times, in both orders."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from cases.tables import Alert, LedgerEntry
from runtime.database import Sessions
from tests.workflows.kept import keep, still
from tests.workflows.racing import (
    LATE,
    TURNS,
    Ring,
    answering,
    code,
    finishing,
    gapless,
    race,
    racing,
    reopening,
    sent,
    standing,
    won,
    written,
)
from workflows import messages


@pytest.fixture
async def ring(temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path) -> AsyncIterator[Ring]:
    """Both countries at work, and the main line's stations."""
    async with racing(temporal, database, tmp_path) as made:
        yield made


async def test_the_answer_and_the_withdrawal_of_the_request(ring: Ring) -> None:
    """The counterpart accepts while the host takes its request back: one of them."""
    first = await ring.at("decided")
    await first.finish("referral", fresh=True)
    await first.opened("acceptance")
    asked = await keep(first)
    for turn in TURNS:
        play = await ring.go_on(asked)
        withdrawal = messages.WithdrawReferral(actor=play.actor("supervisor"), reason="The aunt has moved.")
        accepted, withdrawn = await race(
            play, await finishing(play, "acceptance", "partner"), ("withdraw_referral", withdrawal), turn
        )
        assert won(accepted) != won(withdrawn)
        await still(play)
        acceptance = await play.step("acceptance")
        if won(accepted):
            assert code(withdrawn) == "already_answered"
            assert (acceptance.status, acceptance.round) == ("finished", 1)
        else:
            assert code(accepted) in LATE
            assert (acceptance.status, acceptance.round) == ("waiting", 2)
            assert await play.board() == {"decision": "open"}
        assert len(await standing(play, "acceptance")) == won(accepted)
        assert await written(play, "referral_withdrawn") == won(withdrawn)
        assert await written(play, "finished", "acceptance") == won(accepted)
        await gapless(play)


async def test_a_determination_and_what_it_relies_on_sent_back(ring: Ring) -> None:
    """The panel determines while a supervisor sends the risk assessment back: it determines again in any case."""
    for turn in TURNS:
        play = await ring.at("assessed")
        determined, reopened = await race(
            play,
            await finishing(play, "best_interests_determination", "worker"),
            await reopening(play, "risk_assessment", "supervisor"),
            turn,
        )
        assert won(reopened)
        if not won(determined):
            assert code(determined) in LATE
        await still(play)
        assert await play.board() == {"risk_assessment": "open"}
        again = await play.step("best_interests_determination")
        assert (again.status, again.round) == ("waiting", 2)
        assert await standing(play, "best_interests_determination") == []
        assert await written(play, "finished", "best_interests_determination") == won(determined)
        await gapless(play)


async def test_a_decision_approved_and_sent_back(ring: Ring) -> None:
    """Two supervisors answer differently: the first answer stands."""
    first = await ring.at("assessed")
    for step in ("best_interests_determination", "decision"):
        await first.finish(step)
    submitted = await keep(first)
    for turn in TURNS:
        play = await ring.go_on(submitted)
        approved, back = await race(
            play,
            await answering(play, "decision", "supervisor", approved=True),
            await answering(play, "decision", "head", approved=False),
            turn,
        )
        assert won(approved) != won(back)
        assert code(back if won(approved) else approved) in LATE
        await still(play)
        assert await play.board() == ({"referral": "open"} if won(approved) else {"decision": "open"})
        assert (await play.case()).decided == ("return" if won(approved) else None)
        assert len(await standing(play, "decision")) == won(approved)
        assert await written(play, "approved", "decision") + await written(play, "sent_back", "decision") == 1
        await gapless(play)


async def test_two_people_finish_the_same_step(ring: Ring) -> None:
    """One report is filed; the other is told that the step is no longer open."""
    for turn in TURNS:
        play = await ring.at("assessed")
        step = "best_interests_determination"
        one, other = await race(
            play, await finishing(play, step, "worker"), await finishing(play, step, "other_worker"), turn
        )
        assert won(one) != won(other)
        assert code(other if won(one) else one) == "step_not_open"
        assert [row.author for row in await standing(play, step)] == ["worker" if won(one) else "other_worker"]
        assert await written(play, "finished", step) == 1
        await gapless(play)


async def test_an_alert_seen_while_its_cause_goes(ring: Ring) -> None:
    """Acknowledged and then finished, or finished and so nothing to acknowledge."""
    for turn in TURNS:
        play = await ring.at("detected")
        await play.wait(hours=4)
        alerts = [alert for alert in await play.rows(Alert) if alert.step_key == "urgent_measure"]
        assert alerts
        seen = messages.Acknowledge(actor=play.actor("other_worker"), alert=alerts[0].id)
        acknowledged, finished = await race(
            play, ("acknowledge", seen), await finishing(play, "urgent_measure", "worker"), turn
        )
        assert won(finished)
        if not won(acknowledged):
            assert code(acknowledged) == "nothing_to_answer"
        await still(play)
        after = [alert for alert in await play.rows(Alert) if alert.step_key == "urgent_measure"]
        assert all(alert.cleared_at is not None for alert in after)
        assert sum(alert.acknowledged_at is not None for alert in after) == won(acknowledged)
        assert await written(play, "acknowledged") == won(acknowledged)
        acts = [entry.act for entry in await play.rows(LedgerEntry) if entry.step_key == "urgent_measure"]
        assert acts.index("finished") == len(acts) - 1
        await gapless(play)


async def test_two_people_see_an_alert_at_once(ring: Ring) -> None:
    """One acknowledges it; the other, then or later, is told so, and the pause stays as the first one set it."""
    for turn in TURNS:
        play = await ring.at("detected")
        await play.wait(hours=4)
        [alert] = [each for each in await play.rows(Alert) if each.step_key == "urgent_measure" and each.rung == 1]
        acts = [
            ("acknowledge", messages.Acknowledge(actor=play.actor(who), alert=alert.id))
            for who in ("worker", "other_worker")
        ]
        one, other = await race(play, acts[0], acts[1], turn)
        assert won(one) != won(other)
        assert code(other if won(one) else one) == "already_answered"
        await still(play)
        paused = (await play.step("urgent_measure")).view["climb_paused_until"]
        await play.wait(minutes=5)
        assert code(await sent(play, *acts[turn % 2])) == "already_answered"
        assert (await play.step("urgent_measure")).view["climb_paused_until"] == paused
        [seen] = [each for each in await play.rows(Alert) if each.id == alert.id]
        assert seen.acknowledged_by == ("worker" if won(one) else "other_worker")
        assert await written(play, "acknowledged") == 1
        await gapless(play)


async def test_an_alert_that_was_never_raised(ring: Ring) -> None:
    """Nobody acknowledges what does not exist, what belongs to a rung that was not told, or the other side's.

    Refused at once: the case's history holds no word of it.
    """
    play = await ring.at("detected")
    await play.wait(hours=4)
    [alert] = [each for each in await play.rows(Alert) if each.step_key == "urgent_measure" and each.rung == 1]
    prefix = alert.id.rsplit("-", 2)[0]
    await still(play)
    before = (await play.handle.describe()).history_length
    for unknown in (f"{prefix}-9-9", f"{prefix}-", f"{prefix}-1-0", f"{play.number}-nothing-1-1-1"):
        seen = messages.Acknowledge(actor=play.actor("worker"), alert=unknown)
        assert code(await sent(play, "acknowledge", seen)) == "nothing_to_answer"
    theirs = messages.Acknowledge(actor=play.actor("partner"), alert=alert.id)
    assert code(await sent(play, "acknowledge", theirs)) == "not_allowed"
    assert await written(play, "acknowledged") == 0
    assert (await play.handle.describe()).history_length == before


async def test_the_same_act_sent_many_times(ring: Ring) -> None:
    """The line was slow and she pressed again, and again: one entry, one receipt, the same for all."""
    play = await ring.at("assessed")
    update, message = await finishing(play, "best_interests_determination", "worker")
    receipts = await asyncio.gather(*(sent(play, update, message, "one-form") for _ in range(4)))
    receipts.append(await sent(play, update, message, "one-form"))
    assert all(receipt == receipts[0] and won(receipt) for receipt in receipts)
    assert await written(play, "finished", "best_interests_determination") == 1
    assert len(await standing(play, "best_interests_determination")) == 1
    await still(play)
    await gapless(play)
