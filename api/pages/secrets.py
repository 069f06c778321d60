"""Who may read where the child sleeps."""

from cases.access import CaseSide
from cases.record import CaseView

ARRIVED = ("origin", "carer")


def may_read_secrets(relation: CaseSide, side: str, view: CaseView) -> bool:
    """The side whose step it is; the other country only once the child is in its care (cases.reports.text)."""
    return side == relation or (side == "both" and relation == "host") or view.custodian in ARRIVED
