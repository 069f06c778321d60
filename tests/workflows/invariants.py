"""What must be true of a case after every act, whoever did it: read from its record, and from nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlmodel import SQLModel, col, select

from cases.care import faults
from cases.facts import facts_of
from cases.names import fold
from cases.tables import Alert, Case, Custody, FiledReport, LedgerEntry, Letter, Participation, StateKept, Step
from guidelines.deadline import Deadline
from guidelines.procedure import Procedure
from guidelines.safeguards import SAFEGUARDS
from runtime.database import Sessions

RUNNING = ("open", "submitted")
AFTER_A_JOURNEY = ("cancel_bookings", "confirm_placement", "tell_in_person")
"""What an earlier journey left to be done keeps no child at a border."""

RECEIVERS = ("receiver", "backup_receiver")


@dataclass(frozen=True)
class Seen:
    """The whole record of a case at one moment."""

    case: Case
    steps: dict[str, Step]
    reports: Sequence[FiledReport]
    ledger: Sequence[LedgerEntry]
    custody: Sequence[Custody]
    participations: Sequence[Participation]
    letters: Sequence[Letter]
    alerts: Sequence[Alert]
    states: Sequence[StateKept]

    def standing(self, name: str) -> dict[str, Any]:
        """The newest report of that name that stands."""
        return [row.data for row in self.reports if row.name == name and row.stands][-1]

    def stood(self, name: str, sequence: int) -> list[dict[str, Any]]:
        """The reports of that name that stood when that entry of the ledger was written."""
        return [
            row.data
            for row in self.reports
            if row.name == name and row.stands_from is not None and row.stands_from <= sequence
            if row.stands_until is None or row.stands_until > sequence
        ]


async def seen(database: Sessions, number: str) -> Seen:
    """Read in one transaction: nothing can be written in between."""
    async with database() as session:
        await (await session.connection()).execute(text("BEGIN"))
        case = await session.get(Case, number)
        assert case is not None

        async def rows(table: Any, order: str) -> Sequence[Any]:
            found: Sequence[SQLModel] = (
                await session.exec(
                    select(table).where(col(table.case_number) == number).order_by(getattr(table, order))
                )
            ).all()
            return found

        return Seen(
            case=case,
            steps={row.key: row for row in await rows(Step, "key")},
            reports=await rows(FiledReport, "id"),
            ledger=await rows(LedgerEntry, "sequence"),
            custody=await rows(Custody, "sequence"),
            participations=await rows(Participation, "id"),
            letters=await rows(Letter, "round"),
            alerts=await rows(Alert, "id"),
            states=await rows(StateKept, "sequence"),
        )


def hold(now: Seen, procedure: Procedure, known_links: int) -> None:
    """Every invariant. ``known_links``: how much of the custody chain was checked before."""
    _ledger(now)
    _contact(now)
    _chain(now)
    _promises(now)
    _released(now)
    for link in now.custody[known_links:]:
        if link.taker == "escort" and link.giver != "escort":
            _departure(now, procedure, link)
        if link.taker == "origin":
            _handover(now, link)
    _duties(now, procedure)
    _reports(now)
    _alerts(now)


def _promises(now: Seen) -> None:
    """What others count on stands on a step that stands, is kept, is undone, or is somebody's open duty."""
    travelling = now.case.custodian == "escort"
    for each in now.case.view["promises"]:
        if each["state"] == "standing":
            ground = now.steps[each["step"]]
            with_child = travelling and each["kind"] == "escort" and each["off"] != "changed"
            gone = each["off"] or ground.round != each["round"]
            assert not gone or with_child, f"nobody undoes {each}"
        if each["state"] == "owed":
            assert now.steps[each["duty"]].status == "open", f"nobody owes {each}"
    lines = [entry for entry in now.ledger if entry.act == "promise_undone"]
    withheld = [entry for entry in lines if entry.details["how"] == "withheld"]
    assert not [entry for entry in withheld if entry.details["promise"] not in ("reception", "consulate", "placement")]


def _ledger(now: Seen) -> None:
    assert [entry.sequence for entry in now.ledger] == list(range(1, now.case.sequence + 1))


def _contact(now: Seen) -> None:
    """While a need may exist no letter was rendered and nobody of the origin takes part."""
    suppressed, told = False, 0
    for entry in now.ledger:
        kind = entry.details.get("kind") if entry.act == "event_reported" else None
        suppressed = (suppressed or kind == "protection_claim") and kind != "protection_need_cleared"
        if entry.rule == "protection_screening" and entry.act == "finished":
            suppressed = suppressed or entry.details.get("outcome") == "need"
        if entry.rule == "consular_notification" and entry.act == "finished":
            assert not suppressed, f"the consulate was told at {entry.sequence}"
            told += 1
    assert now.case.suppressed == suppressed
    assert len(now.letters) == 2 * told
    if suppressed:
        assert not [row for row in now.participations if row.side == "origin" and row.until is None]


def _chain(now: Seen) -> None:
    """Each link gives on what the one before it took."""
    holder = "host"
    for link in now.custody:
        assert link.giver == holder, f"{link.giver} gave on at {link.sequence}, but {holder} had the child"
        assert link.giver != link.taker or link.step_key == "escort_replaced"
        assert link.released_by != link.received_by
        holder = link.taker
    assert now.case.custodian == holder
    broken = faults(now.case.detected_at, now.custody, now.case.custodian)
    assert not broken, f"the chain of custody does not hold: {broken}"


