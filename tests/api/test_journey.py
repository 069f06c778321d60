"""A journey on the real engine, as each side reads it: who had the child when, and what others count on."""

from datetime import datetime
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from api.schemas.case import CaseShown
from api.schemas.journey import CareShown
from cases.reports import story
from runtime.database import Sessions
from tests.api.test_whole_path import told
from tests.workflows.acting import Play
from tests.workflows.kept import another, stations, still
from tests.workflows.playing import playing


async def back_again(play: Play) -> None:
    """Departed, given by one escort to another at the bridge, stopped by a court, and back in care."""
    await play.finish("escort")
    await play.opened("transit")
    await play.wait(hours=2)
    await play.event("escort_replaced")
    await play.event("court_stay")
    await still(play)
    await play.wait(minutes=10)
    await play.finish("return_to_care", fresh=True)
    await still(play)


def minute_by_minute(shown: CaseShown) -> list[CareShown]:
    """The stretches; each begins when the one before it ends, and the last is still open."""
    found = shown.care.stretches
    assert found[0].since == shown.detected_at
    assert [each.until for each in found[:-1]] == [each.since for each in found[1:]]
    assert found[-1].until is None
    assert not shown.care.faults
    return found


async def test_the_chain_is_shown_minute_by_minute_and_each_side_sees_its_own(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path
) -> None:
    kept = await stations(temporal, tmp_path)
    async with playing(temporal, database) as world:
        await world.people()
        play = await another(temporal, database, kept["ready"])
        await back_again(play)
        host, origin = await told(play, "worker", "en"), await told(play, "partner", "es")
    found = minute_by_minute(host)
    assert [each.holder for each in found] == ["host", "escort", "escort", "host"]
    assert [each.name for each in found] == [None, story.ESCORT, story.SECOND_ESCORT, story.SHELTER_WORKER]
    assert [each.step for each in found] == [None, "escort", "escort_replaced", "return_to_care"]
    assert [each.record for each in found[1:]] == ["ACTA-EJEMPLO-1", "ACTA-EJEMPLO-5", "ACTA-EJEMPLO-4"]
    for each in found[1:]:
        assert each.gave is not None
        assert each.took is not None
        assert isinstance(each.took.at, datetime)
    theirs = minute_by_minute(origin)
    assert [each.name for each in theirs] == [None, story.ESCORT, story.SECOND_ESCORT, None]
    assert theirs[1].gave is not None
    assert theirs[1].gave.name is None, "the name of who keeps the shelter says where it is"


async def test_what_was_promised_and_what_became_of_it(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path
) -> None:
    kept = await stations(temporal, tmp_path)
    async with playing(temporal, database) as world:
        await world.people()
        play = await another(temporal, database, kept["ready"])
        before = await told(play, "worker")
        assert [(each.kind, each.state) for each in before.promises] == [
            ("placement", "standing"),
            ("escort", "standing"),
            ("consulate", "standing"),
            ("reception", "standing"),
        ]
        await back_again(play)
        after = await told(play, "worker")
    states = {(each.kind, each.state, each.how, each.duty) for each in after.promises}
    assert states == {
        ("placement", "owed", "asked", "confirm_placement"),
        ("escort", "undone", "told", None),
        ("consulate", "owed", "to_tell", "tell_in_person"),  # nobody of that ministry is here to read a message
        ("reception", "undone", "told", None),
    }


@pytest.mark.parametrize(
    ("kind", "on_the_road"), [("leg_failed", True), ("escort_replaced", True), ("wait_ended", False)]
)
async def test_an_event_of_the_journey_is_offered_only_when_it_can_happen(
    temporal: WorkflowEnvironment, database: Sessions, tmp_path: Path, kind: str, on_the_road: bool
) -> None:
    kept = await stations(temporal, tmp_path)
    async with playing(temporal, database) as world:
        await world.people()
        early = await another(temporal, database, kept["accepted"])
        assert kind not in {each.kind for each in (await told(early, "worker")).events}
        play = await another(temporal, database, kept["ready"])
        await play.finish("escort")
        await play.opened("transit")
        assert (kind in {each.kind for each in (await told(play, "worker")).events}) == on_the_road
