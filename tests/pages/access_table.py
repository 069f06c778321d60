"""Every page, and what it asks of whoever opens it or sends its form. A page that is missing here fails the tests."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from api.pages.forms.build import build
from api.pages.rendering import environment
from cases.access import ANALYSTS, AUDITORS, MAY_OPEN, SUPERVISORS, WORKERS, Act
from cases.actor import Role
from cases.reports import report_model
from tests.api.access_table import ANSWER, HANDOVER, NOBODYS, ON_EVERY_SIDE
from tests.pages.browser import Page

Form = dict[str, str | list[str]]

CASE = "/cases/{number}"
STEP = f"{CASE}/steps/{{key}}"

SHOWN = frozenset({200})
DONE = frozenset({303})
NOT_NOW = frozenset({409})
"""It permits, but the case is not as it would have to be: nothing was reported, nobody is linked."""

BY_REPORT: Form = {"_report": "its own"}
"""The form of the step's own report, filled as its worked example."""

FIELDS = environment().from_string(
    '{% import "macros/forms.html" as forms %}<form>{{ forms.all(fields, "") }}{{ forms.names(fields) }}</form>'
)


def filled(report: str, **changes: str) -> Form:
    """What the form of a report sends, filled as its worked example."""
    model = report_model(report)
    fields = build(model, model.example().model_dump(mode="json"), {}, ZoneInfo("America/Mexico_City"))
    sent = Page(FIELDS.render(fields=fields)).sends(0)
    return {name: sent.getlist(name) for name in sent.keys()} | changes  # noqa: SIM118  # not a dictionary


@dataclass(frozen=True)
class Asks:
    """A page about one case: the acts of which one is needed, on which steps, and what its form sends."""

    method: str
    path: str
    acts: tuple[Act, ...]
    form: Form = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=lambda: dict(NOBODYS))
    """The steps to try it on, by key: whose they are."""

    answers: frozenset[int] = frozenset()
    """What it answers to whom it permits, where that is not the page, or the way on after the act."""

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def route(self) -> str:
        """The route, as the application knows it."""
        return f"{self.method} {self.path.partition('?')[0]}"

    @property
    def wanted(self) -> frozenset[int]:
        return self.answers or (SHOWN if self.method == "GET" else DONE)


def reads(path: str, *acts: Act, **more: object) -> Asks:
    """A page that is opened."""
    return Asks("GET", path, acts, **more)  # type: ignore[arg-type]  # as its fields say


def sends(path: str, *acts: Act, **more: object) -> Asks:
    """A form that is sent."""
    return Asks("POST", path, acts, **more)  # type: ignore[arg-type]  # as its fields say


EVERY = dict(ON_EVERY_SIDE)
EVERYWHERE = frozenset({"mx", "gt", "other", "us"})
OVERRIDE: Form = {"safeguard": "follow_up_planned_before_travel", "gate": "departure"}
LET_IN: Form = {"agency": "agency-other", "reason": "x"}
LET_IN_OR_ABROAD = frozenset({303, 422})
"""It is an agency of the host country: the people of the other one may let in their own."""
NOT_LET_IN = frozenset({422})
"""It permits, but that agency was not let in."""
NO_SUCH_DOCUMENT = frozenset({404})
"""It permits, but there is none of that id. Who reads one: tests/api/test_documents.py."""
EXPORT: Form = {"purpose": "court", "recipient": "x", "form": "json"}
LINK: Form = {"other": "{number}", "reason": "x"}

