"""A case whose every report and every reason holds its mark, carried from detection to closure."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from api.acts.on_corrections import weigh
from cases.repository.drafts import save_draft
from tests.secrecy.planting import Planter
from tests.workflows import path
from tests.workflows.acting import Play, Refused
from tests.workflows.moving import moved
from workflows import correction_messages, messages


class Planted(Play):
    """As everywhere, with marks."""

    def __init__(self, planter: Planter, *world: Any) -> None:
        super().__init__(*world)
        self.planter = planter
        self.not_taken: set[str] = set()
        """Marks that no record holds, for what they stood in was refused."""

    def report(self, name: str, **changes: Any) -> dict[str, Any]:
        """The example of a report, planted."""
        data: dict[str, Any] = moved(self.planter.report(name), self.shift)
        return data | deepcopy(changes)

    def reason(self, act: str) -> str:
        """A mark for what somebody types as the reason of an act."""
        return self.planter.marks.new(f"the reason of {act}")

    def refused(self, report: dict[str, Any]) -> dict[str, Any]:
        """A report with a mark where a time should be, and another as a field that does not exist."""
        wrong = self.planter.marks.new("a faulty time"), self.planter.marks.new("an unknown field")
        self.not_taken.update(wrong)
        return report | {"done_at": wrong[0], wrong[1]: "-"}

    async def on(self, step: str, by: str) -> dict[str, Any]:
        """Who acts, on which round of which step."""
        return {"actor": self.actor(by), "step": step, "round": (await self.opened(step)).round}


async def begin(play: Planted) -> None:
    """Protected; somebody else takes over a step; more time is asked for, refused, asked again, agreed."""
    await faulty(play, "urgent_measure")
    await path.protect(play)
    step = "protection_screening"
    assign = messages.Assign(
        **await play.on(step, "supervisor"), owner="other_worker", reason=play.reason("giving a step to another")
    )
    await play.send("assign", assign)
    for agreed in (False, True):
        until = ((await play.opened(step)).due_at or play.now()) + timedelta(days=3)
        ask = messages.AskExtension(
            **await play.on(step, "worker"), until=until, reason=play.reason("asking for more time")
        )
        await play.send("ask_extension", ask)
        said = play.reason("agreeing to more time" if agreed else "refusing more time")
        answer = messages.AnswerExtension(**await play.on(step, "supervisor"), agreed=agreed, reason=said)
        await play.send("answer_extension", answer)


async def faulty(play: Planted, step: str) -> None:
    """A report that is refused."""
    report = play.refused(play.report((await play.step(step)).view["report"]))
    try:
        await play.send("finish", messages.Finish(**await play.on(step, "worker"), report=report))
    except Refused:
        return
    raise AssertionError("a faulty report was taken")


async def leave_a_draft(play: Planted) -> None:
    """Somebody begins a report, and leaves it."""
    draft = {"remarks": play.planter.marks.new("a draft's remarks, left")}
    async with play.database() as session:
        await save_draft(session, play.number, "guardian", "other_worker", 1, draft, datetime.now(UTC))


async def decide(play: Planted) -> None:
    """Assessed and decided; the decision is sent back once; a court stays it and lifts the stay."""
    await path.assess(play)
    await put_right(play, "guardian")
    await play.finish("best_interests_determination")
    await play.finish("decision")
    await play.approve("decision", by="supervisor", approved=False, reason=play.reason("sending a step back"))
    await play.finish("decision", fresh=True)
    await play.approve("decision", by="supervisor")
    await play.event("court_stay")
    await play.event("court_stay_lifted", by="supervisor")


async def put_right(play: Planted, step: str) -> None:
    """A finished report is corrected, with its reason."""
    row = await play.step(step)
    report = play.report(row.view["report"], remarks=play.planter.marks.new(f"{step}.remarks, corrected"))
    async with play.database() as session:
        _, shown = await weigh(session, await play.case(), step, report, play.now())
    act = correction_messages.Correct(
        actor=play.actor("worker"),
        step=step,
        round=row.round,
        report=report,
        reason=play.reason("correcting a report"),
        seen=shown.mark,
    )
    await play.send("correct", act)


async def travel(play: Planted) -> None:
    """Accepted, prepared; an agreement sent back and given again; on the road, handed over, and home."""
    await path.accept(play)
    await path.prepare(play)
    await play.opened("escort")
    agreement = await play.step("agreement")
    again = messages.Reopen(
        actor=play.actor("supervisor"),
        step="agreement",
        round=agreement.round,
        reason=play.reason("opening a step again"),
        alone=True,
    )
    await play.send("reopen", again)
    gate = {"safeguard": "receiver_named_hours_agreed", "gate": "departure"}
    aside = play.reason("setting a safeguard aside")
    await play.send("ask_override", messages.AskOverride(actor=play.actor("supervisor"), reason=aside, **gate))
    await play.send("confirm_override", messages.ConfirmOverride(actor=play.actor("head"), confirmed=True, **gate))
    await play.finish("agreement", fresh=True)
    await play.approve("agreement", by="partner")
    await play.finish("escort")
    await play.send("renew", messages.Renew(**await play.on("transit", "worker"), report=play.fresh("check_in")))
    await play.finish("transit")
    await play.opened("handover")
    await play.until(play.report("handover_release")["done_at"])
    await path.home(play)
