"""Cases as late as they can be: every clock on the way is left to lapse, and looked at from all its sides."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cases.tables import LedgerEntry, Notice, Step
from tests.scenarios.acts import ACTS
from tests.scenarios.stretches import come_to
from tests.scenarios.world import World

A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)
LATENESS = timedelta(minutes=45)
"""Each rung waits from when the one before was told: on a slow machine the last one comes some minutes late."""
EDGES = {"day before": -A_DAY, "due": -A_MINUTE, "lapsed": A_MINUTE, "day after": A_DAY + LATENESS}
"""The four sides of a date: the day before, its last minute, the minute after, the day after."""

APPROVED_BY = {
    "decision": "supervisor",
    "repatriation_plan": "partner",
    "host_closure": "supervisor",
    "closure": "origin_supervisor",
}


@dataclass(frozen=True)
class Tale:
    """One late case of two countries: from which stretch of the path, and with which step it ends.

    ``reports``: what a step says otherwise than its worked example (``decision#2``: in its second round).
    ``at_once``: steps done as soon as they open, for the sake of a clock that would have lapsed before it opens.
    """

    host: str
    origin: str
    given: str
    last: str
    reports: dict[str, dict[str, Any]] = field(default_factory=dict)
    at_once: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return f"{self.host} to {self.origin} from {self.given}"


MAIN_LINE = {
    "opened": "repatriation_plan",
    "planned": "agreement",
    "agreed": "child_preparation",
    "ready_to_depart": "escort",
    "departed": "transit",
    "at_the_border": "handover",
    "received": "placement",
    "home": "closure",
}
"""From where one is late, and with which step one ends: a journey cannot be weeks late and go on."""

AT_THE_START = ("urgent_measure", "age_assessment", "guardian", "shelter", "hearing")
OF_A_US_HOST = ("hhs_notification", "hhs_custody")
NEED = {"finding": "need", "signs": ["recruited"], "referred_to": "COMAR", "referred_at": "1 minute ago"}
DEFERRED = {"decided": "deferred", "consent": None, "review_on": "in 20 days"}
STAYS = {"decided": "victim_stay", "consent": None}
RED_FLAG = {"red_flags": ["threats"], "action": "The police were told."}

LATE = (
    *(Tale("MX", "GT", given, last) for given, last in MAIN_LINE.items()),
    Tale("US", "HN", "opened", "hhs_notification"),
    Tale("US", "HN", "opened", "hhs_custody", at_once=frozenset({OF_A_US_HOST[0], *AT_THE_START})),
    Tale("US", "HN", "opened", "protection_screening", at_once=frozenset({*OF_A_US_HOST, *AT_THE_START})),
    Tale("US", "HN", "determined", "host_closure", {"decision#1": DEFERRED, "decision#2": STAYS}),
    Tale("MX", "GT", "placed", "visit_red_flag_1", {"visit_72_hours": RED_FLAG}, frozenset({"visit_72_hours"})),
    Tale("MX", "DO", "protected", "asylum_body_notice", {"protection_screening": NEED}),
)
"""The main line of one pair; and what it does not have, mostly between countries whose clocks differ by hours."""


@dataclass
class Seen:
    """One clock, and what there was at each of its edges. ``finished``: alerts that stood once the step was done."""

    row: Step
    alerts: dict[str, list[str]] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    reminded_by_due: int = 0
    told_of_lapse: list[str] = field(default_factory=list)
    finished: int | None = None


class Late:
    """Walks through time from edge to edge of every clock that opens; finishes a step once it was seen from all."""

    def __init__(self, world: World, tale: Tale) -> None:
        self.world, self.tale = world, tale
        self.seen: dict[str, Seen] = {}
        self.ahead: list[tuple[datetime, str, str]] = []

    async def play(self) -> dict[str, Seen]:
        """From where the tale begins until its last clock was seen from all sides."""
        given, last = self.tale.given, self.tale.last
        if given == "opened":  # a moment ago, at whatever hour this runs: its first clocks are of hours
            await self.world.open(**self.world.fresh("detection"))
        else:
            await come_to(self.world, given)
        while last not in self.seen or any(key == last for _, key, _ in self.ahead):
            await self.world.still()
            await self._discover()
            done = [key for key in await self.world.board() if all(key != ahead for _, ahead, _ in self.ahead)]
            if done and last not in done:
                await self._finish(done[0])
            elif last not in done:
                await self._walk()
        return self.seen

    async def _at_rest(self) -> None:
        """Nothing is under way any more: of clocks that lapse together the last one has told, too."""
        while (now := (await self.world.handle.describe()).raw_description) and (
            now.pending_activities or now.HasField("pending_workflow_task")
        ):
            await asyncio.sleep(0.02)

    async def _discover(self) -> None:
        for row in await self.world.rows(Step):
            if row.status == "open" and row.due_at and row.key not in self.seen.keys() | self.tale.at_once:
                self.seen[row.key] = Seen(row)
                sides = [(row.due_at + by, row.key, name) for name, by in EDGES.items()]
                self.ahead += [each for each in sides if each[0] > self.world.now() + A_MINUTE]
        self.ahead.sort()

    async def _walk(self) -> None:
        opening = [
            datetime.fromisoformat(row.view["opens_at"]) + A_MINUTE
            for row in await self.world.rows(Step)
            if row.status == "waiting" and row.view["opens_at"]
        ]
        at = min([when for when, _, _ in self.ahead] + [when for when in opening if when > self.world.now()])
        await self.world.until(at.isoformat())
        await self._at_rest()
        while self.ahead and self.ahead[0][0] <= self.world.now():
            _, key, side = self.ahead.pop(0)
            await self._see(key, side)

    async def _see(self, key: str, side: str) -> None:
        seen = self.seen[key]
        seen.alerts[side] = [each.role for each in await self.world.alerts(key, standing=False)]
        seen.status[side] = (await self.world.step(key)).status
        entries = [each for each in await self.world.rows(LedgerEntry) if each.step_key == key]
        if side == "due":
            seen.reminded_by_due = sum(each.act == "reminded" for each in entries)
        if side == "lapsed":
            lapses = {f":{each.sequence}:lapsed:" for each in entries if each.act == "lapsed"}
            notices = [each for each in await self.world.rows(Notice) if any(lapse in each.id for lapse in lapses)]
            seen.told_of_lapse = sorted(each.recipient for each in notices)

    async def _finish(self, key: str) -> None:
        row = await self.world.step(key)
        said = self.tale.reports.get(f"{key}#{row.round}") or self.tale.reports.get(key, {})
        if key == "decision":  # so late the look at the risks has grown old: it is made again, alone
            await ACTS["reopen"](self.world, "risk_assessment", {"alone": True})
            await self.world.finish("risk_assessment", fresh=True)
        evidence: dict[str, Any] = (
            {"evidence": [{"kind": "court_ruling", "reference": "R-1"}]} if row.view["report"] == "national_act" else {}
        )
        await self.world.finish(key, fresh=True, **evidence, **said)
        if key in APPROVED_BY:
            await self.world.approve(key, by=APPROVED_BY[key])
        await self.world.still()
        if key in self.seen:
            self.seen[key].finished = len(await self.world.alerts(key))
