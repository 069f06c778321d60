"""A protected case: a supervisor of the host says who alone may know of it."""

from api.acts.acting import Acting
from cases.access_errors import NoSuchPerson
from cases.errors import NotAllowed
from cases.repository.naming import could_be_named
from cases.repository.participation import LET_IN, taking_part
from workflows.access_messages import Protect
from workflows.messages import Receipt


async def protect(acting: Acting, number: str, people: list[str], reason: str) -> Receipt:
    """Only these may know of it from now on, and whoever says so; nobody named: everybody who takes part again.

    A supervisor's of an agency that takes part by right: who was let in for a while does not take the case away. Where
    no supervisor is left who may know of it, one of that agency may say so who reads it in an emergency.
    Raises NotAllowed, NoSuchPerson, and what the workflow refuses.
    """
    asked = await acting.on_case(number, "protect")
    part = await taking_part(acting.session, asked.case.number, acting.actor.agency, acting.now)
    if part is None or part.reason == LET_IN:
        raise NotAllowed(act="protect", whose="host")
    known = {user.id for user, _ in await could_be_named(acting.session, asked.case.number, acting.now)}
    if not known.issuperset(people):
        raise NoSuchPerson()
    return await acting.send(asked, "protect", Protect(actor=acting.actor, people=people, reason=reason))
