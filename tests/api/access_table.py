"""Every route of the API, and what it asks of whoever calls it. A route that is missing here fails the tests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cases.access import ANALYSTS, AUDITORS, ONLY_SIDE, SUPERVISORS, WHO, WORKERS, Act, CaseSide
from cases.actor import Role
from tests.api.given import example
from tests.runtime.papers import png

API = "/api/v1"
CASE = f"{API}/cases/{{case}}"
STEP = f"{CASE}/steps/{{step}}"

EXPECTED_SIDE: dict[Act, Callable[[CaseSide, str], bool]] = {
    "read": lambda relation, side: True,
    "read_whole": lambda relation, side: True,
    "let_in": lambda relation, side: True,
    "read_ledger": lambda relation, side: True,
    "read_looks": lambda relation, side: True,
    "export": lambda relation, side: True,
    "report_event": lambda relation, side: True,
    "override": lambda relation, side: True,
    "link_episode": lambda relation, side: True,
    "report_closing_event": lambda relation, side: True,
    "countersign": lambda relation, side: side == "both" and relation == "origin",
    "acknowledge": lambda relation, side: side in ("both", relation),
}
"""On whose side an act is, where it is not the side of the step (a joint step's is the host)."""


def of_the_step(relation: CaseSide, side: str) -> bool:
    """The side of the step; the host's, where it is both sides'."""
    return relation == ("host" if side == "both" else side)


def permitted(role: Role, relation: CaseSide | None, acts: tuple[Act, ...], side: str) -> bool:
    """Whether somebody may do one of ``acts``, as the tables of cases.access say."""
    if relation is None:
        return False
    for act in acts:
        whose = ONLY_SIDE.get(act)
        on_side = relation == whose if whose else EXPECTED_SIDE.get(act, of_the_step)(relation, side)
        if role in WHO[act] and on_side:
            return True
    return False


ON_EVERY_SIDE = {"guardian": "host", "acceptance": "origin", "agreement": "both"}
ANSWER = {"acceptance": "origin"}
HANDOVER = {"handover": "both"}
NOBODYS = {"guardian": "host"}
"""For acts that are on no step."""

EVENT = {"kind": "child_missing", "report": example("child_missing")}


DONE = frozenset({200, 204})
NOT_NOW = frozenset({409})
"""It permits, but the step is not as it would have to be: nothing was reported, and nothing waits."""


LET_IN = {"agency": "agency-other", "reason": "x"}
LET_IN_OR_ABROAD = frozenset({200, 422})
"""It is an agency of the host country: the people of the other one may let in their own."""
NOT_LET_IN = frozenset({422})
"""It permits, but that agency was not let in."""

EXPORT = {"purpose": "court", "recipient": "x"}

A_FILE = {"file": ("paper.png", png())}
IF_IT_HAS_BEGUN = frozenset({200, 409})
"""It permits, and a step that has not begun takes no document yet."""
NO_SUCH_DOCUMENT = frozenset({404})
"""It permits, but there is none of that id. Who reads one: test_documents.py."""


@dataclass(frozen=True)
class Asks:
    """A route: the acts of which one is needed, on which steps, with which body."""

    method: str
    path: str
    acts: tuple[Act, ...]
    body: dict[str, Any] | None = None
    steps: dict[str, str] = field(default_factory=lambda: dict(ON_EVERY_SIDE))
    """The steps to try it on, by key: whose they are."""

    answers: frozenset[int] = DONE
    """What it answers to whom it permits."""

    files: dict[str, Any] | None = None
    """What is sent with it: then the body is a form."""

    def sent(self, body: dict[str, Any] | None) -> dict[str, Any]:
        """How a client sends the body."""
        return {"json": body} if self.files is None else {"data": body, "files": self.files}

    @property
    def name(self) -> str:
        return f"{self.method} {self.path.removeprefix(API)}"


ON_CASES = [
    Asks("GET", CASE, ("read",), steps=NOBODYS),
    Asks("GET", f"{CASE}/ledger", ("read_ledger",), steps=NOBODYS),
    Asks("GET", f"{CASE}/readers", ("read_looks",), steps=NOBODYS),
    Asks("POST", f"{CASE}/export", ("export",), EXPORT, NOBODYS),
    Asks("GET", f"{CASE}/letters", ("read_whole",), steps=NOBODYS),
    Asks("GET", f"{CASE}/consents", ("read_whole",), steps=NOBODYS),
    Asks("GET", f"{CASE}/participants", ("read_whole",), steps=NOBODYS),
    Asks("POST", f"{CASE}/participants", ("let_in",), LET_IN, NOBODYS, LET_IN_OR_ABROAD),
    Asks("POST", f"{CASE}/protection", ("protect",), {"people": [], "reason": "x"}, NOBODYS),
    Asks("POST", f"{CASE}/participants/{{agency}}/end", ("let_in",), {"reason": "x"}, NOBODYS, NOT_LET_IN),
    Asks("GET", f"{CASE}/disclosures", ("read_disclosures",), steps=NOBODYS),
    Asks("GET", STEP, ("read",)),
    Asks("PUT", f"{STEP}/draft", ("draft",), {"data": {"remarks": "x"}}),
    Asks("DELETE", f"{STEP}/draft", ("draft",)),
    Asks("POST", f"{STEP}/finish", ("finish",), {"report": ...}),
    Asks("POST", f"{STEP}/renewal", ("renew",), {"report": example("check_in")}, {"transit": "host"}),
    Asks("POST", f"{STEP}/approval", ("approve", "countersign"), {"approved": True}),
    Asks("POST", f"{STEP}/extension", ("ask_extension",), {"until": "2027-01-01T00:00:00Z", "reason": "x"}),
    Asks("POST", f"{STEP}/extension/answer", ("agree_extension", "countersign"), {"agreed": True}),
    Asks("POST", f"{STEP}/assignment", ("assign",), {"owner": None}),
    Asks("POST", f"{STEP}/reopen", ("reopen",), {"reason": "x"}),
    Asks("POST", f"{STEP}/correction/preview", ("correct",), {"report": ...}, answers=NOT_NOW),
    Asks("GET", f"{STEP}/correction/preview", ("approve", "countersign"), answers=NOT_NOW),
    Asks("POST", f"{STEP}/correction", ("correct",), {"report": ..., "reason": "x", "seen": "x"}),
    Asks("POST", f"{STEP}/correction/answer", ("approve", "countersign"), {"approved": True, "seen": "x"}),
    Asks("GET", f"{STEP}/documents", ("read",)),
    Asks("POST", f"{STEP}/documents", ("attach",), {"title": "x"}, answers=IF_IT_HAS_BEGUN, files=A_FILE),
    Asks("GET", f"{STEP}/documents/{{document}}", ("read",), answers=NO_SUCH_DOCUMENT),
    Asks("GET", f"{STEP}/documents/{{document}}/preview", ("read",), answers=NO_SUCH_DOCUMENT),
    Asks("POST", f"{STEP}/documents/{{document}}/withdrawal", ("attach",), {"reason": "x"}, answers=NO_SUCH_DOCUMENT),
    Asks(
        "POST",
        f"{CASE}/events",
        ("report_event",),
        EVENT,
        NOBODYS,
    ),
    Asks(
        "POST",
        f"{CASE}/events",
        ("report_closing_event",),
        {"kind": "death_closed", "report": example("death_closed")},
        NOBODYS,
    ),
    Asks(
        "POST",
        f"{CASE}/referral/accept",
        ("accept_referral",),
        {"report": example("acceptance")},
        ANSWER,
    ),
    Asks(
        "POST",
        f"{CASE}/referral/refuse",
        ("accept_referral",),
        {"report": example("acceptance") | {"answer": "refused", "refusal_reason": "x"}},
        ANSWER,
    ),
    Asks("POST", f"{CASE}/referral/withdraw", ("withdraw_referral",), {"reason": "x"}, ANSWER),
    Asks("POST", f"{CASE}/handover/release", ("release",), {"report": example("handover_release")}, HANDOVER),
    Asks("POST", f"{CASE}/handover/receive", ("receive",), {"report": example("handover_receipt")}, HANDOVER),
    Asks("POST", f"{CASE}/handover/refuse", ("receive",), {"report": example("handover_refusal")}, HANDOVER),
    Asks(
        "POST",
        f"{CASE}/overrides",
        ("override",),
        {"safeguard": "follow_up_planned_before_travel", "gate": "departure", "reason": "x"},
        NOBODYS,
    ),
    Asks(
        "POST",
        f"{CASE}/overrides/answer",
        ("override",),
        {"safeguard": "follow_up_planned_before_travel", "gate": "departure", "confirmed": True},
        NOBODYS,
    ),
    Asks("POST", f"{CASE}/links", ("link",), {"other": "{case}", "kind": "sibling", "reason": "x"}, NOBODYS),
    Asks("POST", f"{CASE}/links/duplicate", ("join_duplicate",), {"other": "{case}", "reason": "x"}, NOBODYS),
    Asks("POST", f"{CASE}/links/earlier", ("link_episode",), {"other": "{case}", "reason": "x"}, NOBODYS),
    Asks("POST", f"{CASE}/links/{{other}}/separation", ("separate",), {"report": example("separation")}, NOBODYS),
    Asks("GET", f"{CASE}/edition", ("adopt_edition",), steps=NOBODYS),
    Asks("POST", f"{CASE}/edition", ("adopt_edition",), {"edition": "0" * 16}, NOBODYS),
    Asks("POST", f"{API}/alerts/{{alert}}/acknowledge", ("acknowledge",)),
]
"""What is about one case."""

FOR_ALL = {
    f"GET {API}/session",
    f"DELETE {API}/session",
    f"GET {API}/guideline",
    f"GET {API}/guideline/plan",
    f"GET {API}/guideline/difference",
    f"GET {API}/guideline/proposals",
    f"GET {API}/guideline/proposals/{{proposal}}",
    f"GET {API}/guideline/proposals/{{proposal}}/comments",
}
"""For everybody who is signed in."""

BY_ROLE = {
    f"POST {API}/guideline/proposals/{{proposal}}/comments": WORKERS,
    f"GET {API}/guideline/proposals/{{proposal}}/rehearsal": SUPERVISORS,
    f"GET {API}/audit": AUDITORS,
    f"GET {API}/statistics": ANALYSTS,
}
"""For everybody in these roles, whatever they take part in."""

AUDITING = {f"POST {API}/audit/{{reading}}/review", f"GET {API}/audit/exports/{{mark}}"}
"""For the auditors of one agency: every cell is in test_looks.py and test_found_files.py."""

CODEC = {"POST /api/codec/decode", "OPTIONS /api/codec/decode"}
"""What Temporal's own pages ask: every cell is in test_codec.py."""

ENTERING = {f"POST {API}/emergencies"}
"""A case in an emergency, for workers of its countries: every cell is in test_emergency.py."""

BORDERS = {
    f"GET {API}/borders": None,
    f"GET {API}/borders/{{hold}}": None,
    f"POST {API}/borders": {"cause": "closed", "country": "MX", "directions": ["into"], "reason": "x"},
    f"POST {API}/borders/{{hold}}/lift": {"reason": "x"},
}
"""Read by whoever works on cases; set and lifted by supervisors of the border's country (here MX). With the bodies."""

LISTS = {f"GET {API}/cases", f"GET {API}/steps", f"GET {API}/steps/counts"}
"""For everybody who is signed in; they show what is theirs."""

OPENING = {f"POST {API}/cases"}

FOR_STRANGERS = {f"POST {API}/session", "GET /health", "OPTIONS /api/codec/decode"}
"""Sign in; whether the service works; whether Temporal's pages may ask (which says nothing)."""
