"""A case carried by invented people: each act a real update, each report a worked example moved to the case's time."""

import asyncio
import secrets
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import col, select
from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment

from cases import numbers
from cases.actor import Actor
from cases.reports import REPORTS, story
from cases.tables import Agency, Case, Step, User
from runtime.database import Sessions
from tests.workflows.moving import moved
from tests.workflows.people import PEOPLE
from workflows import messages
from workflows.names import reception_id, repatriation_id, task_queue
from workflows.repatriation import Repatriation

TRIES = 1500
"""Looks at the record, a fiftieth of a second apart: a busy machine is slow, it is not wrong."""

VISITS = ["visit_72_hours", "visit_2_weeks", "visit_1_month", "visit_3_months", "visit_6_months", "visit_12_months"]


PLAYED: list["Play"] = []
"""Every case of this run: its workflows end with its world, so that no later world's worker serves them."""


class Refused(Exception):
    """What a refused act says: its code and its details."""

    def __init__(self, code: str, details: dict[str, Any]) -> None:
        super().__init__(f"{code}: {details}")
        self.code, self.details = code, details


class Play:
    """One case in a world of its own."""

    def __init__(self, environment: WorkflowEnvironment, database: Sessions, host: str, origin: str) -> None:
        self.environment, self.database = environment, database
        self.host, self.origin = host, origin
        self.number = numbers.new()
        PLAYED.append(self)
        self.passed = timedelta()
        self.shift = timedelta()
        self.in_origin = False

    def actor(self, who: str) -> Actor:
        """One of PEOPLE in their capacity."""
        side, role, _ = PEOPLE[who]
        country = self.host if side == "host" else self.origin
        return Actor(user=who, agency=f"agency-{country}", country=country, role=role)

    @property
    def handle(self) -> WorkflowHandle[Any, Any]:
        """The workflow in charge."""
        made = reception_id if self.in_origin else repatriation_id
        return self.environment.client.get_workflow_handle(made(self.number))

    def report(self, name: str, **changes: Any) -> dict[str, Any]:
        """The example of a report, moved to this case's time, with ``changes``."""
        data = moved(REPORTS[name].example().model_dump(mode="json"), self.shift)
        return deepcopy(data | changes)

    async def people(self) -> None:
        """Two agencies and the people who work for them."""
        async with self.database() as session:
            for country in (self.host, self.origin):
                session.add(Agency(id=f"agency-{country}", name=f"Agency {country}", country=country))
            await session.flush()
            for who, (_, role, post) in PEOPLE.items():
                agency = self.actor(who).agency
                session.add(
                    User(
                        id=who,
                        email=f"{who}@example.org",
                        name=who,
                        password_hash="-",
                        agency_id=agency,
                        role=role,
                        post=post,
                    )
                )
            await session.commit()

    async def open(self, **changes: Any) -> None:
        """Somebody of the host country opens the case; the story begins today or yesterday, at its own hours."""
        await self.people()
        self.shift = timedelta(days=(datetime.now(UTC) - story.at("2026-12-01", 16, 30)).days)
        opened = messages.Opened(
            number=self.number,
            host=self.host,
            origin=self.origin,
            actor=self.actor("worker"),
            report=self.report("detection", **changes),
        )
        await self.environment.client.start_workflow(
            Repatriation.run, opened, id=repatriation_id(self.number), task_queue=task_queue(self.host)
        )
        await self.handle.execute_update("opened", result_type=messages.Receipt, rpc_timeout=timedelta(seconds=60))

    async def send(self, update: str, message: Any) -> messages.Receipt:
        """One act. Raises Refused."""
        try:
            receipt: messages.Receipt = await self.handle.execute_update(
                update,
                message,
                id=secrets.token_hex(8),
                result_type=messages.Receipt,
                rpc_timeout=timedelta(seconds=60),
            )
            return receipt
        except WorkflowUpdateFailedError as failed:
            if isinstance(failed.cause, ApplicationError) and failed.cause.type:
                details = failed.cause.details[0] if failed.cause.details else {}
                raise Refused(failed.cause.type, details) from failed
            raise

    def fresh(self, name: str, **changes: Any) -> dict[str, Any]:
        """The example of a report, moved so that it was done a minute ago."""
        report = self.report(name)
        happened = datetime.fromisoformat(report["done_at"])
        done: dict[str, Any] = moved(report, self.now() - timedelta(minutes=1) - happened)
        return done | changes

    async def finish(
        self, step: str, by: str = "worker", fresh: bool = False, report: dict[str, Any] | None = None, **changes: Any
    ) -> messages.Receipt:
        """Finish a step with its example: once the day of the story has come, or (``fresh``) as done a minute ago."""
        if report is None:
            name = (await self.step(step)).view["report"]
            report = (self.fresh if fresh else self.report)(name, **changes)
        await self.until(report["done_at"])
        row = await self.opened(step)
        act = messages.Finish(actor=self.actor(by), step=step, round=row.round, report=report)
        return await self.send("finish", act)

    async def approve(self, step: str, by: str, approved: bool = True, reason: str = "") -> messages.Receipt:
        """Approve what was submitted, or send it back."""
        row = await self.step(step)
        act = messages.Approve(actor=self.actor(by), step=step, round=row.round, approved=approved, reason=reason)
        return await self.send("approve", act)

    async def event(self, kind: str, by: str = "worker", **changes: Any) -> messages.Receipt:
        """Report an interruption that happens now."""
        report = self.fresh(kind, **changes)
        return await self.send("report_event", messages.ReportEvent(actor=self.actor(by), kind=kind, report=report))

    async def until(self, moment: str) -> None:
        """Let time pass until a moment of the story, if it has not come yet."""
        left = datetime.fromisoformat(moment) - self.now()
        if left > timedelta():
            await self.wait(seconds=left.total_seconds() + 1)

    def now(self) -> datetime:
        """The case's own clock."""
        return datetime.now(UTC) + self.passed

    async def wait(self, **time: float) -> None:
        """Let time pass for this case: exactly so much."""
        by = timedelta(**time)
        await self.environment.fast_forward(self.handle, by)
        self.passed += by

    async def opened(self, step: str) -> Step:
        """The step once it is open: the engine opens it a moment after the one before it was finished."""
        row = await self.step(step)
        for _ in range(TRIES):
            if row.status == "open":
                return row
            await asyncio.sleep(0.02)
            row = await self.step(step)
        raise AssertionError(f"{step} is {row.status}, not open: {row.view['why']}; {await self.board()}")

    async def board(self) -> dict[str, str]:
        """What is open or submitted."""
        return {row.key: row.status for row in await self.rows(Step) if row.status in ("open", "submitted")}

    async def step(self, key: str) -> Step:
        """A step's row."""
        async with self.database() as session:
            row = await session.get(Step, (self.number, key))
            if row is None:
                raise AssertionError(f"the case has no step {key}")
            return row

    async def rows_of(self, step: str) -> list[Step]:
        """Every occurrence of a step, in the order of their keys' dates."""
        found = [row for row in await self.rows(Step) if row.step == step]
        return sorted(found, key=lambda row: VISITS.index(row.key))

    async def taken_over(self) -> None:
        """Wait until the origin's workflow has the case."""
        for _ in range(TRIES):
            if (await self.case()).workflow == reception_id(self.number):
                self.in_origin = True
                return
            await asyncio.sleep(0.02)
        raise AssertionError("the origin country did not take over")

    async def settled(self, *keys: str) -> dict[str, str]:
        """The statuses of steps, once none of them is waiting."""
        for _ in range(TRIES):
            found = {key: (await self.step(key)).status for key in keys}
            if "waiting" not in found.values():
                return found
            await asyncio.sleep(0.02)
        return found

    async def case(self) -> Case:
        """The case's row."""
        async with self.database() as session:
            row = await session.get(Case, self.number)
            if row is None:
                raise AssertionError("the case is not recorded")
            return row

    async def rows(self, table: Any) -> list[Any]:
        """All rows of a table that are of this case."""
        async with self.database() as session:
            found = await session.exec(select(table).where(col(table.case_number) == self.number))
            return list(found.all())
