"""Two acts at the same instant where the child leaves and arrives: custody passes once, or not at all."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from cases.tables import Custody
from runtime.database import Sessions
from tests.workflows import path
from tests.workflows.kept import still
from tests.workflows.racing import (
    LATE,
    TURNS,
    Ring,
    code,
    finishing,
    gapless,
    happening,
    race,
    racing,
    receiving,
    refusing,
    releasing,
    sent,
    won,
    written,
)

UNDONE = {"confirm_placement": "open", "tell_in_person": "open"}
"""What a journey that a court stopped leaves to be undone; nobody of the ministry is here to read a message."""


@pytest.fixture
async def ring(temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path) -> AsyncIterator[Ring]:
    """Both countries at work, and the main line's stations."""
    async with racing(temporal, database, tmp_path) as made:
        yield made


async def test_the_receipt_and_the_refusal_at_the_border(ring: Ring) -> None:
    """Custody passes or it stays; it never does both."""
    for turn in TURNS:
        play = await ring.at("at_the_border")
        await path.release(play)
        await play.until(play.report("handover_receipt")["done_at"])
        received, refused = await race(play, receiving(play), refusing(play), turn)
        assert won(received) != won(refused)
        await still(play)
        case = await play.case()
        if won(received):
            assert code(refused) in {"case_moved", "nothing_to_answer"}
            assert (case.custodian, case.view["holds"]) == ("origin", [])
            assert case.workflow.endswith("-reception")
        else:
            assert code(received) == "nothing_to_answer"
            assert (case.custodian, [hold["kind"] for hold in case.view["holds"]]) == ("escort", ["receiver_absent"])
            assert await play.board() == {"handover": "open", "await_receiver": "open"}
        assert [link.taker for link in await play.rows(Custody)] == ["escort", *(["origin"] * won(received))]
        assert await written(play, "received") == won(received)
        assert await written(play, "handover_refused") == won(refused)
        await gapless(play)


async def test_the_release_and_the_refusal_at_the_border(ring: Ring) -> None:
    """Released and then refused, or refused and so not released: either way the child stays with the escort."""
    for turn in TURNS:
        play = await ring.at("at_the_border")
        released, refused = await race(play, releasing(play), refusing(play), turn)
        assert won(refused)
        if not won(released):
            assert code(released) == "safeguard_not_met"
        await still(play)
        case = await play.case()
        assert (case.custodian, case.view["released_by"]) == ("escort", None)
        assert [hold["kind"] for hold in case.view["holds"]] == ["receiver_absent"]
        assert code(await sent(play, *receiving(play))) == "nothing_to_answer"
        assert await written(play, "released") == won(released)
        assert await written(play, "handover_refused") == 1
        await gapless(play)


async def test_the_receipt_and_a_court_that_stays_the_transfer(ring: Ring) -> None:
    """The court's word comes in before custody passes, or the case has moved to the other country."""
    for turn in TURNS:
        play = await ring.at("at_the_border")
        await path.release(play)
        await play.until(play.report("handover_receipt")["done_at"])
        received, stayed = await race(play, receiving(play), happening(play, "court_stay", "worker"), turn)
        assert won(received) != won(stayed)
        await still(play)
        case = await play.case()
        assert case.custodian == ("origin" if won(received) else "escort")
        if won(received):
            assert code(stayed) == "case_moved"
            assert case.view["holds"] == []
        else:
            assert code(received) == "nothing_to_answer"
            assert await play.board() == {"court_stay_review": "open", "return_to_care": "open", **UNDONE}
        await gapless(play)


async def test_the_departure_and_a_court_that_stays_it(ring: Ring) -> None:
    """The child has not left, or is brought back; in both the stay holds and has an owner."""
    for turn in TURNS:
        play = await ring.at("ready")
        left, stayed = await race(
            play, await finishing(play, "escort", "worker"), happening(play, "court_stay", "worker"), turn
        )
        assert won(stayed)
        if not won(left):
            assert code(left) in LATE
        await still(play)
        case, board = await play.case(), await play.board()
        assert [hold["kind"] for hold in case.view["holds"]] == ["court_stay"]
        assert board.pop("court_stay_review") == "open"
        assert case.custodian == ("escort" if won(left) else "host")
        assert board == {"return_to_care" if won(left) else "repatriation_plan": "open", **UNDONE}
        assert len(await play.rows(Custody)) == won(left)
        assert await written(play, "finished", "escort") == won(left)
        await gapless(play)
