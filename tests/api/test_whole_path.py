"""The main line on the real engine, explained at every station: nothing waits without a reason."""

from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.testing import WorkflowEnvironment

from api.explain import explain
from api.explain.lists import work_shown
from api.schemas.case import CaseShown
from cases.repository.reading import readable_case, relation
from cases.repository.work import steps_page
from runtime.database import Sessions
from tests.workflows.acting import Play
from tests.workflows.path import accept, assess, decide, home, prepare, protect, to_handover
from tests.workflows.playing import playing


async def told(play: Play, who: str, language: str = "es") -> CaseShown:
    """The case as ``who`` reads it now."""
    async with play.database() as session:
        actor, now = play.actor(who), play.now()
        case = await readable_case(session, actor, play.number, now)
        side = await relation(session, actor, play.number, now)
        assert side is not None
        await _lists(session, play, who)
        return await explain(session, actor, side, case, now, language)


async def _lists(session: AsyncSession, play: Play, who: str) -> None:
    page = await steps_page(session, play.actor(who), play.now())
    assert await work_shown(session, play.actor(who), page.rows, play.now(), "es")


def reasoned(shown: CaseShown) -> None:
    """What holds at every station."""
    for step in shown.steps:
        if step.status == "waiting":
            assert step.why_closed is not None
            named = step.why_closed.after or step.why_closed.conditions or step.why_closed.other_stage
            assert named or step.clock.state == "not_started", f"{step.key} is closed for no reason that we say"
        if step.status == "open":
            assert step.clock.due_at is not None or step.clock.state == "none"
            assert step.clock.because
            assert step.clock.cited is not None
        if step.status == "not_applicable":
            assert step.does_not_apply
    for gate in shown.gates:
        for safeguard in gate.safeguards:
            assert safeguard.state != "unknown" or all(each.step for each in safeguard.missing)


async def test_every_station_is_explained(temporal: WorkflowEnvironment, database: Sessions) -> None:
    async with playing(temporal, database) as play:
        await play.open()
        await play.opened("urgent_measure")
        reasoned(await told(play, "worker"))
        await protect(play)
        await play.opened("protection_screening")
        reasoned(await told(play, "worker"))
        await assess(play)
        await play.opened("best_interests_determination")
        reasoned(await told(play, "worker"))
        await decide(play)
        await accept(play)
        await play.opened("travel_documents")
        shown = await told(play, "partner", "en")
        reasoned(shown)
        await prepare(play)
        await play.opened("escort")
        departure = next(gate for gate in (await told(play, "worker")).gates if gate.gate == "departure")
        lacking = [each.id for each in departure.safeguards if each.state != "met"]
        assert set(lacking) <= {"specialised_escort_on_every_leg"}, lacking
        await to_handover(play)
        shown = await told(play, "partner")
        reasoned(shown)
        assert [link.taker for link in shown.custody] == ["escort"]
        await home(play)
        await play.opened("reception")
        shown = await told(play, "partner")
        reasoned(shown)
        assert [link.taker for link in shown.custody] == ["escort", "origin"]
        current = [stage.stage for stage in shown.stages if stage.state == "current"]
        assert len(current) == 1
        assert all(stage.state in ("past", "passed_over") for stage in shown.stages[:6])
