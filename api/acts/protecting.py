"""A protected case: a supervisor of the host says who alone may know of it."""

from api.acts.acting import Acting
from cases.access_errors import NoSuchPerson
from cases.repository.naming import could_be_named
from workflows.access_messages import Protect
from workflows.messages import Receipt


async def protect(acting: Acting, number: str, people: list[str], reason: str) -> Receipt:
    """Only these may know of it from now on, and whoever says so; nobody named: everybody who takes part again.

    Raises NoSuchPerson, and what the workflow refuses.
    """
    asked = await acting.on_case(number, "protect")
    known = {user.id for user, _ in await could_be_named(acting.session, asked.case.number, acting.now)}
    if not known.issuperset(people):
        raise NoSuchPerson()
    return await acting.send(asked, "protect", Protect(actor=acting.actor, people=people, reason=reason))
