"""Who may read where the child sleeps."""

from cases.access import CaseSide
from cases.record import CaseView

ARRIVED = ("origin", "carer")


def may_read_secrets(relation: CaseSide, side: str, view: CaseView) -> bool:
    """The side whose step it is; the other country only once the child is in its care (cases.reports.text), and not
    while nobody over there is to learn where the child is.
    """
    if not may_read_places(relation, side, view):
        return False
    return side == relation or (side == "both" and relation == "host") or view.custodian in ARRIVED


def may_read_places(relation: CaseSide, side: str, view: CaseView) -> bool:
    """Where the child is: the origin reads only its own reports of it while the family may be the trafficker."""
    return relation == "host" or side == "origin" or not view.location_withheld
