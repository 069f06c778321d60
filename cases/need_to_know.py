"""Which steps and reports of a case, and which answers, a reader's agency may read: by what it does in it now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.access import CaseSide
from cases.actor import Function
from cases.record import CaseView, StepView
from guidelines.need_to_know import Answers, Level, NeedToKnow

IN_THEIR_CARE = ("origin", "carer")


@dataclass(frozen=True)
class Sharing:
    """Consents to share: with whom, and for what."""

    recipients: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()

    def names(self, recipient: str, purpose: str | None) -> bool:
        """Whether one with that recipient, for that purpose (None: for every one), is among them."""
        return recipient in self.recipients and (purpose is None or purpose in self.purposes)


@dataclass(frozen=True)
class Readable:
    """What is told. ``told`` None: everything, to who answers for the child there."""

    told: Mapping[str, Answers] | None = None
    function: Function = Function.PROTECTION
    """What the reader's agency does. One that does not answer for the child is told only of what the table names."""

    sharing: Sharing | None = None
    """Of which consents to share it is told; None: of all."""

    @property
    def own(self) -> bool:
        """Whether the reports of the reader's own country are told too: a consulate, say, did not file them."""
        return self.function is Function.PROTECTION

    def knows_of(self, view: StepView) -> bool:
        """Whether the reader is told that there is such a step."""
        return self.own or view.responsible == self.function or view.report in (self.told or ())

    def of(self, report: str, side: str) -> Answers | None:
        """The answers of a report on a step of that side; None: nothing of it."""
        if self.told is None or (self.own and side != "host"):
            return "all"
        return self.told.get(report)

    def told_of(self, report: str, side: str, data: dict[str, Any]) -> dict[str, Any]:
        """The answers of one report that are told."""
        answers = self.of(report, side)
        return data if answers == "all" else _named(data, answers or ())

    def of_sharing(self, recipient: str, purpose: str | None) -> bool:
        """Whether it is told of a consent to share, or of one that was taken back (None: for every purpose)."""
        return self.sharing is None or self.sharing.names(recipient, purpose)

    def names(self, side: str) -> frozenset[str] | None:
        """The reports of which anything is told, for a query; None: all of them."""
        return None if self.told is None or (self.own and side != "host") else frozenset(self.told)


def readable(
    rules: NeedToKnow, relation: CaseSide, function: Function, view: CaseView, steps: Iterable[StepView]
) -> Readable:
    """For an agency of that ``function`` on that side of a case as it stands."""
    if function is not Function.PROTECTION:
        return Readable(rules.of_function(function), function, Sharing())
    if relation == "host":
        return Readable()
    level = level_of(view, steps)
    named = rules.consents
    sharing = None if level == "arrived" else Sharing(named.recipients.until(level), named.purposes.until(level))
    return Readable(rules.receiving.until(level), sharing=sharing)


def _named(data: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """What ``names`` names of it: "papers" is all that is said of papers, "papers.kind" of each of them its kind."""
    whole = {name for name in names if "." not in name}
    inside: dict[str, list[str]] = {}
    for name in names:
        head, _, rest = name.partition(".")
        inside.setdefault(head, []).append(rest)
    told: dict[str, Any] = {}
    for name, value in data.items():
        if name in whole:
            told[name] = value
        elif name in inside and isinstance(value, list):
            told[name] = [_named(each, inside[name]) for each in value]
        elif name in inside and isinstance(value, dict):
            told[name] = _named(value, inside[name])
    return told


def level_of(view: CaseView, steps: Iterable[StepView]) -> Level:
    """How far the receiving agency has come: asked who the child is, referred to it, accepted by it, arrived."""
    if view.custodian in IN_THEIR_CARE:
        return "arrived"
    finished = {each.step for each in steps if each.status == "finished"}
    return "accepted" if "acceptance" in finished else "referred" if "referral" in finished else "asked"
