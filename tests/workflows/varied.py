"""Reports that turn a case this way or that: each the worked example with what somebody else might have found."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.workflows.acting import Play

Report = dict[str, Any]
Change = Callable[[Report], None]


def _set(**values: Any) -> Change:
    return lambda report: report.update(values)


def _need(report: Report) -> None:
    report |= {"finding": "need", "signs": ["violence"], "referred_to": "COMAR", "referred_at": report["done_at"]}


def _deferred(report: Report) -> None:
    review = datetime.fromisoformat(report["done_at"]) + timedelta(days=20)
    report |= {"decided": "deferred", "review_on": review.isoformat(), "consent": None}


def _open_all_day(report: Report) -> None:
    report["handover"] |= {"opens": "00:00:00", "closes": "23:59:59"}


def _untrained(report: Report) -> None:
    report["legs"][0]["trained"] = False


def _stranger(report: Report) -> None:
    report["receiver"] |= {"name": "Nadie Ejemplo", "paper": "DPI-EJEMPLO-0099"}


def _self_received(report: Report) -> None:
    report["receiver"] = report["deliverer"]


def _unsigned(report: Report) -> None:
    report["receiver"]["signed_at"] = None


def _other_record(report: Report) -> None:
    report["record_number"] = "ACTA-EJEMPLO-99"


def _too_early(report: Report) -> None:
    report["done_at"] = (datetime.fromisoformat(report["done_at"]) - timedelta(days=900)).isoformat()


def _later(report: Report) -> None:
    report["done_at"] = (datetime.fromisoformat(report["done_at"]) + timedelta(hours=3)).isoformat()


def _waits(report: Report) -> None:
    until = datetime.fromisoformat(report["done_at"]) + timedelta(hours=4)
    report |= {"next": "waits", "wait_place": "shelter", "wait_with": "Elena", "wait_until": until.isoformat()}


def _turns_back(report: Report) -> None:
    report |= {"next": "turns_back", "expected_back_at": report["done_at"]}


def _gives_up(report: Report) -> None:
    report |= {"goes_on": False, "expected_back_at": report["done_at"]}


def _booked(report: Report) -> None:
    _open_all_day(report)
    for number, leg in enumerate(report["legs"], 1):
        leg["carrier"] = f"Autobuses Ejemplo {number}"


def _before_departure(report: Report) -> None:
    report |= dict.fromkeys(("record_number", "place", "condition", "belongings"), "")
    report |= dict.fromkeys(("deliverer", "receiver", "passed_at"))
    report["legs"] = [report["legs"][0] | {"number": 1}, *report["legs"]]


def _as_it_is(_: Report) -> None:
    """The example."""


VARIANTS: Mapping[str, tuple[tuple[int, Change], ...]] = {
    "hearing": ((3, _as_it_is), (1, _set(agrees_to_tracing=False))),
    "guardian": ((6, _as_it_is), (1, _set(other_conflict=True, conflict_details="Works for the court."))),
    "protection_screening": ((6, _as_it_is), (1, _need)),
    "national_act": ((1, _set(evidence=[{"kind": "court_ruling", "reference": "R-1"}])),),
    "risk_assessment": ((5, _as_it_is), (1, _set(level="red")), (1, _set(level="green")), (1, _set(valid_days=1))),
    "home_study": ((4, _as_it_is), (1, _set(agrees=False, able=False, alternative="An uncle."))),
    "best_interests_determination": (
        (5, _as_it_is),
        (1, _set(recommends="victim_stay")),
        (1, _set(recommends="deferred")),
        (1, _set(recommends="not_a_victim")),
    ),
    "decision": (
        (6, _as_it_is),
        (2, _set(decided="victim_stay", consent=None)),
        (1, _set(decided="not_a_victim", consent=None)),
        (2, _deferred),
        (1, _set(appeal_waived=False, waiver_heard_by="")),
    ),
    "acceptance": ((4, _as_it_is), (1, _set(answer="refused", refusal_reason="No carer was found."))),
    "repatriation_plan": ((5, _open_all_day), (4, _booked), (1, _set(visits=[]))),
    "child_preparation": ((6, _as_it_is), (1, _set(wants_to_return=False, why_not="I am afraid."))),
    "escort": ((6, _as_it_is), (1, _untrained), (1, _self_received), (1, _unsigned)),
    "handover_receipt": ((6, _as_it_is), (1, _stranger), (1, _unsigned), (1, _other_record)),
    "leg_failed": ((2, _as_it_is), (2, _waits), (1, _turns_back)),
    "wait_ended": ((1, _as_it_is), (1, _gives_up)),
    "escort_replaced": ((1, _as_it_is), (1, _before_departure)),
    "confirm_placement": ((3, _as_it_is), (1, _set(answer="given_up", why_not="The aunt has moved."))),
    "placement": ((6, _as_it_is), (1, _self_received)),
    "follow_up": ((4, _as_it_is), (1, _set(red_flags=["threats"], action="Police told."))),
}

IMPOSSIBLE: tuple[tuple[int, Change], ...] = ((20, _as_it_is), (1, _too_early), (1, _later))
"""Times that cannot be, now and then."""


def pick(options: tuple[tuple[int, Change], ...], number: int) -> Change:
    """The option that a number falls on, by weight."""
    at = number % sum(weight for weight, _ in options)
    for weight, change in options:
        at -= weight
        if at < 0:
            return change
    raise AssertionError("weights must be positive")


def varied(play: Play, name: str, number: int) -> Report:
    """A report as done a minute ago, as ``number`` would have it."""
    report = play.fresh(name)
    pick(VARIANTS.get(name, ((1, _as_it_is),)), number // 7)(report)
    pick(IMPOSSIBLE, number)(report)
    return report
