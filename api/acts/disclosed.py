"""What was disclosed about a case, for the host country only: the other would learn of a claim from it."""

from api.acts.acting import Acting, Asked
from api.explain.disclosures import disclosures_shown
from api.pages.language import spoken
from api.schemas.disclosures import DisclosuresListed
from cases.errors import NotAllowed


async def disclosed(acting: Acting, asked: Asked) -> DisclosuresListed:
    """The list. Raises NotAllowed for a reader of the country of origin."""
    if asked.relation != "host":
        raise NotAllowed(act="read", whose="host")
    return await disclosures_shown(acting.session, asked.case, spoken())
