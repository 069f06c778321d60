"""Rows of lists in words: cases, steps that wait, the ledger."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.story import Story
from api.explain.withheld import Untold
from api.pages.language import catalogue
from api.schemas.answers import (
    CountsByOwner,
    CountsByPair,
    CountsByStep,
    CountsOf,
    CountsShown,
    EntryShown,
    WorkShown,
)
from api.schemas.case import CaseSummary
from cases.access import answers_for_the_child
from cases.actor import Actor
from cases.repository.houses import A_SHELTER, unnamed_people
from cases.repository.people import agencies_of, names_of
from cases.repository.procedures import procedure_of
from cases.repository.work import Counts, WorkRow
from cases.tables import Case, LedgerEntry
from guidelines.library import library
from guidelines.procedure import Procedure


def summary(case: Case, actor: Actor) -> CaseSummary:
    """A case in a list. What was decided is told to who answers for the child."""
    shown = CaseSummary.model_validate(case.model_dump())
    return shown if answers_for_the_child(actor) else shown.model_copy(update={"decided": None, "closing": None})


async def work_shown(
    session: AsyncSession, actor: Actor, rows: Iterable[WorkRow], now: datetime, language: str
) -> list[WorkShown]:
    """Steps that wait, with their titles and their owners' names."""
    rows = list(rows)
    names = await _owners(session, actor, [row.step.owner for row in rows], language)
    return [
        WorkShown(
            case=row.case.number,
            host=row.case.host,
            origin=row.case.origin,
            key=row.step.key,
            step=row.step.step,
            visit=row.step.view.get("visit"),
            title=_title(await procedure_of(session, row.case.edition), row, language),
            stage=row.step.stage,
            side=row.step.side,
            round=row.step.round,
            status=row.step.status,
            owner=row.step.owner,
            owner_name=names.get(row.step.owner or ""),
            opened_at=row.step.opened_at,
            due_at=row.step.due_at,
            paused=row.step.paused,
            overdue=row.step.due_at is not None and row.step.due_at < now and not row.step.paused,
        )
        for row in rows
    ]


async def _owners(session: AsyncSession, actor: Actor, owners: Iterable[str | None], language: str) -> dict[str, str]:
    owners = list(owners)
    unnamed = await unnamed_people(session, owners, actor.country)
    return await names_of(session, owners) | dict.fromkeys(unnamed, catalogue(language).gettext(A_SHELTER))


def _title(procedure: Procedure, row: WorkRow, language: str) -> str:
    rule, visit = procedure.step(row.step.step), row.step.view.get("visit")
    visits = (*rule.series, *((rule.extra,) if rule.extra else ()))
    return next((each.title for each in visits if each.id == visit), rule.title).in_(language)


async def counts_shown(session: AsyncSession, actor: Actor, counts: Counts, language: str) -> CountsShown:
    """The numbers of the board, with the owners' names."""
    names = await _owners(session, actor, counts.by_owner, language)
    return CountsShown(
        all=CountsOf.model_validate(counts.all),
        by_step=[CountsByStep.model_validate({"step": step, **said}) for step, said in counts.by_step.items()],
        by_pair=[
            CountsByPair.model_validate({"host": host, "origin": origin, **said})
            for (host, origin), said in counts.by_pair.items()
        ],
        by_owner=[
            CountsByOwner.model_validate({"owner": owner, "owner_name": names.get(owner or ""), **said})
            for owner, said in counts.by_owner.items()
        ],
    )


async def entries_shown(
    session: AsyncSession, case: Case, entries: list[LedgerEntry], language: str, untold: Untold
) -> list[EntryShown]:
    """Entries of a case's ledger in sentences, with what is ``untold`` left out."""
    people = [user for each in entries for user in (each.actor, each.details.get("owner"))]
    names = await names_of(session, people)
    agencies = await agencies_of(session, [of for each in entries for of in (each.agency, each.details.get("agency"))])
    shown = [
        EntryShown(
            sequence=each.sequence,
            at=each.at,
            act=each.act,
            actor=each.actor,
            actor_name=names.get(each.actor or ""),
            agency=each.agency,
            agency_name=agencies.get(each.agency or ""),
            capacity=each.capacity,
            step=each.step_key,
            round=each.round,
            rule=each.rule,
            details=each.details,
        )
        for each in entries
    ]
    story = Story(await procedure_of(session, case.edition), library(), language, names | agencies)
    return [story.told(untold.of(each)) for each in shown]
