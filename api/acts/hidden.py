"""What a reader of a case's ledger is not told."""

from api.acts.acting import Acting, Asked
from api.explain.withheld import Untold, confidential
from cases.access import answers_for_the_child
from cases.need_to_know import readable
from cases.record import CaseView, StepView
from cases.repository.houses import unnamed_houses
from cases.repository.parts import steps_of
from cases.repository.procedures import procedure_of
from cases.repository.reading import relation
from guidelines.library import library


async def hidden(acting: Acting, asked: Asked) -> Untold:
    """Kinds of events, and keys of their duties, that stay unnamed; whose typed reasons are told; which other cases
    and shelters are not named."""
    unnamed = confidential(await procedure_of(acting.session, asked.case.edition), asked.relation)
    view = CaseView.model_validate(asked.case.view)
    me, elsewhere = acting.actor, await _elsewhere(acting, view)
    houses = await unnamed_houses(acting.session, asked.case.number, me.country)
    if asked.relation == "host" and answers_for_the_child(me):
        return Untold(unnamed, elsewhere=elsewhere, reader=me.user, houses=houses)
    steps = [StepView.model_validate(row.view) for row in await steps_of(acting.session, asked.case)]
    reader = readable(library().need_to_know, asked.relation, me.function, view, steps)
    told = frozenset(each.key for each in steps if reader.of(each.report, each.side) == "all")
    return Untold(unnamed, told, me.agency, elsewhere, me.user, houses, reader.sharing)


async def _elsewhere(acting: Acting, view: CaseView) -> frozenset[str]:
    """The linked cases of which this reader may not know."""
    found = set()
    for number in {link.number for link in view.links}:
        if await relation(acting.session, acting.actor, number, acting.now) is None:
            found.add(number)
    return frozenset(found)