ON_CASES = [
    reads(CASE, "read"),
    reads(f"{CASE}?as_known=2026-12-10", "read_whole"),
    reads(f"{CASE}/story", "read_ledger"),
    reads(f"{CASE}/readers", "read_looks"),
    reads(f"{CASE}/extract", "extract"),
    reads(f"{CASE}/export", "export"),
    sends(f"{CASE}/export", "export", form=EXPORT, answers=SHOWN),
    reads(f"{CASE}/consents", "read_whole"),
    reads(f"{CASE}/participants", "read_whole"),
    sends(f"{CASE}/participants", "let_in", form=LET_IN, answers=LET_IN_OR_ABROAD),
    sends(f"{CASE}/protection", "protect", form={"reason": "x", "everybody": "yes"}),
    sends(f"{CASE}/participants/{{agency}}/end", "let_in", form={"reason": "x"}, answers=NOT_LET_IN),
    reads(f"{CASE}/letters/{{kind}}/{{round_}}/{{language}}", "read_whole"),
    sends("/alerts/{alert}/acknowledge", "acknowledge", form={"_case": "{number}"}, steps=EVERY),
    sends(f"{CASE}/withdrawal", "withdraw_referral", form={"reason": "x"}, steps=ANSWER),
    sends(f"{CASE}/overrides", "override", form=OVERRIDE | {"reason": "x"}),
    sends(f"{CASE}/overrides", "override", form=OVERRIDE | {"answer": "yes"}),
    reads(f"{CASE}/edition", "adopt_edition"),
    sends(f"{CASE}/edition", "adopt_edition", form={"edition": "0" * 16}),
    reads(STEP, "read", steps=EVERY),
    reads(f"{STEP}?as_known=2026-12-10", "read_whole", steps=EVERY),
    sends(STEP, "finish", form=BY_REPORT, steps=EVERY),
    sends(STEP, "finish", form={"_draft": "yes"}, steps=EVERY),
    sends(f"{STEP}?renew=true", "renew", form=filled("check_in"), steps={"transit": "host"}),
    reads(f"{STEP}/correction", "correct", steps=EVERY, answers=NOT_NOW),
    sends(f"{STEP}/correction", "correct", form=BY_REPORT, steps=EVERY, answers=NOT_NOW),
    sends(f"{STEP}/correction-answer", "approve", "countersign", form={"answer": "yes", "_seen": "x"}, steps=EVERY),
    sends(f"{STEP}/extension", "ask_extension", form={"until": "2027-01-01T00:00", "reason": "x"}, steps=EVERY),
    sends(f"{STEP}/extension-answer", "agree_extension", "countersign", form={"answer": "yes"}, steps=EVERY),
    sends(f"{STEP}/approval", "approve", "countersign", form={"answer": "yes"}, steps=EVERY),
    sends(f"{STEP}/owner", "assign", steps=EVERY),
    sends(f"{STEP}/owner", "assign", "take", form={"owner": "me"}, steps=EVERY),
    sends(f"{STEP}/reopening", "reopen", form={"reason": "x"}, steps=EVERY),
    reads(f"{STEP}/documents", "read", steps=EVERY),
    sends(f"{STEP}/documents", "attach", form={"title": "x"}, steps=EVERY, answers=NOT_NOW),
    reads(f"{STEP}/documents/{{document}}", "read", steps=EVERY, answers=NO_SUCH_DOCUMENT),
    reads(f"{STEP}/documents/{{document}}/file", "read", steps=EVERY, answers=NO_SUCH_DOCUMENT),
    reads(f"{STEP}/documents/{{document}}/preview", "read", steps=EVERY, answers=NO_SUCH_DOCUMENT),
    sends(f"{STEP}/documents/{{document}}/withdrawal", "attach", form={"reason": "x"}, answers=NO_SUCH_DOCUMENT),
    reads(f"{CASE}/events/child_missing", "report_event"),
    sends(f"{CASE}/events/child_missing", "report_event", form=filled("child_missing")),
    sends(f"{CASE}/events/death_closed", "report_closing_event", form=filled("death_closed")),
    reads(f"{CASE}/handover", "read", steps=HANDOVER),
    sends(f"{CASE}/handover", "release", form=filled("handover_release", _act="release"), steps=HANDOVER),
    sends(f"{CASE}/handover/release", "release", form=filled("handover_release"), steps=HANDOVER),
    sends(f"{CASE}/handover/receive", "receive", form=filled("handover_receipt"), steps=HANDOVER),
    sends(f"{CASE}/handover/refuse_handover", "receive", form=filled("handover_refusal"), steps=HANDOVER),
    sends(f"{CASE}/links", "link", form=LINK | {"kind": "sibling"}),
    sends(f"{CASE}/links", "join_duplicate", form=LINK | {"kind": "duplicate"}),
    sends(f"{CASE}/links", "link_episode", form=LINK | {"kind": "earlier_episode"}),
    reads(f"{CASE}/links/{{other}}/separation", "separate", answers=NOT_NOW),
    sends(f"{CASE}/links/{{other}}/separation", "separate", form=filled("separation")),
]
"""What is about one case."""

