"""The one table from a refusal to its HTTP status, and the refusals that only the web side knows."""

from http import HTTPStatus
from typing import ClassVar

from cases.document_errors import DOCUMENTS
from cases.errors import Refusal
from cases.refusals import REFUSALS
from cases.repository.opening import KeyReused
from cases.sign_in_errors import SIGN_IN


class NotSignedIn(Refusal):
    """Nobody is signed in, or the session is over."""

    code: ClassVar[str] = "not_signed_in"


class FormNotOurs(Refusal):
    """The form does not come from our own page, or from an older session."""

    code: ClassVar[str] = "form_not_ours"


class NotUnderstood(Refusal):
    """The request does not have the shape that the documentation gives. ``faults``: list of {loc, type}."""

    code: ClassVar[str] = "not_understood"


class TooLarge(Refusal):
    """The request is larger than anything we ask for."""

    code: ClassVar[str] = "too_large"


class NoSuchMethod(Refusal):
    """This address does not take this method."""

    code: ClassVar[str] = "no_such_method"


class NoSuchGuideline(Refusal):
    """No guideline can be resolved for these countries on that day. ``problems``: the sentences of the resolver."""

    code: ClassVar[str] = "no_such_guideline"


class NoSuchDay(Refusal):
    """``as_known`` is not a day or an instant, or it has not come yet."""

    code: ClassVar[str] = "no_such_day"


class NotForYourRole(Refusal):
    """People in another role may do this. ``roles``: in which."""

    code: ClassVar[str] = "not_for_your_role"


class OurFault(Refusal):
    """Not a refusal but a bug of ours, told in the same way. The log has the rest."""

    code: ClassVar[str] = "fault"


OURS: dict[str, type[Refusal]] = {
    kind.code: kind
    for kind in (
        NotSignedIn,
        FormNotOurs,
        NotUnderstood,
        TooLarge,
        NoSuchMethod,
        NoSuchGuideline,
        NotForYourRole,
        NoSuchDay,
        KeyReused,
        OurFault,
    )
}

EVERY: dict[str, type[Refusal]] = REFUSALS | DOCUMENTS | SIGN_IN | OURS
"""All refusals that can reach a reader."""

STATUS: dict[str, HTTPStatus] = {
    "not_signed_in": HTTPStatus.UNAUTHORIZED,
    "sign_in_refused": HTTPStatus.UNAUTHORIZED,
    "password_to_change": HTTPStatus.FORBIDDEN,
    "password_too_weak": HTTPStatus.UNPROCESSABLE_ENTITY,
    "second_factor_needed": HTTPStatus.UNAUTHORIZED,
    "second_factor_refused": HTTPStatus.UNAUTHORIZED,
    "passkey_refused": HTTPStatus.UNAUTHORIZED,
    "second_factor_missing": HTTPStatus.FORBIDDEN,
    "last_second_factor": HTTPStatus.CONFLICT,
    "provider_refused": HTTPStatus.UNAUTHORIZED,
    "sign_on_over": HTTPStatus.UNAUTHORIZED,
    "token_not_trusted": HTTPStatus.UNAUTHORIZED,
    "no_account_here": HTTPStatus.FORBIDDEN,
    "account_closed": HTTPStatus.FORBIDDEN,
    "role_differs": HTTPStatus.FORBIDDEN,
    "form_not_ours": HTTPStatus.FORBIDDEN,
    "not_allowed": HTTPStatus.FORBIDDEN,
    "not_for_your_role": HTTPStatus.FORBIDDEN,
    "not_your_border": HTTPStatus.FORBIDDEN,
    "own_work": HTTPStatus.FORBIDDEN,
    "let_in_takes_nothing": HTTPStatus.FORBIDDEN,
    "protected_by_supervisor": HTTPStatus.FORBIDDEN,
    "no_such_person": HTTPStatus.UNPROCESSABLE_ENTITY,
    "takes_part_already": HTTPStatus.CONFLICT,
    "nobody_to_tell": HTTPStatus.CONFLICT,
    "no_such_agency": HTTPStatus.UNPROCESSABLE_ENTITY,
    "end_needed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "part_by_right": HTTPStatus.CONFLICT,
    "not_found": HTTPStatus.NOT_FOUND,
    "not_open_then": HTTPStatus.NOT_FOUND,
    "not_kept_then": HTTPStatus.NOT_FOUND,
    "not_taking_part_then": HTTPStatus.NOT_FOUND,
    "no_such_method": HTTPStatus.METHOD_NOT_ALLOWED,
    "step_not_open": HTTPStatus.CONFLICT,
    "stale_round": HTTPStatus.CONFLICT,
    "safeguard_not_met": HTTPStatus.CONFLICT,
    "consulate_suppressed": HTTPStatus.CONFLICT,
    "origin_in_doubt": HTTPStatus.CONFLICT,
    "determined_before": HTTPStatus.CONFLICT,
    "sharing_withdrawn": HTTPStatus.CONFLICT,
    "clock_is_law": HTTPStatus.CONFLICT,
    "event_not_possible": HTTPStatus.CONFLICT,
    "already_answered": HTTPStatus.CONFLICT,
    "nothing_to_answer": HTTPStatus.CONFLICT,
    "nothing_to_correct": HTTPStatus.CONFLICT,
    "consequences_changed": HTTPStatus.CONFLICT,
    "case_closed": HTTPStatus.CONFLICT,
    "case_moved": HTTPStatus.CONFLICT,
    "duties_open": HTTPStatus.CONFLICT,
    "held": HTTPStatus.CONFLICT,
    "hold_lifted": HTTPStatus.CONFLICT,
    "possible_duplicate": HTTPStatus.CONFLICT,
    "edition_followed": HTTPStatus.CONFLICT,
    "edition_not_in_force": HTTPStatus.CONFLICT,
    "key_reused": HTTPStatus.CONFLICT,
    "case_erased": HTTPStatus.GONE,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "not_understood": HTTPStatus.UNPROCESSABLE_ENTITY,
    "report_invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "evidence_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_in_time": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_day": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_such_guideline": HTTPStatus.UNPROCESSABLE_ENTITY,
    "document_empty": HTTPStatus.UNPROCESSABLE_ENTITY,
    "document_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "document_of_another_kind": HTTPStatus.UNPROCESSABLE_ENTITY,
    "document_active": HTTPStatus.UNPROCESSABLE_ENTITY,
    "document_unreadable": HTTPStatus.UNPROCESSABLE_ENTITY,
    "document_too_wide": HTTPStatus.UNPROCESSABLE_ENTITY,
    "document_infected": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_scanned_yet": HTTPStatus.CONFLICT,
    "document_withdrawn": HTTPStatus.CONFLICT,
    "document_lost": HTTPStatus.INTERNAL_SERVER_ERROR,
    "storage_away": HTTPStatus.SERVICE_UNAVAILABLE,
    "too_many_attempts": HTTPStatus.TOO_MANY_REQUESTS,
    "too_much_asked": HTTPStatus.TOO_MANY_REQUESTS,
    "fault": HTTPStatus.INTERNAL_SERVER_ERROR,
    "case_not_in_engine": HTTPStatus.INTERNAL_SERVER_ERROR,
    "no_room": HTTPStatus.SERVICE_UNAVAILABLE,
    "keys_away": HTTPStatus.SERVICE_UNAVAILABLE,
    "provider_unreachable": HTTPStatus.SERVICE_UNAVAILABLE,
    "not_confirmed_yet": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Every code has its status here; a test sees to it."""
