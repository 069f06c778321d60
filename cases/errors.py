"""Typed refusals. A refusal is not a bug: it says what is not possible now, why, and what would make it possible.

``code`` is stable: it is the ``type`` of the ApplicationError in a workflow and of the problem in the API.
The sentence of each code stands in the templates, in every language; ``details`` carries what it needs.
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """The base of all refusals. ``details`` holds ids and dates only, never a name or a child's words."""

    code: ClassVar[str] = "refused"

    def __init__(self, **details: Any) -> None:
        super().__init__(self.code)
        self.details = details


class NotFound(Refusal):
    """There is no such thing, or this person may not know of it: the answer is the same."""

    code = "not_found"


class CaseErased(Refusal):
    """The case was erased: its key was destroyed, and nobody can read it any more. ``at``, ``by``, ``reason``."""

    code = "case_erased"


class NotAllowed(Refusal):
    """This person takes part in the case but this act is not theirs. ``act``, ``whose``."""

    code = "not_allowed"


class OwnWork(Refusal):
    """Nobody approves their own work: a second person must."""

    code = "own_work"


class StepNotOpen(Refusal):
    """The step is not open for this. ``step``, ``status``."""

    code = "step_not_open"


class StaleRound(Refusal):
    """The form was made for an earlier round of the step. ``step``, ``round``."""

    code = "stale_round"


class EvidenceMissing(Refusal):
    """Evidence that the step demands is not in the report. ``step``, ``missing``."""

    code = "evidence_missing"


class ReportInvalid(Refusal):
    """The report has faults. ``faults``: list of {loc, type}."""

    code = "report_invalid"


class SafeguardNotMet(Refusal):
    """A gate stays shut. ``gate``, ``verdicts``: list of {id, state, missing}."""

    code = "safeguard_not_met"


class ConsulateSuppressed(Refusal):
    """Nothing may be told to the consulate: there are signs of an international-protection need."""

    code = "consulate_suppressed"


class OriginInDoubt(Refusal):
    """The child is of another country than the one this case asks, or nobody can say of which: it is asked no more."""

    code = "origin_in_doubt"


class DeterminedBefore(Refusal):
    """The best interests were determined before the children were linked: that determination says nothing of their
    parting. ``step``: the one to be done anew, ``since``: when they were linked."""

    code = "determined_before"


class SharingWithdrawn(Refusal):
    """The consent to share with this recipient was withdrawn: nothing more goes there. ``recipient``, ``step``."""

    code = "sharing_withdrawn"


class ClockIsLaw(Refusal):
    """The term of an instrument or of a national law is not extended by hand. ``step``, ``basis``."""

    code = "clock_is_law"


class EventNotPossible(Refusal):
    """This event cannot happen to the case as it stands. ``kind``, ``stage``."""

    code = "event_not_possible"


class NotInTime(Refusal):
    """A date in the act is impossible: in the future, or before the case began. ``field``."""

    code = "not_in_time"


class AlreadyAnswered(Refusal):
    """Somebody else was first; the answer stands. ``answer``."""

    code = "already_answered"


class NothingToAnswer(Refusal):
    """There is nothing that waits for this answer. ``what``."""

    code = "nothing_to_answer"


class CaseClosed(Refusal):
    """The case is closed, in whichever country had it."""

    code = "case_closed"


class CaseMoved(Refusal):
    """Custody has passed: the case goes on in the origin country. Load it again."""

    code = "case_moved"


class CaseNotInEngine(Refusal):
    """The record holds this open case, and the engine does not know it: its clocks are lost. Nothing was done."""

    code = "case_not_in_engine"


class NoRoomLeft(Refusal):
    """The disk is full: this could not be written. Send it again with the same id once there is room."""

    code = "no_room"


class KeysAway(Refusal):
    """The key service does not answer: nothing confidential can be read or written. Send it again with the same id."""

    code = "keys_away"


class NotConfirmedYet(Refusal):
    """The engine did not answer in time: the act may or may not have been taken. Send it again with the same id."""

    code = "not_confirmed_yet"


class PossibleDuplicate(Refusal):
    """A case of the same child may exist. ``matches``: list of {case, score, because}."""

    code = "possible_duplicate"


class Held(Refusal):
    """An interruption shuts this step until it is lifted. ``step``, ``held_by``: its kind, ``duty``: the next move."""

    code = "held"


class DutiesOpen(Refusal):
    """A case is not closed while duties are open. ``open``: the keys of the steps."""

    code = "duties_open"


class NothingToCorrect(Refusal):
    """The new version says the same as the one that stands."""

    code = "nothing_to_correct"


class ConsequencesChanged(Refusal):
    """Something else would follow from the correction now than what was shown: look again."""

    code = "consequences_changed"


class NotOpenThen(Refusal):
    """The case was not open yet at the time that was asked for. ``opened_at``."""

    code = "not_open_then"


class NotKeptThen(Refusal):
    """What the case was at that time was not kept: it is older than the keeping. ``since``: known from then on."""

    code = "not_kept_then"


class NotTakingPartThen(Refusal):
    """The reader's agency did not take part in the case at that time: what was then is not theirs to read."""

    code = "not_taking_part_then"


class EditionFollowed(Refusal):
    """The case follows this edition of the guidelines already. ``edition``."""

    code = "edition_followed"


class EditionNotInForce(Refusal):
    """Another edition is in force for the case by now than the one that was shown. ``edition``, ``problems``."""

    code = "edition_not_in_force"


class NotYourBorder(Refusal):
    """A border is held by a supervisor of a country that the hold names, and opened by the country that held it."""

    code = "not_your_border"


class HoldLifted(Refusal):
    """The region-wide hold is lifted already. ``lifted_at``."""

    code = "hold_lifted"
