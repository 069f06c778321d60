"""A turn of a workflow may be slow here: on a crowded machine it is no deadlock."""

from typing import Any

from temporalio.worker._workflow import _WorkflowWorker

CROWDED = 20
"""Seconds a workflow's turn may take in the tests. The SDK calls two a deadlock."""


def be_patient() -> None:
    """Give the turns of every worker and every replay of this process CROWDED seconds.

    The SDK has no option for it. Its ``debug_mode`` takes the limit away altogether, and with it what makes the tests
    tell: the sandbox is relaxed, and the turns run on the event loop, where a real deadlock would hang the whole run.
    """
    made = _WorkflowWorker.__init__

    def patient(self: _WorkflowWorker, **given: Any) -> None:
        made(self, **given)
        assert self._deadlock_timeout_seconds == 2, "the SDK keeps its limit elsewhere now: mend this"
        self._deadlock_timeout_seconds = CROWDED

    _WorkflowWorker.__init__ = patient  # type: ignore[method-assign]  # that is what it is for
