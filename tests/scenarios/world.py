"""The world a scenario plays in: the driver of the main line, with posts in offices of their own and a moving story."""

import re
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

from sqlmodel import col, update
from temporalio.service import RPCError, RPCStatusCode

from cases.actor import Role
from cases.tables import Agency, Alert, Case, Notice, User
from tests.workflows.acting import Play, Refused
from tests.workflows.moving import DAY, MOMENT
from workflows import messages

APART = {"ministry": "foreign_ministry", "network": "liaison_network"}
"""Posts outside the agencies that take part; the origin country has its own (origin_ministry, origin_network)."""

COMES_OF_AGE = re.compile(r"^turns 18 in (\d+) days$")
RELATIVE = re.compile(r"^(?:in (\d+) (minute|hour|day)s?|(\d+) (minute|hour|day)s? ago)$")
LATELY = timedelta(hours=6)
"""A step done again whose day of the story was only just now keeps that day."""

FIRST = "first"
"""What the case that a story is told of is called by its other cases."""

LENGTH = re.compile(r"^(\d+) (second|minute|hour|day)s?$")


class World(Play):
    """One case; ``began`` is where the present turn's messages and ledger begin."""

    began = 0
    notices_before: frozenset[str] = frozenset()

    def __init__(self, *place: Any) -> None:
        super().__init__(*place)
        self.region_holds: dict[str, str] = {}
        """The region-wide holds of this story, by country."""
        self.cases: dict[str, World] = {FIRST: self}
        """Every case of this story by its name; all its worlds share this."""
        self.at_rest = False
        """Nothing moved by itself any more, and since then nobody did anything and no time passed."""

    def beside(self, name: str) -> "World":
        """Another case of the same story, between the same countries and among the same people."""
        other = World(self.environment, self.database, self.host, self.origin)
        other.cases = self.cases
        self.cases[name] = other
        return other

    async def people(self) -> None:
        """As everywhere, but the foreign ministry and the liaison network sit in offices that take no part."""
        if self.cases[FIRST] is not self:  # they came with the first case
            return
        await super().people()
        async with self.database() as session:
            for who, post in APART.items():
                for country in (self.host, self.origin):
                    session.add(Agency(id=f"{post}-{country}", name=post, country=country))
                await session.flush()
                away = update(User).where(col(User.id) == who).values(agency_id=f"{post}-{self.host}")
                await session.exec(away)
                other = f"origin_{who}"
                session.add(
                    User(
                        id=other,
                        email=f"{other}@example.org",
                        name=other,
                        password_hash="-",
                        agency_id=f"{post}-{self.origin}",
                        role=Role.ADMINISTRATOR,  # every agency of the origin takes part: they hold the post only
                        post=post,
                    )
                )
            await session.commit()

    async def present(self, who: str, active: bool) -> None:
        """Somebody leaves, or is back."""
        async with self.database() as session:
            await session.exec(update(User).where(col(User.id) == who).values(active=active))
            await session.commit()

    def stirred(self) -> None:
        """Somebody did something, or time passed: any case of this story may move."""
        for each in self.cases.values():
            each.at_rest = False

    async def wait(self, **time: float) -> None:
        """As everywhere."""
        self.stirred()
        await super().wait(**time)

    async def still(self) -> None:
        """Wait until nothing moves by itself any more: whatever a clock or an act set off is recorded."""
        if not self.at_rest:
            await self._come_to_rest()
            self.at_rest = True

    async def _come_to_rest(self) -> None:
        before = (-1, "")
        while (now := await self._mark()) != before:
            before = now
            try:
                for _ in range(2):
                    await self.handle.execute_update(
                        "opened", result_type=messages.Receipt, rpc_timeout=timedelta(seconds=20)
                    )
            except RPCError:  # this workflow has ended: the case is closed, or has passed to the other country
                case = await self.case()
                if case.status == "closed" or case.workflow == self.handle.id:
                    return
                self.in_origin = case.workflow.endswith("-reception")

    async def _mark(self) -> tuple[int, str]:
        case: Case = await self.case()
        return case.sequence, case.workflow

    async def alerts(self, step: str | None = None, standing: bool = True) -> list[Alert]:
        """The alerts of a step's lapses, oldest first; those whose cause is gone only if asked for."""
        rows = [row for row in await self.rows(Alert) if step in (None, row.step_key)]
        return sorted((row for row in rows if not (standing and row.cleared_at)), key=lambda row: row.raised_at)

    async def turn(self) -> None:
        """A turn of the story begins: what people are told from now on is new."""
        self.began = (await self.case()).sequence
        self.notices_before = frozenset(each.id for each in await self.rows(Notice))

    async def finish(
        self,
        step: str,
        by: str | None = None,
        fresh: bool = False,
        report: dict[str, Any] | None = None,
        **changes: Any,
    ) -> messages.Receipt:
        """As everywhere; a step done again moves the story on, and one that opens on a later day is waited for."""
        await self.still()
        row = await self.step(step)
        if report is None:
            of_no_day = ("national_act", "asylum_body_told")
            a_visit = row.view["visit"] is not None or row.view["report"] in of_no_day
            if (fresh or a_visit) and row.status == "waiting" and row.view["opens_at"]:
                await self.until(row.view["opens_at"])
            report = await self.told(row.view["report"], row.round, fresh or a_visit, changes)
        return await super().finish(step, by=by or ("partner" if row.side == "origin" else "worker"), report=report)

    async def told(self, name: str, round: int, now: bool, changes: dict[str, Any]) -> dict[str, Any]:
        """The worked example of a report at its day of the story, or (``now``) as of a minute ago.

        Where a step is done again, the story goes on from today: all its days move by the same number of days.
        """
        if now:
            return changed(self.fresh(name), changes, self.now())
        done = datetime.fromisoformat(self.report(name)["done_at"])
        if round > 1 and done < self.now() - LATELY:
            self.shift += timedelta(days=ceil((self.now() - done) / timedelta(days=1)))
        report = self.report(name)
        return changed(report, changes, max(self.now(), datetime.fromisoformat(report["done_at"])))

    async def send(self, update: str, message: Any) -> messages.Receipt:
        """As everywhere; a workflow that has ended refuses as the API does."""
        self.stirred()
        try:
            return await super().send(update, message)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            raise Refused("case_closed", {}) from error


