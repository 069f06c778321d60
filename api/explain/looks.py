"""Who looked, in words."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.law import cited
from api.explain.operating import operated_shown
from api.pages.language import catalogue
from api.schemas.looks import (
    AuditShown,
    CaseAudited,
    CaseTaken,
    ExportShown,
    FileFound,
    ListTaken,
    PartLookedAt,
    ReaderShown,
    ReadersListed,
    UnusualShown,
    UsualNumber,
)
from api.schemas.participants import EmergencyShown
from api.schemas.searches import SearchingShown
from cases.access import CaseSide
from cases.actor import Actor
from cases.exporting import Purpose
from cases.repository.audit import audited_cases, looked_at, unusual_of
from cases.repository.exports import Taken, export_concerning, exports_by, exports_of, lists_of
from cases.repository.looks import Shown, readers_of
from cases.repository.people import names_of
from cases.repository.procedures import procedure_of
from cases.seal_of_a_file import Read
from cases.tables import Case, CaseExport, UnusualReading
from cases.words import N_
from guidelines.library import library
from guidelines.procedure import Procedure

PARTS = {
    "case": N_("The case"),
    "story": N_("The story so far"),
    "ledger": N_("The story so far"),
    "steps": N_("A step"),
    "documents": N_("The documents of a step"),
    "letters": N_("Letters"),
    "consents": N_("Who may have the child’s data"),
    "participants": N_("Who takes part"),
    "disclosures": N_("What was disclosed, and to whom"),
    "events": N_("The form of an event"),
    "handover": N_("The handover"),
    "edition": N_("The edition of the guidelines"),
    "editions": N_("The edition of the guidelines"),
    "links": N_("Children who travel together"),
    "readers": N_("Who looked"),
    "overrides": N_("A safeguard to be set aside"),
    "referral": N_("The request to the other country"),
    "history": N_("The engine’s history of the case"),
    "extract": N_("Extract for the guardian"),
    "export": N_("The form to take the case as a file"),
    "protection": N_("Who takes part"),
    "withdrawal": N_("The request to the other country"),
}
"""What can be looked at, by the word of its address: a test goes through all addresses."""


async def readers_shown(session: AsyncSession, case: Case, side: CaseSide, language: str) -> ReadersListed:
    """Who looked at a case, for a reader of this side."""
    procedure = await procedure_of(session, case.edition)
    return ReadersListed(
        readers=[
            ReaderShown(
                user=each.user,
                name=each.name,
                agency_name=each.agency,
                side=each.side,
                times=each.times,
                first=each.first,
                last=each.last,
                parts=[
                    PartLookedAt(
                        what=shown.what,
                        which=shown.which,
                        words=in_words(shown, procedure, language),
                        times=times,
                        last=last,
                    )
                    for shown, times, last in each.parts
                ],
            )
            for each in await readers_of(session, case, side)
        ],
        exports=[_export(each, language) for each in await exports_of(session, case.number, side)],
    )


def _export(taken: Taken[CaseExport], language: str) -> ExportShown:
    kept = taken.kept
    return ExportShown(
        **kept.model_dump(include=set(ExportShown.model_fields)),
        user=kept.user_id,
        name=taken.name,
        agency_name=taken.agency,
        purpose_words=catalogue(language).gettext(Purpose.of(kept.purpose).label),
    )


def in_words(shown: Shown, procedure: Procedure, language: str) -> str:
    """The part of the case; of a step its title."""
    key, _, inside = shown.which.partition("/")
    what = "documents" if shown.what == "steps" and inside.startswith("documents") else shown.what
    words = catalogue(language).gettext(PARTS.get(what, what))
    titles = {step.id: step.title for stage in procedure.stages for step in stage.steps}
    if shown.what == "steps" and key in titles:
        return f"{words}: {titles[key].in_(language)}"
    return words


async def audit_shown(
    session: AsyncSession,
    actor: Actor,
    now: datetime,
    language: str,
    emergencies: list[EmergencyShown],
    searching: SearchingShown,
) -> AuditShown:
    """What this auditor has to look at."""
    rule, exporting = library().oversight.unusual_reading, library().oversight.unusual_exporting
    found = await unusual_of(session, actor)
    names = await names_of(session, [who for each in found for who in (each.user_id, each.reviewed_by)])
    return AuditShown(
        unusual=[_unusual(each, await looked_at(session, actor, each, now), names) for each in found],
        emergencies=emergencies,
        searching=searching,
        cases=[CaseAudited.model_validate(each.model_dump()) for each in await audited_cases(session, actor, now)],
        within_hours=rule.within_hours,
        more_cases_than=rule.more_cases_than,
        cited=cited(rule.cite, library(), language),
        exporting=UsualNumber(
            within_hours=exporting.within_hours,
            more_cases_than=exporting.more_cases_than,
            cited=cited(exporting.cite, library(), language),
        ),
        taken=await _taken(session, actor, now, language),
        lists=[
            ListTaken(user=each.kept.user_id, name=each.name, rows=each.kept.rows, at=each.kept.at)
            for each in await lists_of(session, actor.agency)
        ],
        operated=await operated_shown(session, actor, now, language),
    )


async def file_shown(
    session: AsyncSession, auditor: Actor, file: Read, now: datetime, language: str
) -> FileFound | None:
    """Whose a file is; None where it is no export that concerns this auditor."""
    found = await export_concerning(session, auditor, file, now)
    if found is None:
        return None
    taken, known = found
    return FileFound(taken=_case_taken(taken, known, language), export=_export(taken, language) if known else None)


async def _taken(session: AsyncSession, actor: Actor, now: datetime, language: str) -> list[CaseTaken]:
    """What people of the auditor's agency took; the number only of a case that the auditor knows of."""
    return [_case_taken(each, known, language) for each, known in await exports_by(session, actor, now)]


def _case_taken(taken: Taken[CaseExport], known: bool, language: str) -> CaseTaken:
    return CaseTaken(
        user=taken.kept.user_id,
        name=taken.name,
        case=taken.kept.case_number if known else None,
        purpose_words=catalogue(language).gettext(Purpose.of(taken.kept.purpose).label),
        addresses=taken.kept.addresses,
        at=taken.kept.at,
    )


def _unusual(each: UnusualReading, numbers: list[str], names: dict[str, str]) -> UnusualShown:
    return UnusualShown(
        id=each.id,
        user=each.user_id,
        name=names[each.user_id],
        what="exported" if each.what == "exported" else "looked",
        cases=each.cases,
        hours=each.hours,
        at=each.at,
        numbers=numbers,
        reviewed_at=each.reviewed_at,
        reviewed_by_name=names.get(each.reviewed_by or ""),
        found=each.found,
    )
