"""Acts on what the record is kept by, not on a step: the edition of the guidelines that the case follows."""

from temporalio import workflow

from workflows import adoption
from workflows.acting import Acting
from workflows.messages import AdoptEdition, Receipt


class RecordActs(Acting):
    """What both workflows of a case accept about its record."""

    @workflow.update
    async def adopt_edition(self, act: AdoptEdition) -> Receipt:
        """The case follows another edition from now on."""
        return await self._do(act, adoption.adopt_edition)

    @adopt_edition.validator
    def _adopt_edition(self, act: AdoptEdition) -> None:
        self._check(adoption.check_adopt, act)
