"""Whether the asylum body knows of the need: told once, by the claim itself or after it, and not before a clearing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.reports.protection_events import AsylumBodyTold, ProtectionClaim, ProtectionNeedCleared

TOLD_AT = {ProtectionClaim.name: "asylum_body_told_at", AsylumBodyTold.name: "told_at"}
"""By report: the field with the hour at which it was told."""


def asylum_body_told(reports: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether it was told of the need that stands (``reports``: by name, the latest one that stands, as JSON).

    Once a need was cleared, another claim is another need: what was told before does not count for it.
    """
    hours = [reports[name].get(field) for name, field in TOLD_AT.items() if name in reports]
    told = [datetime.fromisoformat(hour) for hour in hours if hour is not None]
    cleared = reports.get(ProtectionNeedCleared.name)
    return any(cleared is None or hour > datetime.fromisoformat(cleared["decided_at"]) for hour in told)
