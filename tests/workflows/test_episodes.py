"""Two cases of one child: opened twice, or trafficked again after a return."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from cases.tables import Alert, LedgerEntry, Step
from runtime.database import Sessions
from tests.workflows.acting import TRIES, Play, Refused
from tests.workflows.kept import still
from tests.workflows.racing import Ring, gapless, racing
from workflows import link_messages


@pytest.fixture
async def ring(temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path) -> AsyncIterator[Ring]:
    """Both countries at work, and the main line's stations."""
    async with racing(temporal, database, tmp_path) as made:
        yield made


async def heard(play: Play, act: str, other: Play) -> None:
    """Wait for the line by which the other's word stands in this record."""
    for _ in range(TRIES):
        lines: list[LedgerEntry] = await play.rows(LedgerEntry)
        if any(each.act == act and each.details.get("other") == other.number for each in lines):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"no {act} about {other.number} in the record of {play.number}")


async def links(play: Play) -> list[tuple[str, str]]:
    """Which cases this one belongs to, and how."""
    view = (await play.case()).view
    return [(each["number"], each["kind"]) for each in view["links"] if each["separated_at"] is None]


async def test_of_two_cases_of_one_child_one_goes_on(ring: Ring) -> None:
    """Both ledgers stay, nothing is owed in the closed one, and its sister now travels with the other."""
    twice, goes_on, sister = [await ring.at("protected") for _ in range(3)]
    linking = link_messages.Link(
        actor=twice.actor("worker"), other=sister.number, kind="sibling", reason="Same mother."
    )
    await twice.send("link", linking)
    await heard(sister, "linked", twice)
    act = link_messages.JoinDuplicate(
        actor=twice.actor("supervisor"), goes_on=goes_on.number, reason="The same fingerprints."
    )
    with pytest.raises(Refused, match="not_allowed"):
        await twice.send("join_duplicate", act.model_copy(update={"actor": twice.actor("worker")}))
    before = len(await twice.rows(LedgerEntry))
    await twice.send("join_duplicate", act)
    await heard(goes_on, "duplicate_taken_over", twice)
    await heard(sister, "linked", goes_on)
    await heard(goes_on, "linked", sister)
    closed = await twice.case()
    assert (closed.status, closed.closing) == ("closed", "duplicate")
    steps: list[Step] = await twice.rows(Step)
    assert not [row.key for row in steps if row.status in ("open", "submitted", "waiting")]
    assert not [alert for alert in await twice.rows(Alert) if alert.cleared_at is None]
    assert len(await twice.rows(LedgerEntry)) == before + 1
    assert await links(goes_on) == [(twice.number, "duplicate"), (sister.number, "family")]
    assert await links(sister) == [(goes_on.number, "family")]
    for play in (twice, goes_on, sister):
        await gapless(play)
    assert (await goes_on.case()).status == "open"
    await twice.handle.result()


async def test_trafficked_again_the_earlier_return_is_reviewed_first(ring: Ring) -> None:
    """The first case ends with its visits; in the new one nobody decides on a return before the review."""
    first, again = await ring.at("visited"), await ring.at("assessed")
    act = link_messages.LinkEpisode(actor=again.actor("worker"), other=first.number, reason="The same child.")
    await again.send("link_episode", act)
    await again.opened("episode_review")
    await heard(first, "later_episode_linked", again)
    with pytest.raises(Refused, match="not_allowed"):
        await first.event("retrafficked", by="partner")
    await first.event("retrafficked", by="origin_supervisor")
    ended = await first.case()
    assert (ended.status, ended.closing) == ("closed", "new_episode")
    await first.handle.result()
    await again.finish("best_interests_determination", fresh=True)
    with pytest.raises(Refused, match="safeguard_not_met") as refused:
        await again.finish("decision", fresh=True)
    assert [each["id"] for each in refused.value.details["verdicts"]] == ["earlier_return_reviewed"]
    await again.finish("episode_review", fresh=True)
    await again.finish("decision", fresh=True)
    await still(again)
    assert (await again.step("decision")).status == "submitted"


async def test_a_child_on_the_road_is_not_joined_away(ring: Ring) -> None:
    """While somebody else has the child, no case of it is closed by a form."""
    play, other = await ring.at("at_the_border"), await ring.at("protected")
    act = link_messages.JoinDuplicate(actor=play.actor("supervisor"), goes_on=other.number, reason="Perhaps.")
    with pytest.raises(Refused, match="event_not_possible"):
        await play.send("join_duplicate", act)
