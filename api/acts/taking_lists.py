"""A list of work is taken away as a file: what waits, whose it is by role, and no child and no answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.csv_file import table
from api.errors import NotForYourRole
from api.pages.countries import country
from api.pages.instants import zone, zone_name
from api.pages.language import gettext, spoken
from api.pages.words import ROLES, STATUSES
from api.pages.work_rows import Row, told
from cases.access import SUPERVISORS, may_take_lists
from cases.actor import Actor
from cases.repository.exports import keep_list
from cases.repository.people import roles_of
from cases.repository.work import steps_page
from cases.repository.work_filter import StepFilter
from cases.words import N_
from guidelines.library import library

AT_ONCE = 200
"""Rows asked for in one query."""

CLOCK = "%Y-%m-%d %H:%M"
"""What every spreadsheet reads as a date, whatever its language."""

HEAD = (
    N_("Case"),
    N_("Step"),
    N_("Stage"),
    N_("Country where the child was found"),
    N_("Country of origin"),
    N_("Due (UTC)"),
    N_("Due (%(zone)s)"),
    N_("State"),
    N_("In the hands of (role)"),
)


async def list_taken(session: AsyncSession, actor: Actor, now: datetime, wanted: StepFilter) -> bytes:
    """All rows of the list that ``wanted`` names, as CSV, but those of cases in which their part has an
    end. That it was taken, and how many rows, is kept first.

    Raises NotForYourRole, NoRoom.
    """
    if not may_take_lists(actor):
        raise NotForYourRole(roles=sorted(SUPERVISORS))
    found, cursor, wanted = [], None, replace(wanted, lasting=True)
    while True:
        page = await steps_page(session, actor, now, wanted, cursor, AT_ONCE)
        found += await told(session, actor, page.rows, now)
        if (cursor := page.next) is None:
            break
    roles = await roles_of(session, [row.work.owner for row in found])
    file = table([gettext(each) % {"zone": zone_name()} for each in HEAD], _cells(found, roles))
    await keep_list(session, actor, len(found), now)
    return file


def _cells(rows: list[Row], roles: dict[str, str]) -> Iterator[tuple[str, ...]]:
    stages = {each.stage: each.title.in_(spoken()) for each in library().stages}
    for row in rows:
        work, due = row.work, row.work.due_at
        role, state = roles.get(work.owner or ""), "overdue" if work.overdue else row.state
        yield (
            work.case,
            work.title,
            stages.get(work.stage or "", ""),
            country(work.host),
            country(work.origin),
            due.astimezone(UTC).strftime(CLOCK) if due else "",
            due.astimezone(zone()).strftime(CLOCK) if due else "",
            gettext(STATUSES[state]),
            gettext(ROLES[role]) if role else gettext(N_("nobody")),
        )
