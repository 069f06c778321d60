"""Whatever people do, in whatever order: what must never happen does not.

Numbers drawn by hypothesis choose a station of the main line and then act after act among what is open, now and then
by the wrong person, with a report that cannot be, or after weeks of silence. The record is checked after each act.
``RESGUARDO_NIGHTLY=1`` (``make nightly``) plays dozens of times as many, at random, and shrinks what it finds.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from temporalio.client import WorkflowExecutionStatus
from temporalio.testing import WorkflowEnvironment

from cases.repository.procedures import procedure_of
from guidelines.procedure import Procedure
from runtime.database import Sessions
from tests.workflows.acting import Play
from tests.workflows.beyond import Beyond
from tests.workflows.held import held
from tests.workflows.invariants import Seen, hold, owned, seen
from tests.workflows.kept import PLACES, another, stations, still
from tests.workflows.law import in_force, insert, proposal, term
from tests.workflows.playing import playing
from tests.workflows.wandering import Number, Wanderer

NIGHTLY = os.environ.get("RESGUARDO_NIGHTLY") == "1"
RUNS = 1200 if NIGHTLY else 6
ACTS = 60 if NIGHTLY else 45
DEMANDED = 10_000 if NIGHTLY else 1_000
"""Acts that were recorded, or refused with a type: so many at least."""
LAW = (
    term("nationality", 5),
    term("decision", 3),
    term("reintegration_plan", 3),
    insert("decision", "second_notice"),
    insert("placement", "second_look", side="origin"),
)
"""Another edition is in force than the one under which these cases were opened: it may be adopted at any time."""
SAMPLES = range(3, 15)
"""The runs of every day, one sample after the other, until they went everywhere. What must never happen has to hold in
every one."""

PROFILE = settings(
    max_examples=RUNS,
    database=None,
    deadline=None,
    phases=(Phase.generate, Phase.shrink) if NIGHTLY else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)

STAGES = (
    "protection",
    "assessment",
    "best_interests",
    "decision",
    "preparation",
    "transfer",
    "reception",
    "reintegration",
)
BEYOND = {"adopt the", "link another", "link an", "close the", "open the"}
"""The first words of what must have been done at least once; and something was corrected."""

FAR = 10**14 + 10**9
"""Hypothesis mixes in the numbers that it finds in our own code. None is near here: a changed line elsewhere, or one
more import, leaves the runs as they were."""

WISHED = st.integers(FAR, FAR + 99_999).map(lambda far: far - FAR)
NUMBERS = st.lists(st.builds(Number.drawn, WISHED, WISHED, WISHED), min_size=ACTS, max_size=ACTS)
BEGUN = (*PLACES, *["ready", "at_the_border"] * 2)
"""Where a run may begin: more often where the child is about to leave."""


class Journal:
    """What all runs together have done and reached."""

    def __init__(self) -> None:
        self.told: Counter[str] = Counter()
        self.stages: Counter[str] = Counter()
        self.links: Counter[str] = Counter()
        self.closed: Counter[str] = Counter()
        self.events: Counter[str] = Counter()
        self.done: Counter[str] = Counter()

    @property
    def acts(self) -> dict[str, int]:
        """How many were recorded, how many refused; time that passed is no act."""
        recorded = self.told["recorded"]
        return {"recorded": recorded, "refused": self.told.total() - recorded - self.told["time"]}

    def note(self, wanderer: Wanderer, now: Seen, begun_at: int, stood: set[str]) -> None:
        """One run is over. ``stood``: the stages in which it stood after an act."""
        self.told += wanderer.told
        self.done += wanderer.done
        news = [entry for entry in now.ledger if entry.sequence > begun_at]
        entered = {entry.details["stage"] for entry in news if entry.act == "stage_entered"}
        self.stages.update(entered | stood)
        self.links.update(link.taker for link in now.custody if link.sequence > begun_at)
        self.closed.update([now.case.closing] if now.case.closing else [])
        self.events.update(entry.details["kind"] for entry in news if entry.act == "event_reported")

    def lacks(self) -> list[str]:
        """Where the runs did not go: had they gone nowhere, they would prove little."""
        corrected = any(deed.startswith("correct ") for deed in self.done)
        wanted = {
            f"so many acts: {self.acts}": sum(self.acts.values()) >= DEMANDED,
            f"so many acts recorded: {self.acts}": self.acts["recorded"] >= DEMANDED * 2 // 5,
            f"somebody who did {BEYOND - set(self.done)}": set(self.done) >= BEYOND,
            f"a correction: {self.done}": corrected,
            f"enough kinds of refusal: {self.told}": len(self.told) >= 6,
            f"every stage twice: {self.stages}": all(self.stages[stage] >= 2 for stage in STAGES),
            f"all of custody: {self.links}": min(self.links[taker] for taker in ("escort", "origin", "carer")) >= 2,
            f"enough kinds of events: {self.events}": len(self.events) >= 8,
            "a case that came to its end": bool(self.closed),
        }
        return [lack for lack, found in wanted.items() if not found]


async def wander(play: Play, numbers: list[Number], journal: Journal, beyond: Beyond) -> None:
    """One case, act after act, each checked."""
    procedure = await followed(play)
    wanderer = Wanderer(play, procedure, beyond)
    now = await seen(play.database, play.number)
    begun_at, stood = now.case.sequence, set[str]()
    try:
        for number in numbers:
            known = len(now.custody)
            changed = await wanderer.wander(now, number)
            if not changed and (await play.case()).sequence == now.case.sequence:
                continue
            before, now = now, await settled(play)
            stood.add(now.case.stage)
            if now.case.edition != before.case.edition:
                wanderer.procedure = procedure = await followed(play)
            hold(now, procedure, known)
            held(now, procedure)
            if now.case.status == "closed":
                break
        await well(play, now)
        await beside(beyond.other)
    except AssertionError as broken:
        raise AssertionError(f"{broken}\nafter:\n" + "\n".join(wanderer.story)) from broken
    journal.note(wanderer, now, begun_at, stood)


async def followed(play: Play) -> Procedure:
    """The edition that the case follows now."""
    async with play.database() as session:
        return await procedure_of(session, (await play.case()).edition)


async def beside(other: Play | None) -> None:
    """The other child's case holds too, whatever word it was sent."""
    if other is not None:
        await still(other)
        now = await seen(other.database, other.number)
        hold(now, await followed(other), len(now.custody))


