"""Another edition for a case: the one in force now, and what it changes. The rehearsal asks the same function."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from temporalio import activity

from cases.adoption import Effect
from cases.record import CaseView, StepView
from cases.repository.adopting import adoption
from guidelines.library import library
from guidelines.refusal import GuidelineRefused
from guidelines.resolve import resolve_at
from runtime.database import Sessions


class AskEdition(BaseModel):
    """A case as its workflow knows it, and the edition it follows."""

    case: CaseView
    steps: dict[str, StepView]
    followed: str
    now: datetime


class EditionFound(BaseModel):
    """The procedure in force now and its effect; or, where none can be resolved, the resolver's sentences."""

    procedure: dict[str, Any] | None = None
    effect: Effect | None = None
    problems: list[str] = Field(default_factory=list)


class Adopting:
    """The activity that answers. It reads the record; it changes nothing."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    @activity.defn
    async def effect_of_edition(self, ask: AskEdition) -> EditionFound:
        """What the edition in force now would change."""
        case = ask.case
        try:
            new = resolve_at(library(), case.host, case.origin, ask.now)
        except GuidelineRefused as refused:
            return EditionFound(problems=[str(problem) for problem in refused.problems])
        async with self._sessions() as session:
            follows, effect = await adoption(session, case, ask.steps, ask.followed, new, ask.now)
        return EditionFound(procedure=follows.model_dump(mode="json"), effect=effect)
