"""The words of codes that the record holds: one table each, msgids, translated where they are shown."""

from collections.abc import Iterator

from cases.reports.coded import Coded
from cases.words import N_

STATUSES = {
    "waiting": N_("Not open yet"),
    "open": N_("Open"),
    "submitted": N_("Waits for approval"),
    "finished": N_("Done"),
    "not_applicable": N_("Does not apply"),
    "overdue": N_("Overdue"),
    "due_soon": N_("Due soon"),
    "running": N_("In time"),
    "paused": N_("Clock stopped"),
    "met": N_("Met"),
    "not_met": N_("Not met"),
    "unknown": N_("Not known yet"),
    "set_aside": N_("Set aside"),
    "asked_here": N_("Answered in the form"),
    "closed": N_("Closed"),
    "erased": N_("Erased"),
    "sent": N_("Sent"),
    "not_sent": N_("Not sent by mail"),
    "failed": N_("Not delivered"),
    "cancelled": N_("Cancelled: consent withdrawn"),
    "stands": N_("Stands"),
    "not_standing": N_("Does not stand"),
    "proposed": N_("Proposed"),
    "adopted": N_("Adopted"),
    "rejected": N_("Rejected"),
    "verified": N_("Found in a source"),
    "to_verify": N_("To be verified"),
}

LOOK = {
    "open": ("", "○"),
    "running": ("", "○"),
    "submitted": ("warn", "◐"),
    "finished": ("good", "✓"),
    "met": ("good", "✓"),
    "stands": ("good", "✓"),
    "adopted": ("good", "✓"),
    "rejected": ("", "✕"),
    "proposed": ("warn", "?"),
    "sent": ("good", "✓"),
    "verified": ("good", "✓"),
    "overdue": ("bad", "■"),
    "not_met": ("bad", "✕"),
    "failed": ("bad", "✕"),
    "due_soon": ("warn", "▲"),
    "unknown": ("warn", "?"),
    "set_aside": ("warn", "!"),
    "to_verify": ("warn", "?"),
    "paused": ("warn", "‖"),
    "not_applicable": ("", "–"),
    "closed": ("", "■"),
    "erased": ("", "□"),
    "cancelled": ("", "✕"),
}
"""Colour and shape of a state: who sees no colour reads the shape and the word."""

AT_ITS_HOUR = {
    "decision": N_("Judged here as of now. What counts is the hour at which the decision is made."),
    "departure": N_("Judged here as of now. What counts is the hour of the departure."),
}
"""Beside a safeguard that one hour may meet and another not (docs/decisions/12): by its gate."""

BASES = {
    "instrument": ("law", N_("Instrument")),
    "national_law": ("law", N_("National law")),
    "design_default": ("ours", N_("Our default")),
}

CUSTODIANS = {
    "finder": N_("Whoever found the child"),
    "host": N_("The host country’s child protection"),
    "escort": N_("The escort"),
    "origin": N_("The origin country’s child protection"),
    "carer": N_("The carer"),
    "nobody": N_("Nobody: the child is missing"),
}

SIDES = {"host": N_("Host country"), "origin": N_("Country of origin"), "both": N_("Both countries")}

ROLES = {
    "caseworker": N_("Caseworker"),
    "supervisor": N_("Supervisor"),
    "partner": N_("Partner agency"),
    "administrator": N_("Administrator"),
    "auditor": N_("Auditor"),
    "analyst": N_("Analyst"),
    "counterpart": N_("The other country"),
}

PASSWORD_FAULTS = {
    "short": N_("It has fewer than 12 characters. Use several words that do not belong together."),
    "long": N_("It has more than 500 characters. Use a shorter one."),
    "easy": N_(
        "It is among the first that somebody would try: a common password, a name, a word of this work, a date, keys "
        "side by side. Use several words that do not belong together."
    ),
    "same": N_("It is the one that you have. Choose another."),
    "differ": N_("The two are not the same. Type the new password twice."),
}
"""cases.passwords.Fault."""

WAYS_IN = {
    "off": N_("Your password"),
    "allowed": N_("Your password, or the sign-in of your institution"),
    "only": N_("The sign-in of your institution alone: a password opens nothing"),
}
"""By cases.sign_on.SignOn."""

ACCOUNT_CHANGES = {
    "codes_on": N_("Codes of a telephone were turned on"),
    "codes_off": N_("Codes of the telephone were turned off"),
    "passkey_added": N_("A passkey was added"),
    "passkey_removed": N_("A passkey was removed"),
    "recovery_codes": N_("New recovery codes were made"),
    "sign_on_linked": N_("The sign-in of your institution was linked with this account"),
    "password_changed": N_("The password was changed"),
    "sessions_ended": N_("You were signed out elsewhere, from another of your sessions"),
    "sign_on_ways": N_("Whoever runs this installation changed by which way you sign in"),
    "factors_reset": N_("Whoever runs this installation turned every second factor off"),
    "password_given": N_("Whoever runs this installation gave you a new first password"),
    "signed_out": N_("Whoever runs this installation signed you out everywhere"),
    "closed": N_("Whoever runs this installation closed the account"),
}
"""By cases.repository.account_changes.Change."""

