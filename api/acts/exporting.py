"""A case is taken away as a file: who may, what is in it, and that it stands on record before it is given."""

from dataclasses import dataclass, replace

from api.acts.acting import Acting, Asked
from api.acts.looking import keep_look, watch_exports
from api.explain.exporting import Marks, exported
from api.exported_file import bytes_of
from cases.access import may
from cases.access_errors import LetInTakesNothing, ProtectedBySupervisor
from cases.errors import NoRoomLeft
from cases.exporting import ExportAsked
from cases.repository.exports import keep_export, new_id
from cases.repository.looks import Shown
from cases.repository.participation import taking_part
from cases.seal_of_a_file import place
from runtime.room import NoRoom


@dataclass(frozen=True)
class Given:
    """A file, under a name that says nothing but the case's number."""

    name: str
    content: bytes


async def may_export(acting: Acting, number: str) -> Asked:
    """The case, if this person may take it away now. Nobody may in an emergency.
    A look is kept by who shows something, not for a refusal.

    Raises NotFound, NotAllowed, ProtectedBySupervisor, LetInTakesNothing.
    """
    asked = await replace(acting, shows=None).on_case(number, "export")
    if asked.case.protected and not may(acting.actor, "export_protected", asked.relation):
        raise ProtectedBySupervisor()
    part = await taking_part(acting.session, asked.case.number, acting.actor.agency, acting.now)
    if part is None or part.until is not None:
        raise LetInTakesNothing(until=part.until if part else None)
    return asked


async def export(acting: Acting, number: str, wanted: ExportAsked) -> Given:
    """The file. Sent again it is another file, with a line of its own. Commits.

    It is kept before it is given, and where it cannot be kept it is not given: nobody waits for a file at night.
    Raises NotFound, NotAllowed, ProtectedBySupervisor, LetInTakesNothing, NoRoomLeft.
    """
    asked = await may_export(acting, number)
    unlooked = replace(acting, shows=None)
    marks = Marks(new_id(), place())
    case = asked.case.number
    file = bytes_of(await exported(unlooked, asked, wanted, marks), wanted.form, marks.seal)
    try:
        await keep_export(acting.session, acting.actor, (case, asked.relation, marks.export), wanted, file, acting.now)
        await watch_exports(acting.session, acting.actor, acting.now)
    except NoRoom:
        await acting.session.rollback()
        raise NoRoomLeft() from None
    if not await keep_look(acting.session, acting.actor, case, asked.relation, Shown("export"), acting.now):
        raise NoRoomLeft()
    return Given(f"{case}.{wanted.form.value}", file.content)
