"""The acts people send to a case: each an update, refused at once where the state alone can answer."""

from temporalio import workflow

from workflows import acknowledgement, assignment, extension, finishing, handover, interruption, override, reopening
from workflows.acting import Acting
from workflows.messages import (
    Acknowledge,
    AnswerExtension,
    Approve,
    AskExtension,
    AskOverride,
    Assign,
    ConfirmOverride,
    Finish,
    Receipt,
    Receive,
    RefuseHandover,
    Release,
    Renew,
    Reopen,
    ReportEvent,
    WithdrawReferral,
)
from workflows.referral import check_withdraw, withdraw_referral
from workflows.sharing import arriving


class Acts(Acting):
    """What both workflows of a case accept, one act at a time: of two at one instant one wins, the other is told."""

    @workflow.update
    async def opened(self) -> Receipt:
        """Answers once the opening of the case is recorded."""
        await workflow.wait_condition(lambda: self.file.begun and not self.file.lock.locked())
        return Receipt(sequence=1)

    @workflow.update
    async def finish(self, act: Finish) -> Receipt:
        """A step is reported done."""
        return await self._do(act, finishing.finish)

    @finish.validator
    def _finish(self, act: Finish) -> None:
        self._check(finishing.check_finish, act)

    @workflow.update
    async def renew(self, act: Renew) -> Receipt:
        """Progress on a step that goes on."""
        return await self._do(act, finishing.renew)

    @renew.validator
    def _renew(self, act: Renew) -> None:
        self._check(finishing.check_renew, act)

    @workflow.update
    async def approve(self, act: Approve) -> Receipt:
        """What was submitted is approved, or sent back."""
        return await self._do(act, finishing.approve)

    @approve.validator
    def _approve(self, act: Approve) -> None:
        self._check(finishing.check_approve, act)

    @workflow.update
    async def ask_extension(self, act: AskExtension) -> Receipt:
        """More time is asked."""
        return await self._do(act, extension.ask_extension)

    @ask_extension.validator
    def _ask_extension(self, act: AskExtension) -> None:
        self._check(extension.check_ask_extension, act)

    @workflow.update
    async def answer_extension(self, act: AnswerExtension) -> Receipt:
        """More time is agreed or refused."""
        return await self._do(act, extension.answer_extension)

    @answer_extension.validator
    def _answer_extension(self, act: AnswerExtension) -> None:
        self._check(extension.check_answer_extension, act)

    @workflow.update
    async def assign(self, act: Assign) -> Receipt:
        """A step gets another owner."""
        return await self._do(act, assignment.assign)

    @assign.validator
    def _assign(self, act: Assign) -> None:
        self._check(assignment.check_assign, act)

    @workflow.update
    async def reopen(self, act: Reopen) -> Receipt:
        """A finished step is sent back."""
        return await self._do(act, reopening.reopen)

    @reopen.validator
    def _reopen(self, act: Reopen) -> None:
        self._check(reopening.check_reopen, act)

    @workflow.update
    async def report_event(self, act: ReportEvent) -> Receipt:
        """Something happened that interrupts the case, or ends an interruption."""
        with arriving(self.file, act):
            return await self._do(act, interruption.report_event)

    @report_event.validator
    def _report_event(self, act: ReportEvent) -> None:
        self._check(interruption.check_report_event, act)

    @workflow.update
    async def withdraw_referral(self, act: WithdrawReferral) -> Receipt:
        """The host takes its request back."""
        return await self._do(act, withdraw_referral)

    @withdraw_referral.validator
    def _withdraw_referral(self, act: WithdrawReferral) -> None:
        self._check(check_withdraw, act)

    @workflow.update
    async def release(self, act: Release) -> Receipt:
        """The first half of the handover record is signed."""
        return await self._do(act, handover.release)

    @release.validator
    def _release(self, act: Release) -> None:
        self._check(handover.check_release, act.actor)

    @workflow.update
    async def receive(self, act: Receive) -> Receipt:
        """The second half is signed: custody passes."""
        return await self._do(act, handover.receive)

    @receive.validator
    def _receive(self, act: Receive) -> None:
        self._check(handover.check_receive, act.actor)

    @workflow.update
    async def refuse_handover(self, act: RefuseHandover) -> Receipt:
        """The receiving side does not take the child now."""
        return await self._do(act, handover.refuse_handover)

    @refuse_handover.validator
    def _refuse_handover(self, act: RefuseHandover) -> None:
        self._check(handover.check_refuse, act.actor)

    @workflow.update
    async def acknowledge(self, act: Acknowledge) -> Receipt:
        """An alert was seen."""
        return await self._do(act, acknowledgement.acknowledge)

    @acknowledge.validator
    def _acknowledge(self, act: Acknowledge) -> None:
        self._check(acknowledgement.check_acknowledge, act)

    @workflow.update
    async def ask_override(self, act: AskOverride) -> Receipt:
        """A safeguard is asked to be set aside."""
        return await self._do(act, override.ask_override)

    @ask_override.validator
    def _ask_override(self, act: AskOverride) -> None:
        self._check(override.check_ask_override, act)

    @workflow.update
    async def confirm_override(self, act: ConfirmOverride) -> Receipt:
        """A second person confirms it, or refuses."""
        return await self._do(act, override.confirm_override)

    @confirm_override.validator
    def _confirm_override(self, act: ConfirmOverride) -> None:
        self._check(override.check_confirm_override, act)