def _departure(now: Seen, procedure: Procedure, link: Custody) -> None:
    """Every safeguard of the departure, judged over the record as it was; the hardest ones once more by hand."""
    at = next(entry.at for entry in now.ledger if entry.sequence == link.sequence)
    facts = facts_of(
        now=at,
        host=now.case.host,
        origin=now.case.origin,
        suppressed=now.case.suppressed,
        holds=shutting(now, procedure, "departure"),
        reports={row.name: row.data for row in now.reports if row.stands},
    )
    aside = {each["safeguard"] for each in now.case.view["overrides"] if each["confirmed_by"]}
    for guard in procedure.safeguards_at("departure"):
        verdict = SAFEGUARDS[guard.id](facts, "departure")
        assert verdict.state == "met" or (guard.overridable and guard.id in aside), f"{guard.id}: {verdict}"
    assert not now.case.suppressed
    assert not now.case.view["holds"]
    assert now.standing("decision")["decided"] == "return"
    assert now.standing("acceptance")["answer"] == "accepted"
    assert now.standing("risk_assessment")["level"] != "red"
    last_view = now.standing("child_preparation")
    assert last_view["wants_to_return"]
    assert at - datetime.fromisoformat(last_view["heard_at"]) <= timedelta(hours=24)


def _released(now: Seen) -> None:
    """Whenever somebody signed a release, a plan stood that named two receivers by their papers, and none was missed.

    That the plan is another by now, or gone, changes nothing: it is read as it stood at that entry.
    """
    states = {state.sequence: state.view for state in now.states}
    for entry in now.ledger:
        if entry.act != "released":
            continue
        plans = now.stood("repatriation_plan", entry.sequence)
        assert len(plans) == 1, f"released at {entry.sequence} under {len(plans)} plans"
        named = [(fold(plans[0][who]["name"]), fold(plans[0][who]["paper"])) for who in RECEIVERS]
        assert all(name and paper for name, paper in named), f"released at {entry.sequence} to nobody who is named"
        assert named[0] != named[1]
        halves = [row for row in now.reports if (row.name, row.sequence) == ("handover_release", entry.sequence)]
        assert [row.data["receiver_is_named_one"] for row in halves] == [True]
        waits = [each["kind"] for each in states[entry.sequence]["holds"] if each["kind"] == "receiver_absent"]
        assert not waits, f"released at {entry.sequence} while the receiver was not there"


def _handover(now: Seen, link: Custody) -> None:
    """A named receiver, two people of two agencies, two signatures."""
    received = next(entry for entry in now.ledger if entry.sequence == link.sequence)
    released = [entry for entry in now.ledger if entry.act == "released" and entry.sequence < link.sequence][-1]
    assert received.act == "received"
    assert released.round == received.round
    assert released.actor not in (None, received.actor)
    assert received.actor is not None
    assert released.agency != received.agency
    record, plan = now.standing("handover"), now.standing("repatriation_plan")
    named = {fold(plan[who]["paper"]) for who in RECEIVERS}
    assert fold(record["receiver"]["paper"]) in named
    assert record["receiver"]["signed_at"]
    assert record["deliverer"]["signed_at"]
    unsettled = [
        row.key
        for row in now.steps.values()
        if row.stage not in ("reception", "reintegration")
        and row.key not in AFTER_A_JOURNEY
        and row.status not in ("finished", "not_applicable")
    ]
    assert not unsettled, f"the child has passed the border, and the host still owes {unsettled}"


def shutting(now: Seen, procedure: Procedure, gate: str) -> tuple[str, ...]:
    """The holds that keep a gate shut."""
    found = []
    for each in now.case.view["holds"]:
        rule = procedure.interruption(each["kind"]).hold
        if rule is not None and gate in rule.gates:
            found.append(each["kind"])
    return tuple(found)


def _duties(now: Seen, procedure: Procedure) -> None:
    """What is open has a role that owns it and, where the rule has a clock, a day; a closed case owes nothing."""
    running = [row for row in now.steps.values() if row.status in RUNNING]
    if now.case.status == "closed":
        assert not running, f"closed with {[row.key for row in running]}"
        assert now.case.closing
    for row in running:
        assert row.responsible
        assert row.opened_at is not None
        if clock_of(procedure, row) is not None:
            assert row.due_at is not None, row.key
            assert row.view["because"]
    held = {each["duty"] for each in now.case.view["holds"]}
    assert {key for key in held if now.steps[key].status != "open"} == set()


def clock_of(procedure: Procedure, row: Step) -> Deadline | None:
    """The rule's clock, of the step or of the visit."""
    rule, visit = procedure.step(row.step), row.view["visit"]
    if visit is None:
        return rule.deadline
    if rule.extra is not None and visit == rule.extra.id:
        return rule.extra.deadline
    return next(each.deadline for each in rule.series if each.id == visit)


def _reports(now: Seen) -> None:
    """No report of a round that was withdrawn stands, and a finished step has one that does."""
    for report in now.reports:
        row = now.steps.get(report.step_key)
        if report.stands and row is not None and row.stage is not None:
            assert report.round == row.round, f"{report.step_key} is in round {row.round}, not {report.round}"
            assert row.status in ("open", "submitted", "finished"), report.step_key
    standing = {report.step_key for report in now.reports if report.stands}
    unfounded = [
        row.key
        for row in now.steps.values()
        if row.status == "finished" and row.stage is not None and row.key not in standing
    ]
    assert not unfounded, f"finished without a report that stands: {unfounded}"


def _alerts(now: Seen) -> None:
    """An alert stays until its cause is gone, and no longer."""
    for alert in now.alerts:
        if alert.cleared_at is None:
            row = now.steps[alert.step_key]
            assert row.status in RUNNING, f"{alert.id} rings for a step that is {row.status}"
            assert alert.round == row.round


def owned(now: Seen) -> bool:
    """Somebody owes the next move, or a step waits for its day; or the case is closed."""
    return now.case.status == "closed" or any(
        row.status in RUNNING or (row.status == "waiting" and row.view["opens_at"]) for row in now.steps.values()
    )
