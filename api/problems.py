"""What a refusal says to people: a title and a sentence, as msgids. ``details`` of the refusal fill in the blanks."""

from api.document_problems import DOCUMENT_PROBLEMS
from api.sign_in_problems import SIGN_IN_PROBLEMS, Said
from cases.words import N_

PROBLEMS: dict[str, Said] = {
    "not_signed_in": (N_("Sign in first"), N_("Nobody is signed in, or the session is over. Sign in and try again.")),
    **SIGN_IN_PROBLEMS,
    "form_not_ours": (
        N_("Form out of date"),
        N_("This form was made for another session. Load the page again; what you typed is kept as a draft."),
    ),
    "not_allowed": (N_("Not your task"), N_("You take part in this case, but this act belongs to somebody else.")),
    "not_for_your_role": (N_("Not for your role"), N_("People in another role may do this. Ask your supervisor.")),
    "own_work": (
        N_("A second person is needed"),
        N_("Nobody approves their own work. Ask another supervisor, or the other side."),
    ),
    "no_such_person": (
        N_("No such person"),
        N_("Name people of the agencies that take part in this case now."),
    ),
    "takes_part_already": (
        N_("You take part in this case"),
        N_("Open it as you always do: nobody needs to be told."),
    ),
    "nobody_to_tell": (
        N_("Nobody could be told"),
        N_(
            "A case is read in an emergency only where somebody else is told of it at once, and nobody could be: there "
            "is no auditor and no other supervisor who may know of it. Call the agency that has the case."
        ),
    ),
    "no_such_agency": (
        N_("No such agency"),
        N_("Choose an agency of your own country. An agency abroad is let in by the people of its country."),
    ),
    "part_by_right": (
        N_("It takes part by right"),
        N_("This agency takes part without having been let in. It need not be, and nobody can end that."),
    ),
    "end_needed": (
        N_("Say until when"),
        N_(
            "An agency is let in until a day to come, and not for longer than the guidelines say. It can be let in "
            "again then."
        ),
    ),
    "let_in_takes_nothing": (
        N_("Not for an agency that was let in"),
        N_(
            "Your agency reads this case until a day, and a file would stay longer. Ask an agency that takes part "
            "without an end: it can give the file to whoever needs it, and answers for it."
        ),
    ),
    "protected_by_supervisor": (
        N_("A named supervisor takes it"),
        N_("Only named people may know of this case. One of them who is a supervisor can take it as a file."),
    ),
    "not_found": (N_("Not found"), N_("There is nothing at this address that you may see.")),
    "no_such_method": (N_("Not possible here"), N_("This address does not take this kind of request.")),
    "step_not_open": (N_("The step is not open"), N_("This step is not open for that now. Load the case again.")),
    "stale_round": (
        N_("The step has begun anew"),
        N_("The form was made for an earlier round of this step. Load it again; what you typed is kept."),
    ),
    "evidence_missing": (N_("Evidence is missing"), N_("The step asks for papers that the report does not name.")),
    "report_invalid": (N_("The report has faults"), N_("Some answers are missing or cannot be right. See each field.")),
    "safeguard_not_met": (
        N_("A safeguard is not met"),
        N_("What protects the child here is not all in place. See the list of what is missing."),
    ),
    "consulate_suppressed": (
        N_("No message to the consulate"),
        N_("There are signs of a need for international protection. Nothing may be told to the consulate."),
    ),
    "origin_in_doubt": (
        N_("Not the consulate of the child's country"),
        N_(
            "The child is of another country, or nobody can say of which. Open a case with the right country and have "
            "a supervisor join this one to it, or arrange a stay here."
        ),
    ),
    "determined_before": (
        N_("The determination is older than the link"),
        N_(
            "Only a determination taken after the children were linked can let them part. Send the determination back, "
            "have it taken again with both children in mind, then report the separation."
        ),
    ),
    "sharing_withdrawn": (
        N_("The consent to share was withdrawn"),
        N_("Nothing more may be told to this recipient. Look at the case page: the review has the next move."),
    ),
    "clock_is_law": (N_("The term is set by law"), N_("A term that a law or an instrument sets is not extended.")),
    "event_not_possible": (N_("Not possible at this stage"), N_("This cannot happen to the case as it stands.")),
    "not_in_time": (N_("The date cannot be right"), N_("The date is in the future, or before the case began.")),
    "already_answered": (N_("Already answered"), N_("Somebody else was first; their answer stands.")),
    "nothing_to_answer": (N_("Nothing to answer"), N_("There is nothing here that waits for this answer.")),
    "nothing_to_correct": (
        N_("Nothing to correct"),
        N_("This says the same as the report that stands. Change what is wrong in it."),
    ),
    "consequences_changed": (
        N_("Something else would follow now"),
        N_("The case has moved on since you looked. See what follows from the correction now, then confirm it."),
    ),
    "case_closed": (N_("The case is closed"), N_("Nothing more can be done in a closed case.")),
    "case_moved": (
        N_("The case has passed on"),
        N_("Custody has passed, and the case goes on in the country of origin. Load it again."),
    ),
    "duties_open": (N_("Duties are open"), N_("A case is not closed while somebody still owes the child something.")),
    "held": (
        N_("The step is suspended"),
        N_("Something that happened in this case shuts this step. First do what the case page shows as the next move."),
    ),
    "not_your_border": (
        N_("Not your border"),
        N_(
            "A hold is set by a supervisor of a country that it names, and lifted by one of the country that set it. "
            "Ask them."
        ),
    ),
    "hold_lifted": (N_("Already lifted"), N_("Somebody else was first: journeys are possible again.")),
    "edition_followed": (
        N_("The case follows this edition already"),
        N_("Somebody has adopted it for this case. Load the case again."),
    ),
    "edition_not_in_force": (
        N_("The edition is not in force"),
        N_("The guidelines, or the case, changed since you were shown what adopting would do. Look at it again."),
    ),
    "case_not_in_engine": (
        N_("The engine does not know this case"),
        N_(
            "This was not recorded, and no date of this case rings: the engine that keeps its clocks does not know it. "
            "Tell your administrator now: the engine's database must be put back from its copy."
        ),
    ),
    "case_erased": (
        N_("This case was erased"),
        N_(
            "Nobody can read it any more: what its record held was destroyed, by order and for good. That there was a "
            "case, its dates and what is counted stay."
        ),
    ),
    "no_room": (
        N_("The disk is full"),
        N_(
            "This could not be written: there is no room left where the record is kept. What was recorded before "
            "stands. Tell your administrator; once there is room, send this again: it will not be done twice."
        ),
    ),
    "keys_away": (
        N_("The keys cannot be reached"),
        N_(
            "Nothing of any case can be read or written until the service that keeps the keys answers again. No clock "
            "stops, and what was recorded stands. Tell your administrator, and send this again: it will not be done "
            "twice."
        ),
    ),
    "not_confirmed_yet": (
        N_("Not confirmed yet"),
        N_("We cannot say yet whether this was recorded. Send it again: it will not be done twice."),
    ),
    "possible_duplicate": (
        N_("This child may already have a case"),
        N_("Compare with the cases found. If it is another child, confirm that and send again."),
    ),
    "key_reused": (N_("Key already used"), N_("This Idempotency-Key was used for another request. Make a new one.")),
    "too_much_asked": (
        N_("Too much at once"),
        N_(
            "More was asked in a short time than one person asks. Nothing of this was done, and nothing is lost. Wait "
            "a moment, then send it again."
        ),
    ),
    "too_large": (N_("Too large"), N_("The request is larger than anything asked for here.")),
    "not_understood": (
        N_("Not understood"),
        N_("The request does not have the shape that the documentation gives. See each field."),
    ),
    "fault": (N_("Our fault"), N_("Something went wrong on our side. Nothing was lost. Try again in a while.")),
    "not_open_then": (
        N_("Not open yet then"),
        N_("This case was not open yet on that day. Choose the day it was opened, or a later one."),
    ),
    "not_kept_then": (
        N_("Not known for that day"),
        N_("What this case was on that day was not kept: the ledger still tells what was done. Choose a later day."),
    ),
    "not_taking_part_then": (
        N_("Not yours to read for that day"),
        N_("Your agency did not take part in this case on that day. Choose a day on which it did."),
    ),
    "no_such_day": (
        N_("Not a day that can be shown"),
        N_("Write a day like 2026-03-03, or an instant like 2026-03-03T12:00Z; at the latest today."),
    ),
    "no_such_guideline": (N_("No guidelines for this"), N_("No guidelines hold for these countries on that day.")),
    **DOCUMENT_PROBLEMS,
}
"""By the refusal's code. Every code has its words; a test sees to it."""
