"""Contact with the origin country shut by a sign of an international-protection need, and opened again when cleared."""

from cases.record import StepView
from workflows.clock import running
from workflows.file import CaseFile
from workflows.redo import redo

NEEDS_CONTACT = "consular_contact_allowed"


def shut_contact(file: CaseFile) -> list[StepView]:
    """Nothing more reaches the consulate or the origin's authorities, and what they were doing stops.

    Steps that need the contact are begun again (they will not apply while it is shut); a joint step is carried by
    the host alone. Returns what changed. Hold the lock.
    """
    case = file.case
    case.suppressed, case.origin_takes_part = True, False
    stopped = [view.step for view in running(file) if NEEDS_CONTACT in file.rule(view).only_if]
    return redo(file, stopped) + sides(file)


def open_contact(file: CaseFile) -> list[StepView]:
    """The need was cleared: joint steps are joint again. Returns what changed. Hold the lock."""
    file.case.suppressed = False
    changed = sides(file)
    takes_part = any(view.side != "host" for view in running(file))
    file.case.origin_takes_part = takes_part and not file.case.contact_shut
    return changed


def sides(file: CaseFile) -> list[StepView]:
    """Let every running step be carried by whose it is now. Returns what changed. Hold the lock."""
    changed = [view for view in running(file) if view.side != file.side_of(file.rule(view))]
    for view in changed:
        view.side = file.side_of(file.rule(view))
    return changed