async def settled(play: Play) -> Seen:
    """The record once nothing moves by itself. Somebody owns the next move."""
    await still(play)
    now = await seen(play.database, play.number)
    assert owned(now), f"nobody owns the next move of a case in {now.case.stage}, custody {now.case.custodian}"
    return now


async def well(play: Play, now: Seen) -> None:
    """The workflow in charge goes on, or has ended because the case is closed."""
    if now.case.status == "closed":  # once the last word to another child's case is delivered
        async with asyncio.timeout(60):
            await play.handle.result()
        return
    described = await play.handle.describe()
    assert described.status == WorkflowExecutionStatus.RUNNING, described.status


@pytest.mark.timeout(14_400 if NIGHTLY else 600)
async def test_what_must_never_happen_does_not(
    temporal: WorkflowEnvironment,
    database: Sessions,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    kept = await stations(temporal, tmp_path)
    loop, journal = asyncio.get_running_loop(), Journal()
    async with playing(temporal, database) as play:
        await play.people()

        async def one(numbers: list[Number]) -> None:
            place = BEGUN[numbers[0].person % len(BEGUN)]
            case = await another(temporal, database, kept[place])
            beyond = Beyond(case, lambda: another(temporal, database, kept[place]))
            try:
                await wander(case, numbers, journal, beyond)
            finally:
                await beyond.ended()

        @PROFILE
        @given(NUMBERS)
        def runs(numbers: list[Number]) -> None:
            asyncio.run_coroutine_threadsafe(one(numbers), loop).result()

        with in_force(proposal(*LAW)):
            for sample in SAMPLES:
                await asyncio.to_thread(runs if NIGHTLY else seed(sample)(runs))
                if NIGHTLY or not journal.lacks():
                    break
    for name, count in journal.acts.items():
        record_property(name, count)
    assert not journal.lacks()