ACTS = {
    "case_opened": N_("Opened the case"),
    "opened": N_("The step opened"),
    "stage_entered": N_("The case entered this stage"),
    "does_not_apply": N_("The step does not apply"),
    "finished": N_("Finished the step"),
    "submitted": N_("Sent the step in for approval"),
    "approved": N_("Approved the step"),
    "sent_back": N_("Sent the step back"),
    "progress_reported": N_("Reported progress"),
    "reopened": N_("Opened the step again"),
    "assigned": N_("Gave the step to somebody"),
    "reminded": N_("A reminder was sent"),
    "lapsed": N_("The time ran out: somebody was told"),
    "escalated": N_("The time ran out: the next people were told"),
    "acknowledged": N_("Has seen the alert"),
    "extension_asked": N_("Asked for more time"),
    "extension_agreed": N_("Agreed to more time"),
    "extended": N_("The time was extended"),
    "extension_refused": N_("Refused more time"),
    "event_reported": N_("Reported an event"),
    "referral_withdrawn": N_("Withdrew the request"),
    "released": N_("Signed the handover"),
    "received": N_("Received the child and signed: custody passed"),
    "handover_refused": N_("Did not take over"),
    "origin_took_over": N_("The case goes on in the country of origin"),
    "promise_undone": N_("Undid what was promised for the journey"),
    "override_asked": N_("Asked to set a safeguard aside"),
    "override_confirmed": N_("Confirmed setting a safeguard aside"),
    "override_refused": N_("Refused to set a safeguard aside"),
    "duplicate_joined": N_("Closed this case: it was opened twice, and another goes on"),
    "duplicate_taken_over": N_("This case goes on for one that was opened twice"),
    "episode_linked": N_("Linked an earlier case of the same child"),
    "later_episode_linked": N_("A later case of the same child was linked"),
    "came_of_age": N_("The child came of age"),
    "border_closed": N_("Held every journey at a border on this case’s way"),
    "border_reopened": N_("Let journeys go on at a border on this case’s way"),
    "linked": N_("Linked the case of a child who belongs to this one"),
    "separated": N_("Recorded the determination by which two children part"),
    "fellow_stopped": N_("The journey of a child who travels along was broken off"),
    "correction_submitted": N_("Submitted a correction for approval"),
    "correction_approved": N_("Approved a correction"),
    "correction_refused": N_("Refused a correction"),
    "corrected": N_("Corrected the report"),
    "edition_adopted": N_("Adopted another edition of the guidelines"),
    "agency_let_in": N_("Let an agency in"),
    "protected": N_("Only named people may know of the case"),
    "protection_ended": N_("Everybody who takes part may know of the case again"),
    "agency_part_over": N_("Ended the part of an agency"),
    "document_attached": N_("Attached a document"),
    "document_withdrawn": N_("Withdrew a document"),
}
"""What the ledger's acts are called; the sentence has its person in front."""

SIMILAR = {
    "sounds_the_same": N_("The name sounds the same"),
    "looks_alike": N_("The name looks alike"),
    "same_birth_date": N_("The same date of birth"),
    "same_paper": N_("The same document"),
    "elsewhere": N_("There may be a case at another agency; ask your supervisor"),
}

FUNCTIONS = {
    "protection": N_("Answers for the child"),
    "consulate": N_("Consulate"),
    "shelter": N_("Shelter"),
    "escort": N_("Escort"),
}
"""What an agency does in cases."""

LINKS = {
    "sibling": N_("Brother or sister"),
    "family": N_("Of the same family"),
    "group": N_("Found in the same group"),
    "duplicate_of": N_("Goes on in that case"),
    "duplicate": N_("Opened twice; went on here"),
    "earlier_episode": N_("An earlier case of the same child"),
    "later_episode": N_("A later case of the same child"),
}
"""How two cases belong together."""

ASKED_LINKS = {"duplicate": N_("This case was opened twice: it ends, the other goes on")}
"""The same where somebody is about to say so."""

LABELLED = {
    "duplicate": N_("Opened twice; another case goes on"),
    "new_episode": N_("Trafficked again; a new case goes on"),
    "lost": N_("Not found; the search of this case was closed"),
    "ready": N_("Ready"),
    "unwilling": N_("The child does not want to go"),
    "red_flag": N_("Warning signs"),
    "stable": N_("Stable"),
    "as_planned": N_("As planned"),
    "changed": N_("Changed"),
    "decide_again": N_("Decide again"),
    "handed_over": N_("Handed over to the country of origin"),
    "standing": N_("Stands"),
}


def _coded(kind: type[Coded] = Coded) -> Iterator[tuple[str, str]]:
    for each in kind.__subclasses__():
        yield from ((member.value, member.label) for member in each)
        yield from _coded(each)


OUTCOMES = {**dict(_coded()), **LABELLED}
"""How a step ended, from the codes of the reports. Codes that two lists share have the same words in both."""
