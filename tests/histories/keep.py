"""``python -m tests.histories.keep``: plays invented cases on the real server and keeps their histories.

Each case is an invented one (cases.reports.story); a history kept before is never written over. Those of which none is
kept are kept under the next number; ``--again`` keeps all of them anew, after a change that was patched (README.md).
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path

from sqlmodel import SQLModel
from temporalio.client import WorkflowHandle
from temporalio.testing import TimeSkippingConfig, WorkflowEnvironment

from runtime.database import Sessions, engine, sessions
from tests.conftest import DYNAMIC
from tests.histories.hard_cases import FOUND, HARD_CASES, Go
from tests.histories.kept import kept, store
from tests.histories.kept import name as name_of
from tests.keys import DATA_CONVERTER, KEYS
from tests.workflows import path
from tests.workflows.acting import Play
from tests.workflows.kept import still
from tests.workflows.playing import playing
from workflows.names import reception_id, repatriation_id


async def main_line(play: Play) -> None:
    """Found, returned, visited for a year, closed."""
    await path.to_departure(play)
    await path.to_handover(play)
    await path.home(play)
    await path.visited(play)


async def stay_after_need(play: Play) -> None:
    """The screening finds a need: no consulate is told, and the child stays."""
    await path.protect(play)
    told = play.report("protection_screening")["done_at"]
    await play.finish(
        "protection_screening", finding="need", signs=["violence"], referred_to="COMAR (ejemplo)", referred_at=told
    )
    ruling = [{"kind": "court_ruling", "reference": "R-1"}]
    await play.finish("asylum_body_notice", fresh=True, evidence=ruling)
    await play.finish("best_interests_assessment")
    await play.finish("risk_assessment")
    await path.decide(play, decided="refugee", consent=None)
    await play.finish("stay_arrangement", fresh=True)
    await play.finish("host_closure", fresh=True)
    await play.approve("host_closure", by="supervisor")


async def refused_and_decided_again(play: Play) -> None:
    """The other country refuses; a second request is withdrawn; a third is accepted."""
    await path.to_decision(play)
    await play.finish("referral")
    await play.finish("acceptance", by="partner", answer="refused", refusal_reason="The aunt has moved.")
    await play.finish("decision", fresh=True)
    await play.approve("decision", by="supervisor")
    await play.finish("referral", fresh=True)
    await play.finish("acceptance", by="partner", fresh=True)
    await play.opened("travel_documents")


async def court_stay_in_transit(play: Play) -> None:
    """A court stops the journey; the child is brought back; the stay is lifted and the journey planned afresh."""
    await path.to_departure(play)
    await play.finish("escort")
    await play.opened("transit")
    await play.event("court_stay")
    await still(play)
    await play.finish("return_to_care", fresh=True)
    await play.opened("repatriation_plan")
    await play.event("court_stay_lifted")
    await play.opened("repatriation_plan")


async def missing_and_found(play: Play) -> None:
    """The child runs away from the shelter, clocks lapse, the child is found and heard again."""
    await path.protect(play)
    await play.event("child_missing")
    await play.wait(days=2)
    await play.event("child_found")
    await play.finish("urgent_measure", fresh=True)
    await play.opened("shelter")


async def deferred_twice(play: Play) -> None:
    """The decision waits for a trial, is looked at again, and waits once more."""
    await path.protect(play)
    await path.assess(play)
    await play.finish("best_interests_determination")
    for _ in range(2):
        await play.opened("decision")
        review = (play.now() + timedelta(days=10)).isoformat()
        await play.finish("decision", fresh=True, decided="deferred", consent=None, review_on=review)
        await play.approve("decision", by="supervisor")
        await play.opened("deferral_review")
        await play.wait(days=12)
        await play.finish("deferral_review", fresh=True)
        await play.finish("best_interests_assessment", fresh=True)
        await play.finish("best_interests_determination", fresh=True)
    await play.opened("decision")


CASES: dict[str, Go] = {
    each.__name__: each
    for each in (
        main_line,
        stay_after_need,
        refused_and_decided_again,
        court_stay_in_transit,
        missing_and_found,
        deferred_twice,
        *HARD_CASES,
    )
}


def next_number() -> int:
    """One more than the newest kept."""
    return max((int(name_of(path).partition("_")[0]) for path in kept()), default=0) + 1


async def keep(handle: WorkflowHandle[object, object], name: str) -> None:
    """Store one history; refuses to write over another."""
    store((await handle.fetch_history()).to_json(), name)


def unkept() -> dict[str, Go]:
    """The cases of which no history is kept."""
    return {name: go for name, go in CASES.items() if not kept(f"{name}_repatriation")}


async def play_all(
    environment: WorkflowEnvironment,
    record: Callable[[str], AbstractAsyncContextManager[Sessions]],
    chosen: Mapping[str, Go],
) -> None:
    """Every chosen case once, its history kept under the next number."""
    number = next_number()
    for name, go in chosen.items():
        async with record(name) as database, playing(environment, database) as play:
            await play.open(**FOUND[name]() if name in FOUND else {})
            besides = await go(play) or {}
            await still(play)
            for words, handle in besides.items():
                await keep(handle, f"{number:02}_{name}_{words}")
            client = environment.client
            await keep(client.get_workflow_handle(repatriation_id(play.number)), f"{number:02}_{name}_repatriation")
            if play.in_origin:
                await keep(client.get_workflow_handle(reception_id(play.number)), f"{number:02}_{name}_reception")


async def main(chosen: Mapping[str, Go]) -> None:
    """On a server and on databases of its own."""
    with tempfile.TemporaryDirectory() as folder:

        @asynccontextmanager
        async def record(name: str) -> AsyncIterator[Sessions]:
            made = engine(f"sqlite+aiosqlite:///{folder}/{name}.db")
            async with made.begin() as connection:
                await connection.run_sync(SQLModel.metadata.create_all)
            yield sessions(made, KEYS)
            await made.dispose()

        environment = await WorkflowEnvironment.start_time_skipping_v2(
            data_converter=DATA_CONVERTER,
            dev_server_existing_path=str(Path(sys.executable).parent / "temporal"),
            ts_config=TimeSkippingConfig(enabled=False),
            dev_server_extra_args=[word for value in DYNAMIC for word in ("--dynamic-config-value", value)],
        )
        async with environment:
            await play_all(environment, record, chosen)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--again", action="store_true", help="keep all of them again, under the next number")
    wanted = CASES if asked.parse_args().again else unkept()
    if not wanted:
        asked.error("a history of each case is kept; say --again after a change of the workflows that was patched")
    asyncio.run(main(wanted))
