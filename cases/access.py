"""The one place where access is decided: what a person may do in a case, by what their agency does in it now."""

from typing import Literal

from cases.actor import Actor, Function, Role
from cases.errors import NotAllowed, NotFound

CaseSide = Literal["host", "origin"]

Act = Literal[
    "read",
    "read_whole",
    "read_ledger",
    "read_looks",
    "read_disclosures",
    "finish",
    "draft",
    "renew",
    "ask_extension",
    "agree_extension",
    "countersign",
    "approve",
    "assign",
    "take",
    "reopen",
    "report_event",
    "report_closing_event",
    "accept_referral",
    "withdraw_referral",
    "release",
    "receive",
    "acknowledge",
    "link",
    "separate",
    "join_duplicate",
    "link_episode",
    "override",
    "adopt_edition",
    "correct",
    "let_in",
    "attach",
    "protect",
    "extract",
    "export",
    "export_protected",
]

WORKERS = frozenset({Role.CASEWORKER, Role.SUPERVISOR, Role.PARTNER})
SUPERVISORS = frozenset({Role.SUPERVISOR})
AUDITORS = frozenset({Role.AUDITOR})
ANALYSTS = frozenset({Role.ANALYST})
EXPORTERS = frozenset({Role.CASEWORKER, Role.SUPERVISOR})
"""Who takes a case away as a file. Our default (design_default): no text read says who. A partner asks a supervisor of
their own agency: a file outlives every access, so somebody answers for it who answers for the office."""

WHO: dict[Act, frozenset[Role]] = {
    "read": WORKERS,
    "read_whole": WORKERS,
    "read_ledger": WORKERS | AUDITORS,
    "read_looks": WORKERS | AUDITORS,
    "read_disclosures": WORKERS,
    "finish": WORKERS,
    "draft": WORKERS,
    "renew": WORKERS,
    "ask_extension": WORKERS,
    "agree_extension": SUPERVISORS,
    "countersign": WORKERS,
    "approve": SUPERVISORS,
    "assign": SUPERVISORS,
    "take": WORKERS,
    "reopen": SUPERVISORS,
    "report_event": WORKERS,
    "report_closing_event": SUPERVISORS,
    "accept_referral": WORKERS,
    "withdraw_referral": WORKERS,
    "release": WORKERS,
    "receive": WORKERS,
    "acknowledge": WORKERS,
    "link": WORKERS,
    "separate": SUPERVISORS,
    "join_duplicate": SUPERVISORS,
    "link_episode": WORKERS,
    "override": SUPERVISORS,
    "adopt_edition": SUPERVISORS,
    "correct": WORKERS,
    "let_in": SUPERVISORS,
    "attach": WORKERS,
    "protect": SUPERVISORS,
    "extract": WORKERS,
    "export": EXPORTERS,
    "export_protected": SUPERVISORS,
}
"""Which roles may do what, on their own side of the case."""

ONLY_SIDE: dict[Act, CaseSide] = {
    "read_disclosures": "host",
    "accept_referral": "origin",
    "receive": "origin",
    "withdraw_referral": "host",
    "release": "host",
    "link": "host",
    "separate": "host",
    "join_duplicate": "host",
    "protect": "host",
    "extract": "host",
}
"""Acts that belong to one side whatever the step."""

_OF_THE_STEP: frozenset[Act] = frozenset(
    {
        "finish",
        "draft",
        "renew",
        "ask_extension",
        "agree_extension",
        "approve",
        "assign",
        "take",
        "reopen",
        "adopt_edition",
        "correct",
        "attach",
    }
)
"""Acts of the side whose step it is, the host's where it is both sides'; another edition is adopted by the side in
charge of the case."""

_ON_ANY_SIDE: frozenset[Act] = frozenset(
    {
        "read",
        "read_whole",
        "read_ledger",
        "read_looks",
        "report_event",
        "report_closing_event",
        "override",
        "let_in",
        "export",
        "export_protected",
    }
)
"""Acts of either side, each in its own part of the case. ``read``: what is told to their agency; ``read_whole``: the
parts of a case that are not told answer by answer. ``export``: what they read, as a file; of a protected case it takes
``export_protected`` besides. In an emergency neither is done, nor by an agency that does not answer for the child."""

