"""What people do at random beyond the steps: put reports right, adopt an edition, link children, close a border."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from functools import partial
from typing import NamedTuple

from sqlmodel import col, update
from temporalio.service import RPCError

from api.acts.on_corrections import weigh
from cases.actor import Actor
from cases.borders import JOURNEY_STAGES
from cases.errors import Refusal
from cases.tables import Case, Step
from guidelines.library import library
from guidelines.resolve import resolve_at
from tests.workflows import border
from tests.workflows.acting import Play
from tests.workflows.invariants import Seen
from tests.workflows.racing import Act, Told, sent
from tests.workflows.varied import VARIANTS, Report, pick, varied
from workflows import correction_messages, link_messages, messages
from workflows.names import reception_id, repatriation_id

SELDOM = 4
"""A child is linked, or a border closed, by one wish in so many: else hardly anybody would ever leave."""

Someone = Callable[[str], Actor]
"""Who does it: mostly the one who may."""


class Deed(NamedTuple):
    """Something that could be done in more than one step; ``weight`` says how often people would."""

    weight: int
    label: str
    by: Actor
    do: Callable[[], Awaitable[Told]]


class Beyond:
    """One case, and perhaps another child's beside it. ``beside`` gives that one when it is first wanted."""

    def __init__(self, play: Play, beside: Callable[[], Awaitable[Play]]) -> None:
        self.play = play
        self._beside = beside
        self.other: Play | None = None
        self.hold: str | None = None

    def deeds(self, now: Seen, variant: int, person: int, someone: Someone) -> Iterator[Deed]:
        """All that could be done."""
        side = "origin_supervisor" if self.play.in_origin else "supervisor"
        yield from self._corrections(now, variant, someone, side)
        yield Deed(1, "adopt the edition in force", (who := someone(side)), partial(self._adopt, who))
        if person % SELDOM == 0:
            yield from self._links(variant, someone, side)
        if self.hold is not None:
            yield Deed(8, "open the border", self.play.actor("supervisor"), self._open_border)
        elif now.case.stage in JOURNEY_STAGES and person % SELDOM == 1:
            yield Deed(4, "close the border", self.play.actor("supervisor"), self._close_border)

    async def ended(self) -> None:
        """The run is over: nothing of it reaches the next one."""
        if self.hold is not None:
            await self._open_border()
        for play in filter(None, (self.play, self.other)):
            async with play.database() as session:
                await session.exec(update(Case).where(col(Case.number) == play.number).values(status="closed"))
                await session.commit()
            for workflow in (repatriation_id(play.number), reception_id(play.number)):
                with suppress(RPCError):  # it never began, or it has ended
                    await play.environment.client.get_workflow_handle(workflow).terminate(reason="its run is over")

    def _corrections(self, now: Seen, variant: int, someone: Someone, side: str) -> Iterator[Deed]:
        standing = {row.step_key: row.data for row in now.reports if row.stands}
        reported = [row for row in now.steps.values() if row.key in standing and row.status == "finished"]
        rows = [row for row in reported if row.view["report"] in VARIANTS]
        if rows:
            row = rows[variant // 11 % len(rows)]
            who = someone("partner" if row.side == "origin" else "worker")
            report = changed(row, standing[row.key], variant)
            yield Deed(2, f"correct {row.key} ({variant})", who, partial(self._correct, who, row, report))
        for row in now.steps.values():
            if row.view["correction"] is not None:
                who = someone(side)
                yield Deed(12, f"answer the correction of {row.key}", who, partial(self._answer, who, row, variant))

    async def _mark(self, step: str, report: Report | None) -> str:
        """What is seen before it is confirmed; of what is refused there is nothing to see."""
        async with self.play.database() as session:
            try:
                _, shown = await weigh(session, await self.play.case(), step, report, self.play.now())
            except Refusal:
                return ""
        return shown.mark

    async def _correct(self, by: Actor, row: Step, report: Report) -> Told:
        seen = await self._mark(row.key, report)
        act = correction_messages.Correct(
            actor=by, step=row.key, round=row.round, report=report, reason="A slip.", seen=seen
        )
        return await sent(self.play, "correct", act)

    async def _answer(self, by: Actor, row: Step, variant: int) -> Told:
        act = correction_messages.AnswerCorrection(
            actor=by,
            step=row.key,
            round=row.round,
            approved=variant % 3 > 0,
            reason="It was right.",
            seen=await self._mark(row.key, None),
        )
        return await sent(self.play, "answer_correction", act)

    async def _adopt(self, by: Actor) -> Told:
        new = resolve_at(library(), self.play.host, self.play.origin, self.play.now())
        return await sent(self.play, "adopt_edition", messages.AdoptEdition(actor=by, edition=new.edition))

    def _links(self, variant: int, someone: Someone, side: str) -> Iterator[Deed]:
        kind = ("sibling", "family", "group")[variant % 3]
        yield self._with_other(
            1,
            "link another child",
            someone("worker"),
            lambda by, other: ("link", link_messages.Link(actor=by, other=other, kind=kind, reason="One mother.")),
        )
        yield self._with_other(
            1,
            "link an earlier case",
            someone("partner" if self.play.in_origin else "worker"),
            lambda by, other: (
                "link_episode",
                link_messages.LinkEpisode(actor=by, other=other, reason="The same child."),
            ),
        )
        if variant % SELDOM == 0:
            yield self._with_other(
                1,
                "join it to another case",
                someone(side),
                lambda by, other: (
                    "join_duplicate",
                    link_messages.JoinDuplicate(actor=by, goes_on=other, reason="Twice."),
                ),
            )
        if self.other is not None:
            report = varied(self.play, "separation", variant)
            yield self._with_other(
                4,
                "part from the other child",
                someone(side),
                lambda by, other: ("separate", link_messages.Separate(actor=by, other=other, report=report)),
            )

    def _with_other(self, weight: int, label: str, by: Actor, act: Callable[[Actor, str], Act]) -> Deed:
        async def do() -> Told:
            if self.other is None:
                self.other = await self._beside()
            return await sent(self.play, *act(by, self.other.number))

        return Deed(weight, label, by, do)

    async def _close_border(self) -> Told:
        self.hold = await border.held(self.play, self.play.actor("supervisor"), self.play.host)
        await border.heard(self.play, self.hold)
        return messages.Receipt(sequence=(await self.play.case()).sequence)

    async def _open_border(self) -> Told:
        assert self.hold is not None
        await border.lifted(self.play, self.hold, self.play.actor("supervisor"))
        await border.heard(self.play, self.hold)
        self.hold = None
        return messages.Receipt(sequence=(await self.play.case()).sequence)


def changed(row: Step, data: Report, variant: int) -> Report:
    """What stands, as somebody else would have written it."""
    report = deepcopy(data)
    pick(VARIANTS[row.view["report"]], variant // 7)(report)
    return report
