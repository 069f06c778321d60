"""The procedure of one case: region, host and origin resolved on a day, frozen, with its edition."""

import hashlib
import json
from datetime import date
from functools import cached_property
from typing import Any

from guidelines.deadline import Ladder
from guidelines.model import Model, Words
from guidelines.rule import GROWN, Interruption, Safeguard
from guidelines.step import Stage, Step


class Procedure(Model):
    """What a case follows from its opening. It travels in the history and changes only by an explicit act.

    ``holders`` maps side and role to the name of the authority that held it on the day ("host:guardian").
    ``duties`` are steps outside the stages, opened by an event: the child's return to the host's care.
    """

    host: str
    origin: str
    on: date
    zones: dict[str, str]
    stages: tuple[Stage, ...]
    safeguards: tuple[Safeguard, ...]
    interruptions: tuple[Interruption, ...]
    ladders: tuple[Ladder, ...]
    holders: dict[str, Words]
    duties: tuple[Step, ...] = ()

    @cached_property
    def edition(self) -> str:
        """A hash of the content: two cases with the same edition follow the same text.

        The day of opening and the days of last check are left out: reading a source again changes nothing. So are keys
        that the models gained since and that say nothing: a running case is found again under its own edition.
        """
        content = json.dumps(_without_checks(self.model_dump(mode="json", exclude={"on"})), sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @cached_property
    def _steps(self) -> dict[str, Step]:
        own = {step.id: step for stage in self.stages for step in stage.steps}
        held = {i.hold.duty.id: i.hold.duty for i in self.interruptions if i.hold}
        return own | held | {duty.id: duty for duty in self.duties}

    def step(self, step_id: str) -> Step:
        """The step of that id: a stage's, an interruption's duty, or one of ``duties``. Raises KeyError."""
        return self._steps[step_id]

    def stage(self, name: str) -> Stage:
        """The stage of that name. Raises KeyError."""
        return {stage.stage: stage for stage in self.stages}[name]

    def stage_of(self, step_id: str) -> str | None:
        """The stage a step belongs to; None for a duty."""
        for stage in self.stages:
            if any(step.id == step_id for step in stage.steps):
                return stage.stage
        return None

    def ladder(self, name: str) -> Ladder:
        """The ladder of that name. Raises KeyError."""
        return {ladder.id: ladder for ladder in self.ladders}[name]

    def interruption(self, kind: str) -> Interruption:
        """The interruption of that kind. Raises KeyError."""
        return {each.id: each for each in self.interruptions}[kind]

    def safeguards_at(self, gate: str) -> tuple[Safeguard, ...]:
        """The safeguards judged at a gate, in their order."""
        return tuple(s for s in self.safeguards if gate in s.gates)

    def relying_on(self, step_id: str) -> frozenset[str]:
        """Every step that comes, directly or through others, after ``step_id``."""
        found: set[str] = set()
        edge = {step_id}
        while edge:
            edge = {s.id for s in self._steps.values() if edge & set(s.after)} - found
            found |= edge
        return frozenset(found)


def _without_checks(content: Any) -> Any:
    if isinstance(content, dict):
        said = {key: value for key, value in content.items() if key not in GROWN or value != GROWN[key]}
        return {key: _without_checks(value) for key, value in said.items() if key != "last_checked_on"}
    if isinstance(content, list):
        return [_without_checks(value) for value in content]
    return content
