"""The clock of an open step: it reminds, it lapses, it climbs the ladder rung by rung, and goes on waiting."""

from datetime import datetime
from typing import Literal, NamedTuple

from temporalio import workflow

from cases.effects import AlertRaised, NoticeWanted
from cases.record import StepView
from guidelines.deadline import Deadline, Ladder, Rung
from workflows.file import SETTLED, CaseFile


class Ring(NamedTuple):
    """What the clock does next, and when."""

    kind: Literal["remind", "climb"]
    at: datetime


def next_ring(view: StepView, ladder: Ladder | None) -> Ring | None:
    """The next thing this clock does. None while it stands still, or when everybody has been told."""
    if ladder is None or view.due_at is None or view.paused_since is not None:
        return None
    if view.reminded < len(view.reminders):
        return Ring("remind", view.reminders[view.reminded])
    if view.rung == len(ladder.rungs):
        return None
    if view.rung_at is None:
        return Ring("climb", view.due_at)
    if view.unheard:
        return Ring("climb", view.rung_at)
    at = view.rung_at + ladder.rungs[view.rung].wait
    return Ring("climb", max(at, view.climb_paused_until or at))


async def watch(file: CaseFile, key: str, leaves: bool = True) -> None:
    """Keep the clock of an open step until the step is settled, or (``leaves``) until the story turns."""

    def over() -> bool:
        return file.steps[key].status not in ("open", "submitted") or (leaves and file.turned)

    while not over():
        view = file.steps[key]
        ladder = ladder_of(file, view)
        ring = next_ring(view, ladder)

        def stirred(view: StepView = view, ladder: Ladder | None = ladder, ring: Ring | None = ring) -> bool:
            return over() or next_ring(view, ladder) != ring

        at, summary = (ring.at, f"{view.step}: {ring.kind}") if ring else (None, None)
        if not await file.until(stirred, at, summary) and ring is not None:
            async with file.lock:
                if not stirred():
                    await _ring(file, view, ring)


async def _ring(file: CaseFile, view: StepView, ring: Ring) -> None:
    if ring.kind == "remind":
        view.reminded += 1
        wanted = NoticeWanted(kind="reminder", side=view.side, role="worker", user=view.owner)
        await file.write("reminded", actor=None, steps=[view], on=view, notices=[wanted])
        return
    rung = _rungs(file, view)[view.rung]
    view.rung += 1
    view.rung_at = workflow.now()
    view.climb_paused_until = None
    alert = f"{file.case.number}-{view.key}-{view.round}-{view.rung}-{file.carried.sequence + 1}"
    view.alerts.append(alert)
    wanted = NoticeWanted(
        kind="lapsed", side=view.side, role=rung.tell, user=view.owner if rung.tell == "worker" else None
    )
    reached = await file.write(
        "lapsed" if view.rung == 1 else "escalated",
        actor=None,
        steps=[view],
        on=view,
        details={"role": rung.tell, "rung": view.rung},
        alert=AlertRaised(
            id=alert,
            step=view.key,
            round=view.round,
            rung=view.rung,
            role=rung.tell,
            side=view.side,
            raised_at=view.rung_at,
        ),
        notices=[wanted],
    )
    view.unheard = reached == 0


def clock_of(file: CaseFile, view: StepView) -> Deadline | None:
    """The deadline of a step, or of its visit. None where the step has no clock."""
    rule = file.rule(view)
    if view.visit is None:
        return rule.deadline
    if rule.extra is not None and view.visit == rule.extra.id:
        return rule.extra.deadline
    return next(each.deadline for each in rule.series if each.id == view.visit)


def ladder_of(file: CaseFile, view: StepView) -> Ladder | None:
    """The ladder its lapse climbs."""
    deadline = clock_of(file, view)
    return file.procedure.ladder(deadline.ladder) if deadline else None


def _rungs(file: CaseFile, view: StepView) -> tuple[Rung, ...]:
    ladder = ladder_of(file, view)
    return ladder.rungs if ladder else ()


def rewind(view: StepView) -> None:
    """Forget how far the clock had come: the step has a new date."""
    view.reminded = view.rung = 0
    view.rung_at = view.climb_paused_until = None
    view.unheard = view.extended = False
    view.alerts, view.acknowledged = [], []


def running(file: CaseFile) -> list[StepView]:
    """The steps that are somebody's open duty now."""
    return [view for view in file.steps.values() if view.status not in (*SETTLED, "waiting")]