ON_THEIR_STEPS: frozenset[Act] = frozenset(
    {"finish", "draft", "renew", "ask_extension", "take", "assign", "acknowledge", "attach"}
)
"""What an agency that does not answer for the child does on the steps that the procedure gives to one of its kind."""

ELSEWHERE: dict[Function, frozenset[Act]] = {
    Function.CONSULATE: frozenset({"read", "acknowledge"}),
    Function.SHELTER: frozenset({"read", "report_event"}),
    Function.ESCORT: frozenset({"read", "report_event", "release"}),
}
"""What such an agency does besides. A consulate's people are on a ladder too; the escort signs for the child when it
hands it over."""

MAY_OPEN = frozenset({Role.CASEWORKER, Role.SUPERVISOR})


def may(actor: Actor, act: Act, relation: CaseSide | None, step_side: str = "both", responsible: str = "") -> bool:
    """Whether ``actor``, taking part as ``relation`` (None: not at all), may do ``act`` on a step of ``step_side``.

    ``countersign`` is the other side's answer to a step of side ``both``: host files, origin countersigns.
    ``responsible``: the role that the procedure gives the step to, which is also the function of its agencies.
    """
    if relation is None or actor.role not in WHO[act] or not _of_their_agency(actor, act, responsible):
        return False
    if act in ONLY_SIDE:
        return relation == ONLY_SIDE[act]
    if act in _ON_ANY_SIDE:
        return True
    if act == "countersign":
        return step_side == "both" and relation == "origin"
    if act in _OF_THE_STEP:
        return relation == ("host" if step_side == "both" else step_side)
    return step_side in ("both", relation)


def _of_their_agency(actor: Actor, act: Act, responsible: str) -> bool:
    elsewhere = ELSEWHERE.get(actor.function)
    return elsewhere is None or act in elsewhere or (act in ON_THEIR_STEPS and responsible == actor.function)


def answers_for_the_child(actor: Actor) -> bool:
    """Whether their agency is one that answers for the child, and so reads its side of the case as a whole."""
    return actor.function is Function.PROTECTION


def works_on_cases(actor: Actor) -> bool:
    """Whether this person works on cases at all: an auditor only reads what was done, an analyst how many there
    were, an administrator nothing."""
    return actor.role in WORKERS


def demand(actor: Actor, act: Act, relation: CaseSide | None, step_side: str = "both", responsible: str = "") -> None:
    """Refuse unless ``may``. Raises NotFound for who does not take part (the case is not theirs to know of),
    NotAllowed for who does but may not do this."""
    if relation is None or not (works_on_cases(actor) or may(actor, act, relation, step_side, responsible)):
        raise NotFound()
    if not may(actor, act, relation, step_side, responsible):
        raise NotAllowed(act=act, whose="host" if step_side == "both" else step_side)


def may_open(actor: Actor) -> bool:
    """Whether this person may open a case: the host country's workers do."""
    return actor.role in MAY_OPEN and answers_for_the_child(actor)


def may_hold(actor: Actor, *countries: str | None) -> bool:
    """Whether this person may hold every journey at these borders, or let them go on: a supervisor of one of them."""
    return actor.role is Role.SUPERVISOR and answers_for_the_child(actor) and actor.country in countries


READ_IN_AN_EMERGENCY: frozenset[Act] = frozenset({"read", "read_whole", "read_ledger", "read_looks"})
"""What somebody without a part in a case may do in it in an emergency: read, and nothing else."""


def may_read_in_an_emergency(actor: Actor) -> bool:
    """Whether this person may ever read a case in an emergency: who works in an agency that answers for children."""
    return works_on_cases(actor) and answers_for_the_child(actor)


def may_audit(actor: Actor) -> bool:
    """Whether this person asks why somebody looked: an auditor, of the agencies they audit."""
    return actor.role in AUDITORS


def may_read_statistics(actor: Actor) -> bool:
    """Whether this person reads how many cases their country has: an analyst, and nobody who knows of a case."""
    return actor.role in ANALYSTS


def may_take_lists(actor: Actor) -> bool:
    """Whether this person may take a list of work away as a file: a supervisor of an agency that answers for
    the child. No child and no answer is in it."""
    return actor.role in SUPERVISORS and answers_for_the_child(actor)


def may_read_holds(actor: Actor) -> bool:
    """Whether this person may read which borders are held, and why: whoever works on cases. No case is in it."""
    return actor.role in WORKERS
