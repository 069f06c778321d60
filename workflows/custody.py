"""Custody passes from one to another by a record that both have signed, and in no other way."""

from temporalio import workflow

from cases.effects import Custodian, CustodyPassed
from workflows.file import CaseFile

with workflow.unsafe.imports_passed_through():
    from activities.contract import Judgement


def pass_custody(file: CaseFile, step: str, taker: Custodian, found: Judgement) -> CustodyPassed | None:
    """The next link of the chain, from whoever has the child. None: the report is no custody record. Hold the lock."""
    if found.signed_by is None:
        return None
    giver, at = file.case.custodian, found.passed_at or found.done_at or workflow.now()
    file.case.custodian, file.case.custody_since = taker, at
    return CustodyPassed(
        giver=giver, taker=taker, at=at, released_by=found.signed_by[0], received_by=found.signed_by[1], step=step
    )
