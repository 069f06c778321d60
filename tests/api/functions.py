"""Agencies that do not answer for the child: which there are in the tests' world, and what the design gives them."""

from datetime import timedelta
from typing import Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.access import WHO, Act, CaseSide
from cases.actor import Function, Role
from cases.tables import Agency, Participation
from tests.api.given import NOW, World, Written, opened

PLACE: dict[Function, tuple[str, CaseSide]] = {
    Function.CONSULATE: ("gt", "origin"),
    Function.SHELTER: ("other", "host"),
    Function.ESCORT: ("other", "host"),
}
"""By what it does: its short name in the world, and its side."""

GIVEN: dict[Function, set[Act]] = {
    Function.CONSULATE: {"read", "acknowledge"},
    Function.SHELTER: {"read", "report_event"},
    Function.ESCORT: {"read", "report_event", "release"},
}
ON_THEIR_STEPS: set[Act] = {"finish", "draft", "renew", "ask_extension", "take", "assign", "acknowledge", "attach"}
"""Said once more than in cases.access: what is given there by mistake is seen here."""

STEPS = {"guardian": "host", "acceptance": "origin", "agreement": "both", "shelter": "host", "transit": "host"}
THEIRS = {Function.SHELTER: {"shelter"}, Function.ESCORT: {"transit"}, Function.CONSULATE: set()}
"""Of the steps to try, those that the procedure gives to one of their kind."""

OPEN: dict[str, Any] = {"status": "open", "opened_at": NOW}


async def case_of(session: AsyncSession, people: World, function: Function, **view: Any) -> Written:
    """A case in which an agency of that function takes part until tomorrow; every step of STEPS is open."""
    place, side = PLACE[function]
    agency = await session.get_one(Agency, people.agencies[place].id)
    agency.function = function.value
    session.add(agency)
    changes = dict.fromkeys(STEPS, OPEN)
    fields: dict[str, Any] = {"origin_takes_part": True, "stage": "transfer"} | view
    made = await opened(session, people.actor("mx.caseworker"), changes, at=NOW, **fields)
    if side == "host":
        row = Participation(
            case_number=made.number,
            agency_id=agency.id,
            side=side,
            since=NOW,
            until=NOW + timedelta(days=1),
            reason="let_in",
        )
        session.add(row)
        await session.commit()
    return made


def expected(function: Function, role: Role, acts: tuple[Act, ...], step: str, side: str) -> bool:
    """Whether somebody of such an agency may do one of ``acts`` on a step of that side."""
    ours: CaseSide = PLACE[function][1]
    for act in acts:
        on_side = side in ("both", ours) if act == "acknowledge" else True
        theirs = act in ON_THEIR_STEPS and step in THEIRS[function]
        if role in WHO[act] and ((act in GIVEN[function] and on_side) or theirs):
            return True
    return False


def parts(number: str, agency: str) -> Any:
    """The query for the parts that an agency takes in a case."""
    return select(Participation).where(Participation.case_number == number, Participation.agency_id == agency)
