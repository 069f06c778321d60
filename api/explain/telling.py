"""What every part of the explanation needs: the case's rules and facts, the names of people, the reader."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.language import catalogue
from cases.access import CaseSide
from cases.actor import Actor
from cases.facts import Others, facts_of
from cases.need_to_know import Readable, readable
from cases.record import CaseView, StepView
from cases.repository.borders import Border, borders_over
from cases.repository.fellows import Fellow, all_ready, all_travelling, fellows
from cases.repository.houses import A_SHELTER, Houses, unnamed_houses
from cases.repository.parts import filed_on, steps_of
from cases.repository.past import Known
from cases.repository.people import names_of
from cases.repository.procedures import procedure_of
from cases.repository.reports import standing_reports, submitted_reports
from cases.repository.turns import Turn, turns_of
from cases.tables import Case, FiledReport
from guidelines.facts import Facts
from guidelines.library import Library, library
from guidelines.procedure import Procedure

SETTLED = ("finished", "not_applicable")


@dataclass(frozen=True)
class Telling:
    """A case, told to one reader at one moment in one language."""

    case: Case
    view: CaseView
    steps: dict[str, StepView]
    procedure: Procedure
    library: Library
    reports: dict[str, dict[str, Any]]
    actor: Actor
    relation: CaseSide
    now: datetime
    language: str
    names: dict[str, str]
    fellows: tuple[Fellow, ...] = ()
    """The children who travel with this one."""
    borders: tuple[Border, ...] = ()
    """The region-wide holds over this journey: they shut its gates, whether or not the case has heard of them."""
    submitted: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    """By step: the report, by its name, that waits there for approval."""
    past: bool = False
    """The case is told as it was known at ``now``: nothing can be done with it."""
    turns: dict[str, Turn] = field(default_factory=dict)
    reader: Readable = field(default_factory=Readable)
    """What the reader's agency may read of what was filed."""
    houses: Houses = field(default_factory=Houses)
    """The shelters that are not named to this reader."""

    async def filed(self, session: AsyncSession, key: str) -> list[FiledReport]:
        """What this reader may read of what was filed on a step, of a case as it was known: by then."""
        view = self.steps.get(key)
        return await filed_on(session, self.case, key, view.side, self.reader) if view else []

    def say(self, msgid: str, **values: str) -> str:
        """A sentence in the reader's language, with its blanks filled in."""
        return catalogue(self.language).gettext(msgid) % values

    def facts(self, holds: Iterable[str] = (), reports: dict[str, dict[str, Any]] | None = None) -> Facts:
        """The facts as they stand, or as ``reports`` say; ``holds``: those that matter for what is judged."""
        return facts_of(
            now=self.now,
            host=self.case.host,
            origin=self.case.origin,
            suppressed=self.view.suppressed,
            holds=tuple(holds),
            reports=self.reports if reports is None else reports,
            others=Others(all_ready(self.fellows), all_travelling(self.fellows), self.view.earlier_episode),
            withheld=self.view.withheld_from,
        )

    def name(self, user: Actor | str | None) -> str | None:
        """A person's name, for the page; their id where the account is gone."""
        if user is None:
            return None
        user_id = user.user if isinstance(user, Actor) else user
        return self.named(user_id, self.names)

    def named(self, user: str, names: Mapping[str, str]) -> str:
        """The same by other names than those of the telling; nobody of a shelter that is not named."""
        return self.say(A_SHELTER) if user in self.houses.people else names.get(user, user)

    def said_name(self, user: Actor | str) -> str:
        """The same where somebody certainly acted."""
        return self.name(user) or ""

    def settled(self, step_id: str) -> bool:
        """Whether every occurrence of a step is finished or does not apply. One that has not begun is not."""
        found = [view for view in self.steps.values() if view.step == step_id]
        return bool(found) and all(view.status in SETTLED for view in found)


async def telling(
    session: AsyncSession,
    actor: Actor,
    relation: CaseSide,
    case: Case,
    now: datetime,
    language: str,
    known: Known | None = None,
) -> Telling:
    """Read what is needed to explain ``case``; or as it was ``known``. The caller has asked ``readable_case``."""
    if known is not None:
        case, now, steps, reports = known.case, known.at, known.steps, known.reports
    else:
        steps = {row.key: StepView.model_validate(row.view) for row in await steps_of(session, case)}
        reports = await standing_reports(session, case.number)
    view = CaseView.model_validate(case.view)
    turns = await turns_of(session, case)
    return Telling(
        case=case,
        view=view,
        steps=steps,
        procedure=await procedure_of(session, case.edition),
        library=library(),
        reports=reports,
        submitted=await submitted_reports(session, case, steps.values()),
        actor=actor,
        relation=relation,
        now=now,
        language=language,
        names=await names_of(session, [*_people(view, steps.values()), *_actors(turns)]),
        borders=tuple(await borders_over(session, case.host, case.origin, reports, now if known else None)),
        fellows=tuple(await fellows(session, view.together, now, then=known is not None)),
        past=known is not None,
        turns=turns,
        reader=readable(library().need_to_know, relation, actor.function, view, steps.values()),
        houses=await unnamed_houses(session, case.number, actor.country),
    )


def _actors(turns: dict[str, Turn]) -> Iterable[str | None]:
    for turn in turns.values():
        for entry in (turn.added, turn.again, turn.opened, turn.stopped, turn.over, *turn.moved):
            yield entry.actor if entry else None


def _people(view: CaseView, steps: Iterable[StepView]) -> Iterable[str | None]:
    for hold in view.holds:
        yield hold.by.user
    for link in view.links:
        yield link.by.user
    yield view.released_by.user if view.released_by else None
    for override in view.overrides:
        yield override.asked_by.user
        yield override.confirmed_by.user if override.confirmed_by else None
    for step in steps:
        yield step.owner
        yield step.submitted_by.user if step.submitted_by else None
        yield from (each.user for each in step.approved_by)
        if step.correction:
            yield step.correction.by.user
            yield from (each.user for each in step.correction.approved_by)
        if step.extension:
            yield step.extension.asked_by.user
            yield from (each.user for each in step.extension.agreed_by)
