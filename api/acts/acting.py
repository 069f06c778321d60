"""Somebody acts: what they may see is loaded, what they may do is asked, and the act goes to the case's workflow."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Header, Request
from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.looking import keep_look, shown_by
from api.dependencies import CaseEngine, Database, Now, Who
from api.engine import Ended, Engine
from api.limits import most_searches
from cases.access import READ_IN_AN_EMERGENCY, Act, CaseSide, answers_for_the_child, demand, may
from cases.actor import Actor, Role
from cases.errors import CaseClosed, CaseMoved, CaseNotInEngine, NotAllowed, NotFound
from cases.need_to_know import Readable
from cases.numbers import normalise
from cases.record import StepView
from cases.repository.emergencies import standing
from cases.repository.looks import Shown
from cases.repository.naming import orphaned
from cases.repository.parts import step_of
from cases.repository.reading import readable_case, relation
from cases.repository.signing_in import SignedIn
from cases.tables import Case, Step
from guidelines.library import library
from workflows.messages import Act as Message
from workflows.messages import Receipt
from workflows.names import repatriation_id


@dataclass(frozen=True)
class Asked:
    """A case that the reader takes part in, and on which side."""

    case: Case
    relation: CaseSide
    emergency: datetime | None = None
    """Read in an emergency, until then: nothing is done in it."""

    def reader(self, actor: Actor) -> Actor:
        """Who reads: in an emergency somebody to whom nothing is offered but reading."""
        return actor if self.emergency is None else actor.model_copy(update={"role": Role.AUDITOR})


@dataclass(frozen=True)
class Acting:
    """Who acts, when, and with what. ``key`` (an Idempotency-Key, or a form's nonce) makes an act happen once.

    ``shows``: the part of a case that they are shown by this (None: none), which is kept (``kept``: once) before it is.
    ``most_searches``: for a child by name within an hour; None: as many as they like.
    """

    session: AsyncSession
    engine: Engine
    who: SignedIn
    now: datetime
    key: str | None = None
    shows: Shown | None = None
    kept: set[str] = field(default_factory=set)
    most_searches: int | None = None

    @property
    def actor(self) -> Actor:
        """The capacity in which they act."""
        return self.who.actor

    async def on_case(self, number: str, act: Act = "read") -> Asked:
        """The case, if this person may do ``act`` in it. Raises NotFound, NotAllowed."""
        try:
            number = normalise(number)
        except ValueError as slip:
            raise NotFound() from slip
        case = await readable_case(self.session, self.actor, number, self.now)
        side = await relation(self.session, self.actor, number, self.now)
        entered = await standing(self.session, self.actor, case, self.now) if side is None else None
        if entered is not None:
            side = "host" if entered.side == "host" else "origin"
            if act == "protect" and await orphaned(self.session, case):
                return Asked(case, side)
            if act not in READ_IN_AN_EMERGENCY:
                raise NotAllowed(act=act, whose=side)
        demand(self.actor, act, side)
        if side is None:
            raise NotFound()
        if self.shows is not None and number not in self.kept:
            self.kept.add(number)
            if not await keep_look(self.session, self.actor, number, side, self.shows, self.now):
                case = await readable_case(self.session, self.actor, number, self.now)
        return Asked(case, side, entered.until if entered else None)

    async def on_step(self, number: str, key: str, *acts: Act) -> tuple[Asked, Step]:
        """The case and its step, if this person may do one of ``acts`` on it. Raises NotFound, NotAllowed."""
        asked, step = await self.reading_step(number, key)
        if asked.emergency is not None:
            raise NotAllowed(act=acts[0], whose=asked.relation)
        if not any(may(self.actor, act, asked.relation, step.side, step.responsible) for act in acts):
            raise NotAllowed(act=acts[0], whose="host" if step.side == "both" else step.side)
        return asked, step

    async def reading_step(self, number: str, key: str) -> tuple[Asked, Step]:
        """The case and its step, for who is told of it, also in an emergency. Raises NotFound."""
        asked = await self.on_case(number)
        step = await step_of(self.session, asked.case, key)
        if step is None or not self._knows_of(step):
            raise NotFound()
        return asked, step

    def _knows_of(self, step: Step) -> bool:
        function = self.actor.function
        told = None if answers_for_the_child(self.actor) else library().need_to_know.of_function(function)
        return Readable(told, function).knows_of(StepView.model_validate(step.view))

    async def send(self, asked: Asked, update: str, message: Message) -> Receipt:
        """Send the act to the workflow in charge of the case.

        Raises CaseClosed, CaseMoved (custody has passed since the case was read), CaseNotInEngine, and what the
        workflow refuses.
        """
        case = asked.case
        if asked.emergency is not None:
            raise NotAllowed(act="read", whose=asked.relation)
        if case.status == "closed":
            raise CaseClosed()
        in_charge = case.workflow
        try:
            return await self.engine.send(in_charge, update, message, self.once(update))
        except Ended as ended:
            await self.session.refresh(case)
            raise why_ended(case, in_charge, await self.engine.knows(in_charge)) from ended

    def once(self, update: str) -> str | None:
        """The update's id: the same person, act and key give the same one, so that it is done once."""
        if self.key is None:
            return None
        return hashlib.sha256(f"{self.actor.user}\n{update}\n{self.key}".encode()).hexdigest()


def why_ended(case: Case, in_charge: str, known: bool) -> CaseClosed | CaseMoved | CaseNotInEngine:
    """Why the workflow that was ``in_charge`` takes no more acts; ``case`` is the record as it is now.

    The host's duty ends by closing the case there, which is on the record before the workflow ends, or by the child's
    passing to the other country, whose first word may still be to come. The origin's duty ends by closing the case.
    An open case whose workflow never was (``known``: the engine's word) was lost with the engine's database.
    """
    if case.status == "open" and case.workflow == in_charge and not known:
        return CaseNotInEngine()
    if case.status == "closed" or in_charge != repatriation_id(case.number):
        return CaseClosed()
    return CaseMoved()


IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=100,
        pattern=r"^[A-Za-z0-9._:-]+$",
        description="A word of your own for this act: sent again with the same one, it is not done again.",
    ),
]


def acting(
    request: Request, session: Database, engine: CaseEngine, who: Who, now: Now, key: IdempotencyKey = None
) -> Acting:
    """The dependency of every route that does something."""
    return Acting(session, engine, who, now, key, shown_by(request), most_searches=most_searches(request))


Doing = Annotated[Acting, Depends(acting)]
