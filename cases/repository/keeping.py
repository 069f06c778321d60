"""Keeping what each write left: so that the case on any past day can be read again."""

from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import Record
from cases.tables import StateKept, StepKept


def keep_state(session: AsyncSession, write: Record, edition: str) -> None:
    """Keep the case as ``write`` leaves it, and the steps that it changed. The caller commits."""
    number, sequence = write.case.number, write.sequence
    session.add(
        StateKept(
            case_number=number,
            sequence=sequence,
            at=write.entry.at,
            edition=edition,
            view=write.case.model_dump(mode="json"),
        )
    )
    changed = {view.key: view for view in write.steps}
    for key, view in changed.items():
        session.add(StepKept(case_number=number, key=key, sequence=sequence, view=view.model_dump(mode="json")))
