"""The named conditions of the steps: each a pure function from facts to a three-valued verdict.

A name is never reused for a new meaning: cases that run hold verdicts under it. The sentence that people
read stands in ``region/conditions.yaml`` in every language.
"""

from collections.abc import Callable

from guidelines.facts import MET, NOT_MET, Facts, Verdict, all_true, none_true, not_met, unknown

Condition = Callable[[Facts], Verdict]

CONDITIONS: dict[str, Condition] = {}


def condition(function: Condition) -> Condition:
    """Register a condition under its own name."""
    CONDITIONS[function.__name__] = function
    return function


@condition
def consular_contact_allowed(facts: Facts) -> Verdict:
    """No sign of an international-protection need (MX Ley de Migracion 112.V, 69.IV)."""
    return none_true(facts, "consulate_suppressed", "protection_need")


def not_withheld(facts: Facts, recipient: str) -> Verdict:
    """Met when the consent to share with ``recipient`` was not withdrawn (LGDNNA 76 protects a child's data)."""
    if facts.withheld_from is None:
        return unknown("withheld_from")
    return not_met("withheld_from") if recipient in facts.withheld_from else MET


@condition
def consulate_may_be_told(facts: Facts) -> Verdict:
    """Nobody withdrew the consent that the consulate has the child's data (our rule)."""
    return not_withheld(facts, "consulate")


@condition
def receiving_agency_may_be_told(facts: Facts) -> Verdict:
    """Nobody withdrew the consent that the receiving agency has the child's data (our rule)."""
    return not_withheld(facts, "receiving_agency")


@condition
def family_may_be_told(facts: Facts) -> Verdict:
    """Nobody withdrew the consent that the family has the child's data (our rule)."""
    return not_withheld(facts, "family")


@condition
def protection_need_found(facts: Facts) -> Verdict:
    """The screening found a need, or one was claimed later."""
    if facts.consulate_suppressed:
        return MET
    return all_true(facts, "protection_need")


@condition
def asylum_body_not_told(facts: Facts) -> Verdict:
    """Nobody has told the asylum body of the need yet (MX Ley de Migracion 112.V: at once; once is enough)."""
    return none_true(facts, "asylum_body_told")


@condition
def origin_is_the_childs(facts: Facts) -> Verdict:
    """Nobody asks a country of which the child was found not to be, or of which nobody knows that the child is."""
    return none_true(facts, "origin_in_doubt")


@condition
def origin_is_not_the_childs(facts: Facts) -> Verdict:
    """The inquiry into the identity ended in another country, or nowhere."""
    return all_true(facts, "origin_in_doubt")


@condition
def child_agrees_to_tracing(facts: Facts) -> Verdict:
    """The child's own agreement to look for the family (our default; LGDNNA 91 asks for the child's will)."""
    return all_true(facts, "tracing_agreed")


@condition
def risk_is_not_red(facts: Facts) -> Verdict:
    """Nobody studies a home to which the child cannot go (CoE Convention 16(7))."""
    if facts.risk_level is None:
        return unknown("risk_level")
    return NOT_MET if facts.risk_level == "red" else MET


@condition
def decision_is_return(facts: Facts) -> Verdict:
    """The decision served is that the child returns."""
    if facts.decided is None:
        return unknown("decided")
    return MET if facts.decided == "return" else NOT_MET


@condition
def decision_is_stay(facts: Facts) -> Verdict:
    """The decision served is one of the stays, in the host country or in a third one."""
    if facts.decided is None:
        return unknown("decided")
    return NOT_MET if facts.decided in ("return", "deferred", "not_a_victim") else MET


@condition
def decision_is_deferred(facts: Facts) -> Verdict:
    """The decision waits: for recovery, for the end of a trial."""
    if facts.decided is None:
        return unknown("decided")
    return MET if facts.decided == "deferred" else NOT_MET


@condition
def case_ends_in_host_country(facts: Facts) -> Verdict:
    """A stay was arranged, or the child is not a victim of trafficking and another track takes over."""
    if facts.decided is None:
        return unknown("decided")
    return NOT_MET if facts.decided in ("return", "deferred") else MET
