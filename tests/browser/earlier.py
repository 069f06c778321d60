"""A case whose record says that it follows rules of before, so that its supervisor is offered those in force."""

from datetime import UTC, datetime

from cases.repository.procedures import keep
from cases.tables import Case, Step
from guidelines.due import compute
from guidelines.resolve import resolve_at
from runtime.database import engine, sessions
from tests.browser.house import House
from tests.workflows.law import in_force, proposal, term

TERMS = (term("guardian", 96, "hour"), term("best_interests_assessment", 9, "calendar_day"))
"""What those rules had otherwise."""


async def under_an_earlier_edition(here: House, number: str) -> None:
    """Its guardian, who must be open, then has the later date of those rules.

    Only the record is changed, which is all that the page of the offer reads; the workflow goes on as it was opened.
    """
    with in_force(proposal(*TERMS)) as law:
        made = engine(here.database)
        async with sessions(made, here.keys)() as session:
            case = await session.get_one(Case, number)
            before = resolve_at(law, case.host, case.origin, datetime.now(UTC))
            await keep(session, before.edition, before.model_dump(mode="json"))
            case.edition = before.edition
            step = await session.get_one(Step, (number, "guardian"))
            clock = before.step("guardian").deadline
            assert clock and step.view["because"], "its guardian must be open, with a clock"
            due = compute(before, clock, datetime.fromisoformat(step.view["because"]["started_at"]))
            step.due_at = due.at
            step.view = step.view | due.model_dump(mode="json", exclude={"at"}) | {"due_at": due.at.isoformat()}
            session.add_all([case, step])
            await session.commit()
        await made.dispose()
