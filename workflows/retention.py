"""The terms of the record, kept each day: a schedule of the engine starts this."""

from temporalio import workflow

from workflows.options import CLEARED, SWEPT

with workflow.unsafe.imports_passed_through():
    from activities.clearing import Clearing
    from activities.retaining import Retaining, Swept


@workflow.defn
class Retention:
    """One day's look at what is kept no longer."""

    @workflow.run
    async def run(self) -> Swept:
        """What was erased, asked about, thrown away; then what lies in the storage and is needed no more."""
        swept: Swept = await workflow.execute_activity_method(Retaining.sweep, **SWEPT)
        await workflow.execute_activity_method(Clearing.clear, **CLEARED)
        return swept
