"""What a reader of the country of origin is not shown: what is confidential, and where the child is."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from api.explain.telling import Telling
from api.pages.forms.shape import asked
from api.pages.language import catalogue
from api.pages.secrets import may_read_places, may_read_secrets
from api.schemas.answers import EntryShown
from api.schemas.steps import Told
from api.schemas.verdicts import HoldNamed
from cases.access import CaseSide
from cases.borders import BORDER_CLOSED
from cases.need_to_know import Sharing
from cases.record import StepView
from cases.reports.sharing_events import SharingConsented, SharingReviewed, SharingWithdrawn
from cases.repository.houses import UNNAMED, Houses
from cases.words import N_
from guidelines.procedure import Procedure

SUSPENDED_BY_HOST = N_("Suspended by the host country; the reason is not shown to you")


def confidential(procedure: Procedure, relation: CaseSide) -> frozenset[str]:
    """Kinds of events, and keys of their duties, of which this reader learns nothing."""
    if relation == "host":
        return frozenset()
    kinds = [each for each in procedure.interruptions if each.confidential]
    return frozenset(each.id for each in kinds) | frozenset(each.hold.duty.id for each in kinds if each.hold)


OF_THE_GUARDIAN = frozenset({"guardian_impostor", "guardian_replaced", "guardian_replacement"})
"""A doubt about the guardian is no guardian's to read: a paper may reach the one it is about."""


def kept_from_guardians(procedure: Procedure) -> frozenset[str]:
    """Kinds of events, and keys of their duties, of which no paper for the child or the guardian tells."""
    return confidential(procedure, "origin") | OF_THE_GUARDIAN


def hidden_from(telling: Telling) -> frozenset[str]:
    """The same for the reader of this telling."""
    return confidential(telling.procedure, telling.relation)


def named(telling: Telling, kind: str) -> HoldNamed:
    """An interruption that keeps something shut, and what ends it; only since when, where it is confidential."""
    hold = next((each for each in telling.view.holds if each.kind == kind), None)
    borders = [each.id for each in telling.borders] if kind == BORDER_CLOSED else []
    if hold is None:  # a border is closed for everybody, and this case has not heard of it yet
        title, first = named_elsewhere(telling, kind), telling.borders[0]
        return HoldNamed(kind=kind, title=title, since=first.since, by=first.authority, borders=borders)
    if kind in hidden_from(telling):
        return HoldNamed(kind="confidential", title=telling.say(SUSPENDED_BY_HOST), since=hold.since)
    duty = telling.steps.get(hold.duty)
    return HoldNamed(
        kind=kind,
        title=telling.procedure.interruption(kind).title.in_(telling.language),
        since=hold.since,
        by=telling.said_name(hold.by),
        duty=hold.duty,
        duty_title=telling.procedure.step(hold.duty).title.in_(telling.language),
        owner_name=telling.name(duty.owner) if duty else None,
        ends_with=[each.title.in_(telling.language) for each in telling.procedure.interruptions if each.lifts == kind],
        borders=borders,
    )


def named_elsewhere(telling: Telling, kind: str) -> str:
    """What holds another child's case, which may follow other rules; unnamed where it is confidential."""
    found = next((each for each in telling.library.interruptions if each.id == kind), None)
    if found is None or (found.confidential and telling.relation != "host"):
        return catalogue(telling.language).gettext(SUSPENDED_BY_HOST)
    return found.title.in_(telling.language)


def shut_by(telling: Telling, view: StepView) -> list[HoldNamed]:
    """The interruptions by which a running step cannot be finished now, whatever would be decided."""
    if view.status not in ("open", "submitted"):
        return []
    held = {hold.kind: telling.procedure.interruption(hold.kind).hold for hold in telling.view.holds}
    return [named(telling, kind) for kind, rule in held.items() if rule and view.step in rule.shuts]


GIVEN, TAKEN_BACK, REVIEWED = SharingConsented.name, SharingWithdrawn.name, SharingReviewed.name

PROTECTION = ("protected", "protection_ended")
"""Why a case was protected, and for whom, is told to those alone who were named: it may be about somebody else."""


