"""What the engine starts by itself, day after day."""

from datetime import timedelta

from temporalio.client import (
    Client,
    Schedule,
    ScheduleActionStartWorkflow,
    ScheduleAlreadyRunningError,
    ScheduleIntervalSpec,
    ScheduleOverlapPolicy,
    SchedulePolicy,
    ScheduleSpec,
)


async def keep_schedule(client: Client, name: str, workflow: str, queue: str, every: timedelta) -> None:
    """Have ``workflow`` started ``every`` so often, one at a time; made once, whichever worker is first.

    What was missed while nothing ran is done once, when it runs again.
    """
    start = ScheduleActionStartWorkflow(workflow, id=name, task_queue=queue)
    policy = SchedulePolicy(overlap=ScheduleOverlapPolicy.SKIP, catchup_window=every)
    made = Schedule(action=start, spec=ScheduleSpec(intervals=[ScheduleIntervalSpec(every=every)]), policy=policy)
    try:
        await client.create_schedule(name, made)
    except ScheduleAlreadyRunningError:
        return
