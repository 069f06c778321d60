"""What the reports of consents to share must refuse: the example, changed in one point, and the field that says so."""

from typing import Any

LATER = "2028-01-01T00:00:00Z"

REFUSALS_OF_SHARING: list[tuple[str, dict[str, Any], str]] = [
    ("sharing_consented", {"recipient": "other_recipient"}, "recipient_name"),
    ("sharing_consented", {"purpose": "other_purpose"}, "purpose_details"),
    ("sharing_consented", {"given_by": "by_guardian"}, "child_said"),
    ("sharing_consented", {"interpreter_silent": False}, "interpreter_silent"),
    ("sharing_consented", {"may_withdraw_told": False}, "may_withdraw_told"),
    ("sharing_consented", {"given_at": LATER}, "given_at"),
    ("sharing_consented", {"until": "2026-12-01"}, "until"),
    ("sharing_consented", {"why_able": " "}, "why_able"),
    ("sharing_consented", {"how_informed": ""}, "how_informed"),
    ("sharing_withdrawn", {"recipient": "other_recipient"}, "recipient_name"),
    ("sharing_withdrawn", {"may_have_for_others": True}, "purpose"),
    ("sharing_withdrawn", {"given_by": "by_guardian"}, "child_said"),
    ("sharing_withdrawn", {"pressure_suspected": True}, "pressure_details"),
    ("sharing_withdrawn", {"withdrawn_at": LATER}, "withdrawn_at"),
    ("sharing_withdrawn", {"words": ""}, "words"),
    ("sharing_reviewed", {"views.heard": "not_heard", "views.why_not": "Asleep."}, "views.heard"),
]
