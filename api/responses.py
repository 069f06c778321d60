"""Which problems a route may answer with, for its documentation."""

from http import HTTPStatus
from typing import Any

from api.errors import STATUS
from api.schemas.problem import Problem

Responses = dict[int | str, dict[str, Any]]

READS = ("not_signed_in", "not_found", "not_understood", "case_erased")
PAST = ("not_open_then", "not_kept_then", "not_taking_part_then", "no_such_day")
ACTS = (
    *READS,
    "form_not_ours",
    "not_allowed",
    "own_work",
    "too_large",
    "step_not_open",
    "stale_round",
    "evidence_missing",
    "report_invalid",
    "safeguard_not_met",
    "consulate_suppressed",
    "origin_in_doubt",
    "determined_before",
    "sharing_withdrawn",
    "clock_is_law",
    "event_not_possible",
    "not_in_time",
    "already_answered",
    "nothing_to_answer",
    "nothing_to_correct",
    "consequences_changed",
    "case_closed",
    "case_moved",
    "duties_open",
    "held",
    "case_not_in_engine",
    "no_room",
    "not_confirmed_yet",
)


DUTIES = ("second_factor_missing", "password_to_change")


def problems(*codes: str, guarded: bool = True) -> Responses:
    """By status: the problems with these codes. Who must be signed in may also ask too much, or find the keys away.

    ``guarded``: also who has something to do on their account first (a second factor, a password of their own) is
    turned away.
    """
    if "not_signed_in" in codes:
        codes = (*codes, "keys_away", "too_much_asked", *(DUTIES if guarded else ()))
    by_status: dict[int, list[str]] = {}
    for code in codes:
        by_status.setdefault(int(STATUS[code]), []).append(code)
    answers: Responses = {
        status: {"model": Problem, "description": f"Problem: {', '.join(same)}."}
        for status, same in sorted(by_status.items())
    }
    if (wait := answers.get(HTTPStatus.TOO_MANY_REQUESTS)) is not None:
        wait["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return answers