@dataclass(frozen=True)
class Untold:
    """What a reader of the ledger is not told. ``unnamed``: kinds of events, and keys of their duties.

    ``elsewhere``: numbers of cases of which this reader may not know. ``reader``: their id.
    ``houses``: the shelters that are not named to them.
    ``reasons``: the steps whose typed reasons are told besides those that ``agency`` typed; None: all are.
    ``sharing``: of which consents to share it is told, and of which that were taken back; None: of all.
    """

    unnamed: frozenset[str] = frozenset()
    reasons: frozenset[str] | None = None
    agency: str | None = None
    elsewhere: frozenset[str] = frozenset()
    reader: str = ""
    houses: Houses = field(default_factory=Houses)
    sharing: Sharing | None = None

    def without(self, cases: frozenset[str], unnamed: frozenset[str] = frozenset()) -> "Untold":
        """The same, and none of these cases named: a file about one child names no other child's case."""
        return replace(self, elsewhere=self.elsewhere | cases, unnamed=self.unnamed | unnamed)

    def of(self, entry: EntryShown) -> EntryShown:
        """The line for this reader; of what is confidential it only says that something was done, and when."""
        return self._unnamed(self._told(entry))

    def _unnamed(self, entry: EntryShown) -> EntryShown:
        houses, details = self.houses, entry.details
        if details.get("agency") in houses.agencies:
            details = {name: value for name, value in details.items() if name != "reason"}
        nobody = {"actor": UNNAMED, "actor_name": None, "agency": UNNAMED, "agency_name": None, "capacity": None}
        theirs = entry.agency in houses.agencies or entry.actor in houses.people
        return entry.model_copy(update={"details": houses.neutral(details)} | (nobody if theirs else {}))

    def _told(self, entry: EntryShown) -> EntryShown:
        if entry.act in PROTECTION and self.reader not in (entry.actor, *entry.details.get("people", ())):
            return entry.model_copy(update={"details": {}})
        if entry.details.get("other") in self.elsewhere:
            entry = entry.model_copy(update={"details": entry.details | {"other": None}})
        if entry.details.get("kind") in self.unnamed or entry.step in self.unnamed or not self._shared(entry.details):
            return entry.model_copy(update={"step": None, "rule": None, "round": None, "details": {}})
        if self.reasons is None or entry.agency == self.agency or entry.step in self.reasons:
            return entry
        return entry.model_copy(
            update={"details": {name: value for name, value in entry.details.items() if name != "reason"}}
        )

    def _shared(self, details: Mapping[str, Any]) -> bool:
        """Whether this reader is told of the consent that the line is about, if it is about one. A review says of which
        withdrawal only in its report: it comes with the child."""
        if self.sharing is None or details.get("kind") not in (GIVEN, TAKEN_BACK, REVIEWED):
            return True
        if details["kind"] == REVIEWED:
            return False
        return self.sharing.names(details.get("recipient", ""), details.get("purpose"))


def told_of(telling: Telling, report: str, side: str) -> Told:
    """What this reader may read of a report, or from when on."""
    answers = telling.reader.of(report, side)
    if answers is not None:
        return "all" if answers == "all" else "part"
    return (telling.reader.own and telling.library.need_to_know.receiving.since(report)) or "never"


def reads_secrets(telling: Telling, side: str, model: type[BaseModel]) -> bool:
    """Whether what is secret in a report is told. To who does not answer for the child only where the table names it:
    what is told to them whole is told without."""
    name = getattr(model, "name", "")
    named = telling.reader.own or telling.reader.of(name, side) != "all"
    return named and may_read_secrets(telling.relation, side, telling.view)


def shown_data(
    telling: Telling, side: str, model: type[BaseModel], data: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """A filed report for this reader, and the names of the answers that are left out of it."""
    secrets = reads_secrets(telling, side, model)
    places = may_read_places(telling.relation, side, telling.view)
    left_out: list[str] = []
    return _without(model, data, secrets, places, "", left_out), left_out


def without_places(
    model: type[BaseModel], data: Mapping[str, Any], left_out: list[str]
) -> tuple[dict[str, Any], list[str]]:
    """A report without what says where the child sleeps or is, whoever reads it; and all that is left out of it."""
    found = list(left_out)
    return _without(model, data, False, False, "", found), found


def _without(
    model: type[BaseModel], data: Mapping[str, Any], secrets: bool, places: bool, path: str, left_out: list[str]
) -> dict[str, Any]:
    kept = dict(data)
    for each in asked(model):
        shape, value = each.shape, kept.get(each.name)
        if value in (None, "", [], {}):
            continue
        if (shape.secret and not secrets) or (shape.place and not places):
            del kept[each.name]
            left_out.append(f"{path}{each.name}")
        elif shape.kind == "part" and shape.part:
            kept[each.name] = _without(shape.part, value, secrets, places, f"{path}{each.name}.", left_out)
        elif shape.kind == "parts" and shape.part:
            kept[each.name] = [
                _without(shape.part, item, secrets, places, f"{path}{each.name}.{number}.", left_out)
                for number, item in enumerate(value)
            ]
    return kept
