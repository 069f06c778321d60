"""What must be true of a case while something holds it: read from its record."""

from datetime import datetime

from guidelines.procedure import Procedure
from tests.workflows.invariants import RUNNING, Seen


def held(now: Seen, procedure: Procedure) -> None:
    """What a hold shuts was not finished while it lasted; where it ends all duties, one is left and nothing else."""
    for each in now.case.view["holds"]:
        rule = procedure.interruption(each["kind"])
        assert rule.hold is not None
        since = datetime.fromisoformat(each["since"])
        for row in now.steps.values():
            late = row.status == "finished" and row.finished_at is not None and row.finished_at > since
            assert not (row.step in rule.hold.shuts and late), f"{row.key} was finished while {rule.id} lasted"
        if rule.ends_duties:
            assert [row.key for row in now.steps.values() if row.status in RUNNING] == [each["duty"]]
