"""Acts on the record itself: who takes part, which edition it follows, reports put right, documents attached."""

from temporalio import workflow

from workflows import adoption, correction, documents, letting_in, protecting
from workflows.access_messages import LetIn, Protect
from workflows.acting import Acting
from workflows.correction_messages import AnswerCorrection, Correct
from workflows.document_messages import Attach, WithdrawDocument
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
    async def let_in(self, act: LetIn) -> Receipt:
        """Another agency takes part from now on, or no longer."""
        return await self._do(act, letting_in.let_in)

    @let_in.validator
    def _let_in(self, act: LetIn) -> None:
        self._check(letting_in.check_let_in, act)

    @workflow.update
    async def protect(self, act: Protect) -> Receipt:
        """Only named people may know of the case from now on."""
        return await self._do(act, protecting.protect)

    @protect.validator
    def _protect(self, act: Protect) -> None:
        self._check(protecting.check_protect, act)

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

    @workflow.update
    async def attach(self, act: Attach) -> Receipt:
        """A document belongs to a step."""
        return await self._do(act, documents.attach)

    @attach.validator
    def _attach(self, act: Attach) -> None:
        self._check(documents.check_document, act)

    @workflow.update
    async def withdraw_document(self, act: WithdrawDocument) -> Receipt:
        """A document belongs to its step no longer."""
        return await self._do(act, documents.withdraw_document)

    @withdraw_document.validator
    def _withdraw_document(self, act: WithdrawDocument) -> None:
        self._check(documents.check_document, act)
