"""What every custody record of the invented case says of Luz and her things."""

from datetime import date, datetime
from typing import Any

from cases.reports import story
from cases.reports.custody import Party
from cases.reports.htcds import Gender


def told(number: str, place: str, passed_at: datetime) -> dict[str, Any]:
    """The fields that are the same each time."""
    return {
        "done_at": passed_at,
        "record_number": number,
        "place": place,
        "passed_at": passed_at,
        "child_name": story.CHILD,
        "child_birth_date": date.fromisoformat(story.BIRTH),
        "child_gender": Gender.FEMININE,
        "child_nationality": "GT",
        "child_papers": "SC-EJEMPLO-1",
        "child_identified_by": "Photograph of the safe-conduct; she said her name.",
        "condition": "Well, calm, has eaten.",
        "medicines": "Vitamins, 30 tablets.",
        "belongings": "School bag, clothes, drawings, 140 pesos.",
        "papers_annexed": "Safe-conduct; health record; copy of the plan.",
        "child_comment": "I am ready.",
    }


def party(name: str, post: str, agency: str, paper: str, signed_at: datetime) -> Party:
    """A side that has checked the other and signed."""
    return Party(name=name, post=post, agency=agency, paper=paper, checked_other=True, signed_at=signed_at)


def shelter(at: datetime) -> Party:
    """Sara, of the shelter."""
    return party(story.SHELTER_WORKER, "Head of the shelter", "Casa Ejemplo", story.SHELTER_PAPER, at)


def escort(at: datetime) -> Party:
    """Elena, who travels with Luz."""
    return party(story.ESCORT, "Specialised escort", story.HOST_AUTHORITY, story.ESCORT_PAPER, at)


def receiver(at: datetime) -> Party:
    """Mario, whom the plan names."""
    return party(story.RECEIVER, "Officer of child protection", story.ORIGIN_AUTHORITY, story.RECEIVER_PAPER, at)


def carer(at: datetime) -> Party:
    """Rosa, the aunt."""
    return party(story.CARER, "Aunt", "Family", story.CARER_PAPER, at)
