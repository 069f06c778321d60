"""The request to the counterpart, taken back before it was answered."""

from cases.access import demand
from cases.effects import NoticeWanted
from cases.errors import AlreadyAnswered, NothingToAnswer
from cases.record import StepView
from workflows.file import CaseFile
from workflows.messages import Receipt, WithdrawReferral
from workflows.redo import redo, withdrawal


def check_withdraw(file: CaseFile, act: WithdrawReferral) -> StepView:
    """The host's to do, while the answer is awaited."""
    file.must_be_open()
    demand(act.actor, "withdraw_referral", file.relation(act.actor))
    answer = file.steps["acceptance"]
    if answer.status == "finished":
        raise AlreadyAnswered(answer=answer.outcome)
    if answer.status != "open":
        raise NothingToAnswer(what="referral")
    return answer


async def withdraw_referral(file: CaseFile, act: WithdrawReferral) -> Receipt:
    """The request is taken back: the decision is open again, and the other side is told."""
    check_withdraw(file, act)
    changed = redo(file, ("decision", "referral", "acceptance"))
    told = [NoticeWanted(kind="referral_withdrawn", side="origin", role="worker")]
    await file.write(
        "referral_withdrawn",
        actor=act.actor,
        steps=changed,
        details={"reason": act.reason},
        notices=told,
        **withdrawal(changed),
    )
    return file.receipt
