"""The timeline of an imagined case: every step finished on its due date, on the way that ends in a return.

For the lawyer who asks how long the whole may take. No real case is opened, and nothing here decides.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from guidelines.because import Due
from guidelines.calendars import all_work
from guidelines.citation import Citation
from guidelines.conditions import CONDITIONS
from guidelines.deadline import Deadline
from guidelines.due import compute, opens_at
from guidelines.facts import Facts
from guidelines.model import Model, Words
from guidelines.procedure import Procedure
from guidelines.step import Step
from guidelines.terms import at

DETECTED_HOUR = 9
DEPARTURE_HOUR = 10
"""Local hours of the host country at which the imagined child is found, and leaves."""

_LONGEST_ROOM_DAYS = 90

DEPARTURE_CHOSEN = Words(
    en="The departure is imagined: the first day that both countries work and that leaves every notice before it "
    "its full term.",
    es="La salida es imaginada: el primer día hábil en ambos países que deja su plazo completo a cada aviso anterior.",
)
CLOCK_BEFORE_OPENING = Words(
    en="This clock ends before the steps it waits for are due: finish those earlier.",
    es="Este plazo vence antes que los pasos de los que depende: hay que terminarlos antes.",
)


class PlannedStep(Model):
    """A step, or one visit of a series, with the day it would open and the day it would be due (UTC).

    ``cite`` is the source of the term; ``holder`` the authority of the side that answers (the host's, for both).
    """

    step: str
    visit: str | None = None
    stage: str
    side: str
    title: Words
    opens_at: datetime
    due: Due | None
    cite: Citation
    holder: Words | None
    note: Words | None = None

    @property
    def finished_at(self) -> datetime:
        """When it would be finished: on its due date, never before it opens."""
        return max(self.opens_at, self.due.at) if self.due else self.opens_at


def plan(procedure: Procedure, from_: date) -> list[PlannedStep]:
    """The steps of a case opened on ``from_``, in the order of their ``after``."""
    zone = ZoneInfo(procedure.zones[procedure.host])
    detected = at(from_, DETECTED_HOUR, zone)
    moments = {"detected": detected, "case_opened": detected}
    planned: list[PlannedStep] = []
    steps = list(_applicable(procedure, detected))
    ids = {step.id for _, step in steps}
    while steps:
        stage, step = next(
            (stage, step)
            for stage, step in steps
            if all(f"{earlier}.finished" in moments for earlier in step.after if earlier in ids)
        )
        steps.remove((stage, step))
        opened = max([detected, *(moments[f"{earlier}.finished"] for earlier in step.after if earlier in ids)])
        parts = list(_planned(procedure, stage, step, opened, moments))
        planned += parts
        finished = max(part.finished_at for part in parts)
        moments[f"{step.id}.finished"] = finished
        for name in step.moments.keys() - moments.keys():
            moments[name] = _departure(procedure, finished) if name == "departure" else finished
    return planned


def _applicable(procedure: Procedure, now: datetime) -> Iterator[tuple[str, Step]]:
    """The steps whose conditions hold when no need is found, the risk is green and the decision is to return."""
    facts = Facts(
        now=now,
        host=procedure.host,
        origin=procedure.origin,
        consulate_suppressed=False,
        origin_in_doubt=False,
        withheld_from=(),
        protection_need=False,
        tracing_agreed=True,
        risk_level="green",
        decided="return",
    )
    for stage in procedure.stages:
        for step in stage.steps:
            if all(CONDITIONS[name](facts).met for name in step.only_if):
                yield stage.stage, step


def _planned(
    procedure: Procedure, stage: str, step: Step, opened: datetime, moments: dict[str, datetime]
) -> Iterator[PlannedStep]:
    clocks: list[tuple[str | None, Words, Deadline | None]] = [
        (visit.id, visit.title, visit.deadline) for visit in step.series
    ] or [(None, step.title, step.deadline)]
    side = "origin" if step.side == "origin" else "host"
    for visit, title, deadline in clocks:
        due = compute(procedure, deadline, (moments | {"opened": opened})[deadline.starts]) if deadline else None
        opens = max(opened, (deadline and due and opens_at(procedure, step, deadline, due)) or opened)
        departs = deadline is not None and deadline.starts == "departure"
        late = due is not None and due.at < opens
        yield PlannedStep(
            step=step.id,
            visit=visit,
            stage=stage,
            side=step.side,
            title=title,
            opens_at=opens,
            due=due,
            cite=deadline.values[-1].cite if deadline else step.cite,
            holder=procedure.holders.get(f"{side}:{step.responsible}"),
            note=CLOCK_BEFORE_OPENING if late else DEPARTURE_CHOSEN if departs else None,
        )


def _departure(procedure: Procedure, planned_at: datetime) -> datetime:
    """The first day both countries work on which no clock that counts back from the departure has already ended."""
    zone = ZoneInfo(procedure.zones[procedure.host])
    steps = [step for stage in procedure.stages for step in stage.steps]
    back = [s.deadline for s in steps if s.deadline and s.deadline.direction == "before"]
    for days in range(1, _LONGEST_ROOM_DAYS):
        day = planned_at.astimezone(zone).date() + timedelta(days=days)
        departure = at(day, DEPARTURE_HOUR, zone)
        worked = all_work((procedure.host, procedure.origin), day)
        if worked and all(compute(procedure, clock, departure).at > planned_at for clock in back):
            return departure
    raise ValueError(f"no day of departure within {_LONGEST_ROOM_DAYS} days: a notice before it is too long")
