"""The invented case that every worked example tells. Nobody in it exists.

Luz, thirteen, is found in Tapachula (MX) on 1 December 2026 and comes home to her aunt in Guatemala (GT) on
15 January 2027. The days fit the clocks and the safeguards of the guidelines, so that a whole case can be played.
"""

from datetime import UTC, datetime

CHILD = "Luz Ejemplo"
BIRTH = "2013-05-04"
GUARDIAN = "Clara Tutora Ejemplo"
CARER = "Rosa Tía Ejemplo"
CARER_PAPER = "DPI-EJEMPLO-0003"
ESCORT = "Elena Escolta Ejemplo"
ESCORT_PAPER = "INE-EJEMPLO-0002"
SECOND_ESCORT = "Eva Escolta Ejemplo"
SECOND_ESCORT_PAPER = "INE-EJEMPLO-0006"
RECEIVER = "Mario Receptor Ejemplo"
RECEIVER_PAPER = "DPI-EJEMPLO-0001"
SHELTER_WORKER = "Sara Albergue Ejemplo"
SHELTER_PAPER = "INE-EJEMPLO-0004"
HOST_AUTHORITY = "Procuraduría de Protección (ejemplo)"
ORIGIN_AUTHORITY = "Procuraduría General de la Nación (ejemplo)"
HOST_PHONE = "+520000000001"
ORIGIN_PHONE = "+50200000001"


def at(day: str, hour: int, minute: int = 0) -> datetime:
    """A moment of the story, in UTC; ``day`` as 2026-12-01."""
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=UTC)


FOUND = at("2026-12-01", 15, 40)
DEPARTURE = at("2027-01-15", 14)
HANDOVER = at("2027-01-15", 17)
