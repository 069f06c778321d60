"""Which refusals the log keeps: somebody asked for what is not theirs, or sent what no page of ours sends."""

from fastapi import Request

from cases.errors import Refusal
from cases.numbers import normalise
from runtime.security_log import note

NOT_THEIRS = frozenset(
    {
        "not_allowed",
        "not_for_your_role",
        "not_found",
        "form_not_ours",
        "own_work",
        "not_your_border",
        "no_such_person",
        "let_in_takes_nothing",
        "protected_by_supervisor",
    }
)
"""``not_found``: of a case it is the same answer as for one that is not there."""

NO_FORM_OF_OURS = frozenset({"not_understood", "too_large", "no_such_method"})

EVENTS = (
    dict.fromkeys(NOT_THEIRS, "access_refused")
    | dict.fromkeys(NO_FORM_OF_OURS, "request_refused")
    | {"too_much_asked": "asked_too_much"}
)
"""By the code of the refusal."""


def watch(request: Request, refusal: Refusal) -> None:
    """Keep it, by ids: of the address only the route, and the number of the case, where it is one."""
    event, who = EVENTS.get(refusal.code), getattr(request.state, "who", None)
    if event is None or (who is None and refusal.code == "not_found"):
        return
    user = who.user.id if who else ""
    note(event, user=user, code=refusal.code, route=route_of(request), case=case_of(request))


def route_of(request: Request) -> str:
    """The route as we name it: never what somebody typed into the address."""
    return getattr(request.scope.get("route"), "path", "")


def case_of(request: Request) -> str:
    """The number of the case that the address names; empty for anything else."""
    named = request.path_params.get("number") or request.path_params.get("case")
    try:
        return normalise(named) if isinstance(named, str) else ""
    except ValueError:
        return ""