BY_ROLE: dict[str, tuple[frozenset[Role], Form, int]] = {
    "GET /board": (SUPERVISORS, {}, 200),
    "GET /work/file": (SUPERVISORS, {}, 200),
    "POST /guidelines/proposals/{name}/comments": (WORKERS, {"text": "Five days are few."}, 303),
    "GET /guidelines/proposals/{name}/rehearsal": (SUPERVISORS, {}, 200),
    "GET /audit": (AUDITORS, {}, 200),
    "GET /statistics": (ANALYSTS, {}, 200),
    "GET /emergency": (WORKERS, {}, 200),
    "POST /emergency": (WORKERS, {"case": "no such number", "reason": "x"}, 404),
    "GET /cases/new": (MAY_OPEN, {}, 200),
    "POST /cases/new": (MAY_OPEN, {"origin": "HN", "name": "Luz Ejemplo"}, 200),
    "POST /cases/new/detection": (MAY_OPEN, filled("detection", _origin="HN", _another="yes"), 303),
}
"""For everybody in these roles, whatever they take part in: whose, what its form sends, what it then answers."""

HOLD: Form = {"cause": "closed", "country": "Mexico", "directions": ["into"], "reason": "x"}
OF_THE_BORDER = frozenset({"mx", "other"})
"""The agencies of the country whose borders are held (see tests.api.given)."""

BORDERS: dict[str, tuple[frozenset[Role], frozenset[str], Form, int]] = {
    "GET /borders": (WORKERS, EVERYWHERE, {}, 200),
    "GET /borders/{hold}": (WORKERS, EVERYWHERE, {}, 200),
    "GET /borders/new": (SUPERVISORS, EVERYWHERE, {}, 200),
    "POST /borders/new": (SUPERVISORS, OF_THE_BORDER, HOLD, 303),
    "POST /borders/{hold}/lift": (SUPERVISORS, OF_THE_BORDER, {"reason": "x"}, 303),
}
"""Read by whoever works on cases; set and lifted by supervisors of its country: roles, agencies, form, answer."""

FOR_ALL = {
    "GET /account",
    "GET /work",
    "GET /waiting",
    "GET /cases",
    "GET /guidelines",
    "GET /guidelines/editions",
    "GET /guidelines/proposals/{name}",
    "GET /guidelines/instruments",
    "GET /guidelines/timeline",
    "GET /guidelines/duties",
    "GET /guidelines/{stage}",
    "GET /outbox",
}
"""For everybody who is signed in: guidelines, and lists, which show what is theirs. (The outbox: in practice.)"""

ONWARD = {
    "GET /": frozenset({200, 303}),
    "POST /account": frozenset({401}),
    "GET /account/second-factor": frozenset({303}),
    "POST /account/second-factor": frozenset({303}),
    "POST /account/second-factor/begin": frozenset({401}),
    "POST /account/recovery-codes": frozenset({401}),
    "POST /account/password": frozenset({401}),
    "POST /account/sessions": frozenset({401}),
    "POST /account/passkeys/begin": frozenset({401}),
    "GET /account/passkeys/new": frozenset({303}),
    "POST /account/passkeys/new": frozenset({401}),
    "POST /account/passkeys/remove": frozenset({401}),
    "POST /sign-out": frozenset({303}),
}
"""For everybody who is signed in: the first page, which leads on whoever works on no case; one's own second factor,
which is not on; and the way out."""

DOORS = {
    "GET /sign-in",
    "POST /sign-in",
    "GET /sign-in/code",
    "POST /sign-in/code",
    "GET /sign-in/passkey",
    "POST /sign-in/passkey",
    "GET /sign-in/oidc",
    "GET /sign-in/oidc/back",
    "GET /leave",
    "POST /language",
}
"""For who is not signed in: the way in, the quick way out (it shows nothing), the choice of language."""

AUDITING = {"POST /audit/{reading}/review"}
"""For the auditors of one agency: every cell is in tests/api/test_looks.py."""

TABLE = {asks.route for asks in ON_CASES} | AUDITING | set(BY_ROLE) | set(BORDERS) | FOR_ALL | set(ONWARD) | DOORS
