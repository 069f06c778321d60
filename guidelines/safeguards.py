"""The safeguards (1 to 16: domain 1.x), each a pure function of the facts and the gate it is asked at.

Each is judged at ``facts.now``: what counts is what was known and in date when the act was done.
The sentence, the source and the gates of each stand in ``region/safeguards.yaml``. Where a safeguard protects
against a wrong *return*, it is met by any decision that does not return the child.
"""

from collections.abc import Callable
from datetime import timedelta

from guidelines.conditions import receiving_agency_may_be_told
from guidelines.facts import MET, Facts, Verdict, all_of, all_true, none_true, not_met, unknown

Predicate = Callable[[Facts, str], Verdict]

SAFEGUARDS: dict[str, Predicate] = {}

TIME_BOUND: dict[str, tuple[str, ...]] = {
    "doubt_of_age_is_a_child": ("decision", "departure"),
    "nothing_pending_against_return": ("departure",),
    "child_heard_each_time": ("departure",),
    "no_return_into_red_risk": ("decision", "departure"),
    "reasoned_determination_in_date": ("decision", "departure"),
    "papers_never_say_victim": ("departure",),
}
"""Safeguards that one hour may meet and another not, and the gates at which: there the hour of the act counts."""

LAST_VIEW_WITHIN = timedelta(hours=24)
"""D4: the child's last view is at most this old at departure (our default)."""


def safeguard(function: Predicate) -> Predicate:
    """Register a safeguard under its own name."""
    SAFEGUARDS[function.__name__] = function
    return function


def _unless_no_return(facts: Facts, verdict: Verdict) -> Verdict:
    if facts.decided is None:
        return verdict if verdict.state == "not_met" else all_of(verdict, unknown("decided"))
    return verdict if facts.decided == "return" else MET


@safeguard
def never_in_a_cell(facts: Facts, gate: str) -> Verdict:
    """1. MX Ley de Migracion 99; LGPSEDMTP 75; NI Ley 896 art. 29."""
    return none_true(facts, "held_in_detention")


@safeguard
def doubt_of_age_is_a_child(facts: Facts, gate: str) -> Verdict:
    """2. MX LGDNNA 5; PANI protocol: if minority cannot be proved it is presumed.

    A final finding that the person is an adult leaves one decision open: that this path is not theirs.
    """
    if facts.decided == "not_a_victim":
        return MET
    return all_true(facts, "treated_as_child")


@safeguard
def guardian_first(facts: Facts, gate: str) -> Verdict:
    """3. No consent and no decision before a guardian without a conflict of interest.

    From the eighteenth birthday the young adult's own consent takes the guardian's place (MX Ley de Migracion 119).
    """
    if facts.of_age:
        return _unless_no_return(facts, all_true(facts, "own_consent_recorded"))
    return all_of(all_true(facts, "guardian_appointed"), none_true(facts, "guardian_has_conflict"))


@safeguard
def screening_before_consulate(facts: Facts, gate: str) -> Verdict:
    """4. MX Ley de Migracion 112.V: signs of need suppress every consular message."""
    clear = none_true(facts, "consulate_suppressed", "protection_need")
    return clear if gate == "consular_notice" else _unless_no_return(facts, clear)


@safeguard
def nothing_pending_against_return(facts: Facts, gate: str) -> Verdict:
    """5. No return while an asylum claim, an appeal, a court's stay or the nationality is open (LM 111.I, 111.V).

    The decision itself opens its term of appeal: that term shuts the departure, not the decision. Nobody is asked here
    whether the nationality is known: its own step comes before the determination, and says so.
    """
    appealed = facts.appeal_open and gate != "decision"
    pending = {
        "consulate_suppressed": facts.consulate_suppressed,
        "appeal_open": appealed,
        "open_holds": facts.open_holds,
        "nationality_confirmed": facts.nationality_confirmed is False,
    }
    if any(pending.values()):
        return _unless_no_return(facts, not_met(*(name for name, is_so in pending.items() if is_so)))
    names = ("consulate_suppressed", "open_holds") + (("appeal_open",) if gate != "decision" else ())
    missing = tuple(name for name in names if getattr(facts, name) is None)
    return _unless_no_return(facts, unknown(*missing) if missing else MET)


@safeguard
def child_heard_each_time(facts: Facts, gate: str) -> Verdict:
    """6. Views at the hearing, the determination, the decision, and before departure (LGDNNA 92)."""
    heard = all_true(facts, "child_informed", "views_at_hearing", "views_at_determination", "views_at_decision")
    if gate != "departure":
        return heard
    if facts.views_before_departure_at is None:
        return all_of(heard, unknown("views_before_departure_at"))
    fresh = timedelta() <= facts.now - facts.views_before_departure_at <= LAST_VIEW_WITHIN
    return all_of(heard, MET if fresh else not_met("views_before_departure_at"))


@safeguard
def voluntary_and_informed(facts: Facts, gate: str) -> Verdict:
    """7. CR Ley 9095; LGPSEDMTP 76; a consent without a recorded basis is none (GAO-15-521)."""
    wanted = all_true(facts, "return_is_voluntary", "consent_is_informed", "consent_basis_recorded")
    if gate == "departure":
        wanted = all_of(wanted, all_true(facts, "child_still_wants_to_return"))
    return _unless_no_return(facts, wanted)


