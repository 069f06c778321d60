"""What a reader of a case's ledger is not told."""

from api.acts.acting import Acting, Asked
from api.explain.withheld import Untold, confidential
from cases.access import answers_for_the_child
from cases.need_to_know import readable
from cases.record import CaseView, StepView
from cases.repository.parts import steps_of
from cases.repository.procedures import procedure_of
from guidelines.library import library


async def hidden(acting: Acting, asked: Asked) -> Untold:
    """Kinds of events, and keys of their duties, that stay unnamed; and whose typed reasons are told."""
    unnamed = confidential(await procedure_of(acting.session, asked.case.edition), asked.relation)
    if asked.relation == "host" and answers_for_the_child(acting.actor):
        return Untold(unnamed)
    steps = [StepView.model_validate(row.view) for row in await steps_of(acting.session, asked.case)]
    view = CaseView.model_validate(asked.case.view)
    reader = readable(library().need_to_know, asked.relation, acting.actor.function, view, steps)
    told = frozenset(each.key for each in steps if reader.of(each.report, each.side) == "all")
    return Untold(unnamed, told, acting.actor.agency)
