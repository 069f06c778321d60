"""The ids of a case's workflows and the queues of the countries. Nothing personal stands in an id."""


def repatriation_id(number: str) -> str:
    """The workflow of the host country's duty."""
    return f"case-{number}"


def reception_id(number: str) -> str:
    """The workflow of the origin country's duty."""
    return f"case-{number}-reception"


def case_of(workflow: str) -> str | None:
    """The number of the case whose workflow has this id; None: it is no case's."""
    if not workflow.startswith("case-"):
        return None
    return workflow.removeprefix("case-").removesuffix("-reception")


def task_queue(country: str) -> str:
    """Where a country's worker listens. In the embedded default one process serves every queue."""
    return f"resguardo-{country}"


OF_ALL = "resguardo-all"
"""Where what belongs to no country is done: every worker listens there."""

RETENTION = "retention"
"""The schedule by which the terms of the record are kept, and its workflows."""


def region_hold_id(hold: str) -> str:
    """The workflow of a region-wide hold."""
    return f"region-hold-{hold}"
