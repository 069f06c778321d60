"""Conditions that a report turns: what no longer applies stops, and what was passed over is judged again."""

from temporalio import workflow

from cases.record import StepView
from workflows.clock import running
from workflows.file import CaseFile
from workflows.redo import redo

with workflow.unsafe.imports_passed_through():
    from activities.contract import Judgement


def turned(file: CaseFile, view: StepView, found: Judgement) -> list[StepView]:
    """The steps that begin again because of what the report of ``view`` says (``turns`` of its rule). Hold the lock."""
    turns = set(file.rule(view).turns)
    against = {each.id for each in found.conditions if each.state == "not_met"} & turns
    stopped = [each.step for each in running(file) if against & set(file.rule(each).only_if)]
    over = [each for each in file.steps.values() if each.status == "not_applicable"]
    opened = [each.step for each in over if {why["id"] for why in each.why} & (turns - against)]
    return redo(file, (*stopped, *opened)) if stopped or opened else []