@safeguard
def no_return_into_red_risk(facts: Facts, gate: str) -> Verdict:
    """8. CoE Convention 16(7); GC6 para 84. The assessment must also still be valid."""
    if facts.risk_level is None:
        return _unless_no_return(facts, unknown("risk_level"))
    if facts.risk_level == "red":
        return _unless_no_return(facts, not_met("risk_level"))
    if facts.risk_assessed_at is None or facts.risk_valid_days is None:
        return _unless_no_return(facts, unknown("risk_assessed_at"))
    valid = timedelta() <= facts.now - facts.risk_assessed_at <= timedelta(days=facts.risk_valid_days)
    return _unless_no_return(facts, MET if valid else not_met("risk_valid_days"))


@safeguard
def able_carer_agreed(facts: Facts, gate: str) -> Verdict:
    """9. A named carer who agrees and is able; before departure, accepted in writing (GC6 para 85)."""
    carer = all_true(facts, "carer_named", "carer_agrees", "carer_able")
    if gate != "decision":
        carer = all_of(carer, all_true(facts, "care_accepted_in_writing"))
    return _unless_no_return(facts, carer)


@safeguard
def reasoned_determination_in_date(facts: Facts, gate: str) -> Verdict:
    """10. Best interests determined with reasons, by a panel, and still in date."""
    reasoned = all_true(facts, "determination_reasoned", "determination_panel_complete")
    if facts.determination_valid_until is None:
        return all_of(reasoned, unknown("determination_valid_until"))
    in_date = facts.now <= facts.determination_valid_until
    return all_of(reasoned, MET if in_date else not_met("determination_valid_until"))


@safeguard
def migration_follows_protection(facts: Facts, gate: str) -> Verdict:
    """11. MX Ley de Migracion 112.III: the migration authority resolves according to the plan, not the reverse.

    A return that the determination did not recommend is refused; the determination must be taken anew first.
    """
    follows = all_true(facts, "decision_follows_protection_plan")
    if facts.decided == "return" and facts.determination_recommends is not None:
        follows = all_of(
            follows, MET if facts.determination_recommends == "return" else not_met("determination_recommends")
        )
    return follows


@safeguard
def specialised_escort_on_every_leg(facts: Facts, gate: str) -> Verdict:
    """12. MX Ley de Migracion 112.III; GCM objective 21."""
    return all_true(facts, "escort_specialised_on_every_leg")


@safeguard
def receiver_named_hours_agreed(facts: Facts, gate: str) -> Verdict:
    """13. MX-US arrangements; LM 112.III; 8 USC 1232(a)(2)(C): named officials, reasonable hours, notice given."""
    named = all_true(facts, "receiver_named", "handover_in_agreed_hours", "all_authorities_agreed")
    told = MET if facts.reception_notified_at is not None else unknown("reception_notified_at")
    if gate == "release":
        return all_of(named, told, all_true(facts, "receiver_is_the_one_named"))
    return all_of(named, told)


@safeguard
def handover_record_by_both(facts: Facts, gate: str) -> Verdict:
    """14. Custody passes only by a record that both sides sign, after each checked the other's identity."""
    return all_true(facts, "identities_checked_by_both", "handover_record_complete")


@safeguard
def follow_up_planned_before_travel(facts: Facts, gate: str) -> Verdict:
    """15. Follow-up is scheduled before the child travels."""
    return all_true(facts, "follow_up_scheduled")


@safeguard
def papers_never_say_victim(facts: Facts, gate: str) -> Verdict:
    """16. CR Ley 9095: the trafficking is not entered in identity or travel papers."""
    return all_true(facts, "papers_valid", "papers_without_victim_mark")


@safeguard
def transit_agreed(facts: Facts, gate: str) -> Verdict:
    """17. Domain section 7; MX Ley de Migracion 111.III: no country is crossed, or each has agreed and all is named."""
    return all_true(facts, "crossed_states_agreed")


@safeguard
def children_travel_together(facts: Facts, gate: str) -> Verdict:
    """18. MX Ley de Migracion 120. At the departure everybody is ready to leave; at the release, nobody was left."""
    return all_true(facts, "linked_children_ready" if gate == "departure" else "linked_children_travelling")


@safeguard
def earlier_return_reviewed(facts: Facts, gate: str) -> Verdict:
    """19. Domain section 7: trafficked again after return. No earlier case of the child, or its review is there."""
    return _unless_no_return(facts, all_true(facts, "earlier_return_reviewed"))


@safeguard
def origin_is_the_childs_country(facts: Facts, gate: str) -> Verdict:
    """21. MX Ley de Migracion 111.I: no message to, and no return into, a country of which the child is not."""
    right = none_true(facts, "origin_in_doubt")
    return right if gate == "consular_notice" else _unless_no_return(facts, right)


@safeguard
def receiver_may_be_told(facts: Facts, gate: str) -> Verdict:
    """20. Our rule: no return to where nobody may be told whom they receive (a withdrawn consent; LGDNNA 76)."""
    return _unless_no_return(facts, receiving_agency_may_be_told(facts))
