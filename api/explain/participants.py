"""Who takes part in a case, for those who decide on it: by right or let in, by whom, why, and until when."""

from api.acts.acting import Acting, Asked
from api.acts.letting_in import could_be_let_in
from api.schemas.participants import AgencyNamed, ParticipantListed, ParticipantsListed
from cases.access import may
from cases.actor import Function
from cases.repository.ledger import line_of
from cases.repository.participation import LET_IN
from cases.repository.parts import participants_of
from cases.repository.people import names_of
from cases.tables import Agency, LedgerEntry, Participation
from guidelines.library import library


async def participants_listed(acting: Acting, number: str) -> ParticipantsListed:
    """Of one case. What another country said when it let an agency in stays with it. Raises NotFound, NotAllowed."""
    asked = await acting.on_case(number, "read_whole")
    found = await participants_of(acting.session, asked.case, acting.now)
    said = {row.id: await line_of(acting.session, asked.case, row.sequence) for row, _ in found if row.sequence}
    names = await names_of(acting.session, [each.actor for each in said.values() if each])
    offered = await could_be_let_in(acting) if may(acting.actor, "let_in", asked.relation) else ()
    return ParticipantsListed(
        participants=[_listed(acting, asked, row, agency, said.get(row.id), names) for row, agency in found],
        could_be_let_in=[AgencyNamed(id=each.id, name=each.name, function=Function(each.function)) for each in offered],
        latest=acting.now + library().need_to_know.let_in.longest,
    )


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