def changed(report: dict[str, Any], changes: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A report with some fields changed; ``views.heard`` and ``papers.0.number`` reach inside."""
    for path, value in changes.items():
        place: Any = report
        *way, last = path.split(".")
        for word in way:
            place = place[int(word)] if isinstance(place, list) else place[word]
        key: Any = int(last) if isinstance(place, list) else last
        place[key] = _dated(value, place[key], now)
    return report


def _dated(value: Any, before: Any, now: datetime) -> Any:
    if isinstance(value, str) and (ahead_of := COMES_OF_AGE.match(value)):
        return born(now.date() + timedelta(days=int(ahead_of[1]))).isoformat()
    found = RELATIVE.match(value) if isinstance(value, str) else None
    if not found:
        return value
    ahead, unit, ago, unit_ago = found.groups()
    moment = now + timedelta(**{f"{unit or unit_ago}s": int(ahead) if ahead else -int(ago)})
    a_day = isinstance(before, str) and DAY.match(before) and not MOMENT.match(before)
    return date.isoformat(moment.date()) if a_day else moment.isoformat()


def born(birthday: date) -> date:
    """The date of birth of somebody who is eighteen on that day, or on the next where 29 February has none."""
    if (birthday.month, birthday.day) == (2, 29):
        birthday += timedelta(days=1)
    return birthday.replace(year=birthday.year - 18)


def length(text: str) -> timedelta:
    """``3 days`` as a length of time. Raises ValueError."""
    found = LENGTH.match(text)
    if not found:
        raise ValueError(f"`{text}` is not a length of time: write 3 days, 2 hours, 1 minute")
    return timedelta(**{f"{found[2]}s": int(found[1])})
