"""The workers: which workflows and activities run, on which queues."""

from collections.abc import Callable, Iterable
from pkgutil import iter_modules
from typing import Any

from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

import workflows
from activities.adopting import Adopting
from activities.borders import Borders
from activities.clearing import Clearing
from activities.correcting import Correcting
from activities.errands import Errands
from activities.judging import Judging
from activities.letters import Letters
from activities.recording import Recording
from activities.retaining import Retaining
from activities.rules import Rules
from runtime.database import Sessions
from runtime.documents.objects import Objects
from workflows.names import OF_ALL, task_queue
from workflows.reception import Reception
from workflows.region_hold import RegionHold
from workflows.repatriation import Repatriation
from workflows.retention import Retention

WORKFLOWS = (Repatriation, Reception, RegionHold)

TOLD_HERE = {each.__module__ for each in (*WORKFLOWS, Retention)}

OURS = (
    *("activities", "cases", "guidelines", "runtime"),
    *(each.name for each in iter_modules(workflows.__path__, "workflows.") if each.name not in TOLD_HERE),
)
"""Passed through the sandbox: imported once, and not once for each open case (decision 19). Only the modules of the
workflows themselves are imported anew; what keeps the others the same at replay is tests/architecture."""

COUNTRIES = ("BZ", "CA", "CR", "DO", "SV", "US", "GT", "HN", "MX", "NI", "PA")
"""The queues the embedded default serves; an installation of one country serves its own."""


def runner() -> SandboxedWorkflowRunner:
    """The sandbox every worker and every replay uses."""
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules(*OURS, "pydantic", "pydantic_core")
    )


def workers(
    client: Client,
    sessions: Sessions,
    countries: Iterable[str] = COUNTRIES,
    *,
    cached: int = 1000,
    fail_on_bug: bool = False,
) -> list[Worker]:
    """A worker for each country's queue. ``cached`` must exceed the active cases; ``fail_on_bug`` is for tests:
    there a bug fails the workflow at once, in production it stalls until it is mended."""
    rules, judging, borders = Rules(sessions), Judging(sessions), Borders(sessions)
    activities: list[Callable[..., Any]] = [
        rules.resolve_procedure,
        rules.clock,
        judging.judge,
        judging.join,
        Adopting(sessions).effect_of_edition,
        Correcting(sessions).weigh_correction,
        Recording(sessions).record,
        Letters(sessions).letter,
        Errands(client, sessions).deliver,
        borders.keep_hold,
        borders.lift_hold,
        borders.who_must_hear,
    ]
    return [
        Worker(
            client,
            task_queue=task_queue(country),
            workflows=WORKFLOWS,
            activities=activities,
            workflow_runner=runner(),
            max_cached_workflows=cached,
            workflow_failure_exception_types=[Exception] if fail_on_bug else [],
        )
        for country in countries
    ]


def worker_for_all(client: Client, sessions: Sessions, objects: Objects) -> Worker:
    """The worker of what belongs to no country. ``objects``: where the documents' bytes lie."""
    return Worker(
        client,
        task_queue=OF_ALL,
        workflows=[Retention],
        activities=[Retaining(sessions).sweep, Clearing(sessions, objects).clear],
        workflow_runner=runner(),
    )
