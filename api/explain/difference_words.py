"""The sentences of differences between two editions, by what differs. Msgids."""

from cases.words import N_

BASES = {"instrument": N_("Instrument"), "national_law": N_("National law"), "design_default": N_("Our default")}

NOTHING_DIFFERS = N_("Nothing differs.")

ADOPTED = (
    N_("%(id)s is adopted and applies from %(day)s."),
    N_("Start the workers and the API again: they read the guidelines once, when they start."),
    N_("Cases that run keep their edition; the supervisor in charge is offered this one."),
)
"""What is said when a proposal was adopted."""

GATES = {
    "consular_notice": N_("the notice to the consulate"),
    "decision": N_("the decision"),
    "departure": N_("the departure"),
    "release": N_("the handover"),
}
CALENDARS = {
    "host": N_("the host country’s calendar"),
    "origin": N_("the origin country’s calendar"),
    "both": N_("days that both countries work"),
}
STARTS = {
    "opened": N_("the opening of this step"),
    "detected": N_("the moment the child was found"),
    "majority": N_("the eighteenth birthday"),
    "case_opened": N_("the opening of the case"),
    "review": N_("the day of review that the decision names"),
    "before": N_("counted back from"),
    "after": N_("counted from"),
}
FIELDS = {
    "title": N_("its title"),
    "introduction": N_("its introduction"),
    "sequence": N_("the order in which things are listed"),
    "duty": N_("the wording of the duty"),
    "cite": N_("its source"),
    "report": N_("its report"),
    "if_blocked": N_("what to do while it is blocked"),
    "standard": N_("the standard ladder"),
    "urgent": N_("the urgent ladder"),
    "consular": N_("the ladder towards the consulate"),
    "supervisor": N_("a supervisor"),
    "counterpart": N_("the other country"),
}

SENTENCES: dict[tuple[str, str], str] = {
    ("step", "added"): N_("New step: %(title)s, in the stage %(becomes)s."),
    ("step", "removed"): N_("%(title)s: this step is not asked for any more."),
    ("", "stage"): N_("%(title)s: it belongs to the stage %(becomes)s, no longer to %(was)s."),
    ("", "term"): N_("%(title)s: the term is %(becomes)s (%(becomes_basis)s) instead of %(was)s (%(was_basis)s)."),
    ("", "start"): N_("%(title)s: its clock is %(becomes)s; it was %(was)s."),
    ("", "calendar"): N_("%(title)s: its clock counts %(becomes)s, no longer %(was)s."),
    ("", "clock_added"): N_("%(title)s: it has a term now, of %(becomes)s (%(becomes_basis)s)."),
    ("", "clock_removed"): N_("%(title)s: it has no term any more; it was %(was)s."),
    ("", "ladder"): N_("%(title)s: a lapse is told along %(becomes)s, no longer along %(was)s."),
    ("", "reminders"): N_("%(title)s: the reminders come at other times."),
    ("", "source"): N_("%(title)s: the term stays, its source is another (%(becomes_basis)s)."),
    ("", "visit_added"): N_("%(title)s: a new visit, due after %(becomes)s."),
    ("", "visit_removed"): N_("%(title)s: this visit is not asked for any more."),
    ("", "responsible"): N_("%(title)s: responsible is %(becomes)s, no longer %(was)s."),
    ("", "side"): N_("%(title)s: it is another country’s to do."),
    ("", "gate"): N_("%(title)s: the gate judged is %(becomes)s; it was %(was)s."),
    ("", "approvals"): N_("%(title)s: it is approved by %(becomes)s; it was %(was)s."),
    ("", "evidence_added"): N_("%(title)s: it asks for more papers: %(becomes)s."),
    ("", "evidence_removed"): N_("%(title)s: it does not ask any more for: %(was)s."),
    ("", "order"): N_("%(title)s: it comes after %(becomes)s; before, after %(was)s."),
    ("", "conditions"): N_("%(title)s: the conditions under which it applies or opens are others: %(becomes)s."),
    ("", "added"): N_("New: %(title)s"),
    ("", "removed"): N_("Not any more: %(title)s"),
    ("safeguard", "added"): N_("New safeguard: %(title)s"),
    ("safeguard", "removed"): N_("Safeguard that is gone: %(title)s"),
    ("", "gates"): N_("Safeguard “%(title)s”: judged before %(becomes)s; it was %(was)s."),
    ("", "overridable"): N_("Safeguard “%(title)s”: whether it may be set aside is decided otherwise."),
    ("interruption", "added"): N_("New event that may interrupt a case: %(title)s."),
    ("interruption", "removed"): N_("Event that is gone: %(title)s."),
    ("", "hold_gates"): N_("%(title)s: it shuts %(becomes)s; it was %(was)s."),
    ("", "hold_pauses"): N_("%(title)s: it stops our clocks in %(becomes)s; it was %(was)s."),
    ("", "duty"): N_("%(title)s: another step owns the next move."),
    ("", "rungs"): N_("Whom a lapse is told, %(title)s: %(becomes)s; it was %(was)s."),
    ("", "holder"): N_("%(title)s: the office is held by %(becomes)s, no longer by %(was)s."),
    ("", "other"): N_("%(title)s: something else is worded or ruled otherwise (%(becomes)s)."),
}
"""By what differs and how; where the first part is empty, for everything that differs so."""
