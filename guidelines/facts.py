"""What a guideline may ask about a case. Every fact can be unknown, and unknown is not false."""

from datetime import datetime
from typing import Literal

from guidelines.model import Model

Outcome = Literal[
    "return",
    "refugee",
    "complementary_protection",
    "victim_stay",
    "family_here",
    "alternative_care",
    "third_country",
    "deferred",
    "not_a_victim",
]
"""What may be decided for the child (domain C1). Only ``return`` leads to travel."""

RiskLevel = Literal["green", "amber", "red"]


class Facts(Model):
    """A case as the guidelines see it: no names, no free text. None means that nobody has said yet.

    The record builds it: each report supplies the facts it carries; the case supplies its own state. ``now`` is the
    moment that is judged: for an act already done, when it was done. All times are UTC.
    """

    now: datetime
    host: str
    origin: str
    # the state of the case
    consulate_suppressed: bool | None = None
    open_holds: tuple[str, ...] | None = None
    withheld_from: tuple[str, ...] | None = None
    linked_children_ready: bool | None = None
    linked_children_travelling: bool | None = None
    # urgent measure and shelter
    held_in_detention: bool | None = None
    # age
    treated_as_child: bool | None = None
    # majority
    of_age: bool | None = None
    own_consent_recorded: bool | None = None
    # guardian
    guardian_appointed: bool | None = None
    guardian_has_conflict: bool | None = None
    # hearing
    child_informed: bool | None = None
    views_at_hearing: bool | None = None
    tracing_agreed: bool | None = None
    # protection screening
    protection_need: bool | None = None
    # a claim of protection, and who was told of it
    asylum_body_told: bool | None = None
    # nationality
    nationality_confirmed: bool | None = None
    origin_in_doubt: bool | None = None
    # an earlier case of the child
    earlier_return_reviewed: bool | None = None
    # risk
    risk_level: RiskLevel | None = None
    risk_assessed_at: datetime | None = None
    risk_valid_days: int | None = None
    # home study
    carer_named: bool | None = None
    carer_agrees: bool | None = None
    carer_able: bool | None = None
    # determination
    determination_reasoned: bool | None = None
    determination_panel_complete: bool | None = None
    determination_valid_until: datetime | None = None
    determination_recommends: Outcome | None = None
    views_at_determination: bool | None = None
    # decision
    decided: Outcome | None = None
    views_at_decision: bool | None = None
    decision_follows_protection_plan: bool | None = None
    appeal_open: bool | None = None
    return_is_voluntary: bool | None = None
    consent_is_informed: bool | None = None
    consent_basis_recorded: bool | None = None
    # acceptance
    care_accepted_in_writing: bool | None = None
    # documents
    papers_valid: bool | None = None
    papers_without_victim_mark: bool | None = None
    # plan and agreement
    departure_at: datetime | None = None
    receiver_named: bool | None = None
    handover_in_agreed_hours: bool | None = None
    follow_up_scheduled: bool | None = None
    crossed_states_agreed: bool | None = None
    all_authorities_agreed: bool | None = None
    reception_notified_at: datetime | None = None
    # preparation of the child
    views_before_departure_at: datetime | None = None
    child_still_wants_to_return: bool | None = None
    # escort
    escort_specialised_on_every_leg: bool | None = None
    # handover
    receiver_is_the_one_named: bool | None = None
    identities_checked_by_both: bool | None = None
    handover_record_complete: bool | None = None


FactName = str


class Verdict(Model):
    """The answer of a condition or a safeguard.

    ``missing`` names the facts nobody has supplied yet; ``against`` those that say that it does not hold.
    """

    state: Literal["met", "not_met", "unknown"]
    missing: tuple[FactName, ...] = ()
    against: tuple[FactName, ...] = ()

    @property
    def met(self) -> bool:
        """True only when it is known to hold."""
        return self.state == "met"


MET = Verdict(state="met")
NOT_MET = Verdict(state="not_met")


def unknown(*facts: FactName) -> Verdict:
    """Nobody can say yet, because ``facts`` are missing."""
    return Verdict(state="unknown", missing=facts)


def not_met(*facts: FactName) -> Verdict:
    """It does not hold, because ``facts`` are as they are."""
    return Verdict(state="not_met", against=facts)


def all_true(facts: Facts, *names: FactName) -> Verdict:
    """Met when every named fact is true; not met when one is known to be false; else unknown."""
    values = {name: getattr(facts, name) for name in names}
    if against := tuple(name for name, value in values.items() if value is False):
        return not_met(*against)
    missing = tuple(name for name, value in values.items() if value is None)
    return unknown(*missing) if missing else MET


def none_true(facts: Facts, *names: FactName) -> Verdict:
    """Met when every named fact is known to be false; not met when one is true; else unknown."""
    values = {name: getattr(facts, name) for name in names}
    if against := tuple(name for name, value in values.items() if value is True):
        return not_met(*against)
    missing = tuple(name for name, value in values.items() if value is None)
    return unknown(*missing) if missing else MET


def all_of(*verdicts: Verdict) -> Verdict:
    """Met when all are; not met when one is not; else unknown. With everything that is missing or against it."""
    if any(verdict.state == "not_met" for verdict in verdicts):
        return not_met(*dict.fromkeys(name for verdict in verdicts for name in verdict.against))
    missing = tuple(dict.fromkeys(name for verdict in verdicts for name in verdict.missing))
    return unknown(*missing) if missing else MET
