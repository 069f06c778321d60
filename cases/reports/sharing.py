"""Who may receive a child's data, for what, and by whose word: the codes that consents and withdrawals share."""

from cases.reports.coded import Coded
from cases.words import N_


class Recipient(Coded):
    """Who receives: as far as possible who takes part in a case; the prosecutor and others are told outside it."""

    CONSULATE = "consulate", N_("The consulate, and the ministry of foreign affairs of that country")
    RECEIVING_AGENCY = "receiving_agency", N_("The agency of the receiving country")
    FAMILY = "family", N_("The family, or whoever is to care for the child")
    JUSTICE = "justice", N_("Prosecutor or court")
    OTHER = "other_recipient", N_("Somebody else")


class Purpose(Coded):
    """For what."""

    IDENTITY = "prove_identity", N_("Prove identity and nationality, and obtain papers")
    TRACING = "find_family", N_("Look for the family and study the home")
    RETURN = "return_and_reception", N_("Prepare a return and the reception")
    FOLLOW_UP = "care_afterwards", N_("Care, school and visits afterwards")
    JUSTICE = "proceedings", N_("Investigate and try the trafficking")
    OTHER = "other_purpose", N_("Another purpose")


class GivenBy(Coded):
    """Whose word it is."""

    CHILD = "by_child", N_("The child")
    GUARDIAN = "by_guardian", N_("The guardian, with the child heard")
    YOUNG_ADULT = "by_young_adult", N_("The young adult, from the eighteenth birthday on")
