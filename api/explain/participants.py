"""Who takes part in a case, for those who decide on it: by right or let in, by whom, why, and until when."""

from collections.abc import Sequence

from api.acts.acting import Acting, Asked
from api.acts.letting_in import could_be_let_in
from api.explain.law import cited
from api.pages.language import spoken
from api.schemas.participants import (
    AgencyNamed,
    EmergencyShown,
    ParticipantListed,
    ParticipantsListed,
    PersonNamed,
)
from cases.access import may
from cases.actor import Function
from cases.record import CaseView
from cases.repository.emergencies import emergencies_in
from cases.repository.houses import Houses, unnamed_houses
from cases.repository.ledger import line_of
from cases.repository.naming import could_be_named, orphaned
from cases.repository.participation import LET_IN
from cases.repository.parts import participants_of
from cases.repository.people import agencies_of, names_of
from cases.tables import Agency, EmergencyAccess, LedgerEntry, Participation
from guidelines.library import library


async def participants_listed(acting: Acting, number: str) -> ParticipantsListed:
    """Of one case. What another country said when it let an agency in stays with it, and
    so does its shelter's name. Raises NotFound, NotAllowed."""
    asked = await acting.on_case(number, "read_whole")
    houses = await unnamed_houses(acting.session, asked.case.number, acting.actor.country)
    everybody = await participants_of(acting.session, asked.case, acting.now)
    found = [(row, agency) for row, agency in everybody if agency.id not in houses.agencies]
    said = {row.id: await line_of(acting.session, asked.case, row.sequence) for row, _ in found if row.sequence}
    names = await names_of(acting.session, [each.actor for each in said.values() if each])
    reader = asked.reader(acting.actor)
    offered = await could_be_let_in(acting) if may(reader, "let_in", asked.relation) else ()
    protects = may(reader, "protect", asked.relation) or (
        asked.emergency is not None and await orphaned(acting.session, asked.case)
    )
    return ParticipantsListed(
        participants=[_listed(acting, asked, row, agency, said.get(row.id), names) for row, agency in found],
        could_be_let_in=[AgencyNamed(id=each.id, name=each.name, function=Function(each.function)) for each in offered],
        latest=acting.now + library().need_to_know.let_in.longest,
        cited=cited(library().need_to_know.cite, library(), spoken()),
        protected=asked.case.protected,
        people=await _people(acting, asked, houses) if protects else [],
        emergencies=await emergencies_shown(acting, await emergencies_in(acting.session, asked.case))
        if asked.relation == "host"
        else [],
    )


async def emergencies_shown(acting: Acting, rows: Sequence[EmergencyAccess]) -> list[EmergencyShown]:
    """Who read a case in an emergency, and what an auditor found."""
    names = await names_of(acting.session, [who for each in rows for who in (each.user_id, each.reviewed_by)])
    agencies = await agencies_of(acting.session, [each.agency_id for each in rows])
    return [
        EmergencyShown(
            id=each.id,
            case=each.case_number,
            name=names.get(each.user_id, each.user_id),
            agency_name=agencies.get(each.agency_id, each.agency_id),
            reason=each.reason,
            since=each.since,
            until=each.until,
            told=each.told,
            reviewed_at=each.reviewed_at,
            reviewed_by_name=names.get(each.reviewed_by or ""),
            found=each.found,
        )
        for each in rows
    ]


async def _people(acting: Acting, asked: Asked, houses: Houses) -> list[PersonNamed]:
    named = CaseView.model_validate(asked.case.view).named
    return [
        PersonNamed(id=user.id, name=user.name, agency=agency.name, named=user.id in named)
        for user, agency in await could_be_named(acting.session, asked.case.number, acting.now)
        if agency.id not in houses.agencies
    ]


def _listed(
    acting: Acting,
    asked: Asked,
    row: Participation,
    agency: Agency,
    line: LedgerEntry | None,
    names: dict[str, str],
) -> ParticipantListed:
    ours = row.side == asked.relation
    return ParticipantListed(
        id=agency.id,
        agency=agency.name,
        country=agency.country,
        side="host" if row.side == "host" else "origin",
        function=Function(agency.function),
        since=row.since,
        until=row.until,
        let_in=row.reason == LET_IN,
        over=row.until is not None and row.until <= acting.now,
        by=names.get(line.actor or "") if line and ours else None,
        why=line.details.get("reason", "") if line and ours else "",
    )
