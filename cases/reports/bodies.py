"""Which bodies detect children."""

from cases.reports.coded import Coded
from cases.words import N_


class DetectingBody(Coded):
    """Any public official may detect, and civil society too (domain A1)."""

    MIGRATION = "migration", N_("Migration")
    POLICE = "police", N_("Police")
    LABOUR = "labour", N_("Labour inspection")
    HEALTH = "health", N_("Health service")
    SCHOOL = "school", N_("School")
    CHILD_PROTECTION = "child_protection", N_("Child protection")
    CIVIL_SOCIETY = "civil_society", N_("Civil society")
    OTHER = "other", N_("Other")
