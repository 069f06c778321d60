"""What the tests of the API begin from: two countries' agencies, everybody in them, and cases in the record.

The cases are written the way a workflow writes them: by cases.repository.record.apply.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Actor, Role
from cases.effects import AlertRaised
from cases.numbers import new
from cases.record import CaseView, Entry, FiledReport, Record, StepView
from cases.reports import report_model
from cases.repository.people import actor_of, create_agency
from cases.repository.record import apply
from cases.tables import Agency, CaseExport, UnusualReading, User
from guidelines.library import library
from guidelines.procedure import Procedure
from guidelines.resolve import resolve

NOW = datetime(2026, 12, 10, 15, tzinfo=UTC)
PASSWORD = "una contraseña de práctica"


@dataclass
class World:
    """Accounts by a short name: ``mx.caseworker``, ``gt.supervisor``, ``other.caseworker`` ..."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        return actor_of(self.users[name], self.agencies[name.split(".", maxsplit=1)[0]])


async def world(session: AsyncSession, password_hash: str) -> World:
    """MX hosts, GT receives; ``other`` is a second agency of the host country that takes part in nothing."""
    made = World()
    for place, country in (("mx", "MX"), ("gt", "GT"), ("other", "MX"), ("us", "US")):
        agency = await create_agency(session, name=f"Agencia {place}", country=country, agency_id=f"agency-{place}")
        made.agencies[place] = agency
        for role in Role:
            name = f"{place}.{role.value}"
            user = User(
                id=f"user-{place}-{role.value}",
                email=f"{role.value}@{place}.example",
                name=f"{role.value.title()} {place.upper()}",
                password_hash=password_hash,
                agency_id=agency.id,
                role=role.value,
                locale="en",
            )
            session.add(user)
            made.users[name] = user
    await session.commit()
    return made


def procedure(host: str = "MX", origin: str = "GT") -> Procedure:
    """The rules of a case that opened on 1 December 2026."""
    return resolve(library(), host, origin, date(2026, 12, 1))


def steps(rules: Procedure, **changes: dict[str, Any]) -> list[StepView]:
    """Every step of the host's stages, waiting, but for ``changes`` by step id."""
    found = []
    for stage in rules.stages:
        for rule in stage.steps:
            if rule.series or stage.side == "origin":
                continue
            view = StepView(
                key=rule.id,
                step=rule.id,
                stage=stage.stage,
                side=rule.side,
                responsible=rule.responsible,
                report=rule.report_model,
            )
            found.append(view.model_copy(update=changes.get(rule.id, {})))
    return found


def example(name: str) -> dict[str, Any]:
    """The worked report of that name."""
    return report_model(name).example().model_dump(mode="json")


@dataclass
class Written:
    """A case in the record."""

    number: str
    rules: Procedure = field(repr=False)  # asyncio writes out what a fixture gave, to compare it with a signal handler
    view: CaseView = field(repr=False)
    sequence: int = 0


async def opened(
    session: AsyncSession,
    by: Actor,
    changes: dict[str, dict[str, Any]],
    *,
    reports: tuple[str, ...] = ("detection",),
    at: datetime = NOW - timedelta(days=3),
    **case: Any,
) -> Written:
    """A case that ``by`` opened, with its steps as ``changes`` says, and the examples of ``reports`` filed."""
    rules, number = procedure(), new()
    fields = {"stage": "protection"} | case
    view = CaseView(number=number, host="MX", origin="GT", workflow=f"case-{number}", **fields)
    view.moments = {"detected": at - timedelta(hours=1)}
    filed = [
        FiledReport(
            step=name, round=1, name=name, data=report_model(name).example().model_dump(mode="json"), author=by, at=at
        )
        for name in reports
    ]
    await apply(
        session,
        Record(
            sequence=1,
            entry=Entry(act="case_opened", at=at, actor=by),
            case=view,
            steps=steps(rules, **changes),
            reports=filed,
            procedure=rules.model_dump(mode="json"),
            detected_at=at - timedelta(hours=1),
        ),
    )
    await session.commit()
    return Written(number, rules, view, 1)


async def alerted(session: AsyncSession, written: Written, step: str, side: str = "host") -> str:
    """The clock of ``step`` lapsed, and the worker was told."""
    written.sequence += 1
    alert = AlertRaised(
        id=f"{written.number}-{step}-1-1-{written.sequence}",
        step=step, round=1, rung=1, role="worker", side=side, raised_at=NOW,
    )  # fmt: skip
    entry = Entry(act="lapsed", at=NOW, step=step, round=1, rule=step)
    await apply(session, Record(sequence=written.sequence, entry=entry, case=written.view, alert=alert))
    await session.commit()
    return alert.id


async def exported(session: AsyncSession, written: Written, by: Actor) -> str:
    """They took the case as a file: the number that stands on each page of it."""
    row: dict[str, Any] = {"case_number": written.number, "user_id": by.user, "agency_id": by.agency, "side": "host"}
    row |= {"purpose": "court", "words": "Exp. 44/2026", "recipient": "Juzgado 5", "addresses": False, "form": "html"}
    made = CaseExport(id="0123456789abcdef", **row, seal="a" * 64, sha256="b" * 64, at=NOW)
    session.add(made)
    await session.commit()
    return made.id


async def unusual(session: AsyncSession) -> str:
    """The id of an alert that MX's caseworker looked at eleven cases."""
    row = UnusualReading(id="ab", user_id="user-mx-caseworker", agency_id="agency-mx", cases=11, hours=24, at=NOW)
    session.add(row)
    await session.commit()
    return row.id
