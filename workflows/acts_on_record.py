"""Acts on the record itself: the edition of the guidelines that the case follows, and reports put right."""

from temporalio import workflow

from workflows import adoption, correction
from workflows.acting import Acting
from workflows.correction_messages import AnswerCorrection, Correct
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

    @workflow.update
    async def correct(self, act: Correct) -> Receipt:
        """A finished report gets a new version."""
        return await self._do(act, correction.correct)

    @correct.validator
    def _correct(self, act: Correct) -> None:
        self._check(correction.check_correct, act)

    @workflow.update
    async def answer_correction(self, act: AnswerCorrection) -> Receipt:
        """A correction that waits is approved, or refused."""
        return await self._do(act, correction.answer_correction)

    @answer_correction.validator
    def _answer_correction(self, act: AnswerCorrection) -> None:
        self._check(correction.check_answer, act)
