"""What stays unnamed for the reader of a case."""

from api.acts.acting import Acting, Asked
from api.explain.withheld import confidential
from cases.repository.procedures import procedure_of


async def hidden(acting: Acting, asked: Asked) -> frozenset[str]:
    """Kinds of events, and keys of their duties, of which this reader learns nothing."""
    return confidential(await procedure_of(acting.session, asked.case.edition), asked.relation)
