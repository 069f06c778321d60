"""An auditor reads who looked or searched unusually much, and who read in an emergency, and says what was found."""

from api.acts.acting import Acting
from api.explain.looks import audit_shown, file_shown
from api.explain.participants import emergencies_shown
from api.explain.searches import searching_shown
from api.pages.language import spoken
from api.schemas.looks import AuditShown, FileFound
from cases.access import may_audit
from cases.errors import NotAllowed, NotFound
from cases.repository.audit import review
from cases.repository.audit_of_searches import review_searching
from cases.repository.emergencies import emergencies_of, review_emergency
from cases.seal_of_a_file import typed


async def audit(acting: Acting) -> AuditShown:
    """What there is to look at. Raises NotAllowed."""
    _demand(acting)
    entered = await emergencies_shown(acting, await emergencies_of(acting.session, acting.actor))
    searching = await searching_shown(acting.session, acting.actor, acting.now, spoken())
    return await audit_shown(acting.session, acting.actor, acting.now, spoken(), entered, searching)


async def say_found(acting: Acting, reading: str, found: str) -> None:
    """What was found of one. Raises NotAllowed, NotFound, AlreadyAnswered."""
    _demand(acting)
    for reviewed in (review_emergency, review_searching):
        if await reviewed(acting.session, acting.actor, reading, found, acting.now):
            return
    await review(acting.session, acting.actor, reading, found, acting.now)


async def whose_file(acting: Acting, mark: str) -> FileFound:
    """Whose a file or a print is, by a mark that stands in it. Raises NotAllowed, NotFound."""
    _demand(acting)
    said = typed(mark)
    found = await file_shown(acting.session, acting.actor, said, acting.now, spoken()) if said else None
    if found is None:
        raise NotFound()
    return found


def _demand(acting: Acting) -> None:
    if not may_audit(acting.actor):
        raise NotAllowed(act="audit", whose="auditor")
