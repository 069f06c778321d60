"""A line of the ledger in sentences: what was done, what it says of itself, by whom, and under which rule."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.explain.disclosures import WORDS as DISCLOSED
from api.explain.law import cited
from api.explain.verdicts import GATES
from api.pages.countries import country
from api.pages.instants import lasted, said
from api.pages.journey_words import PROMISES, UNDOING
from api.pages.language import catalogue
from api.pages.words import ACTS, BASES, LINKS, OUTCOMES, ROLES
from api.schemas.answers import EntryShown
from cases.reports import report_model
from cases.reports.sharing import Purpose, Recipient
from cases.repository.houses import A_SHELTER, UNNAMED
from cases.words import N_
from guidelines.library import Library
from guidelines.procedure import Procedure
from guidelines.step import Step

AGAIN = N_("Begins again with it: %(steps)s")
MOVED = N_("The date moved of: %(steps)s")
LEFT = N_("Had already left: %(what)s (times: %(times)s, the last on %(last)s)")
LATE = N_(
    "The report came late: %(how_late)s after it was due (%(due)s). "
    "Nobody could be told of it then: the case was not open yet."
)
BY_ITSELF = N_("By the clock or the rules")


@dataclass(frozen=True)
class Story:
    """The rules of a case, in the language of whoever reads; ``names`` of people, by id."""

    procedure: Procedure
    library: Library
    language: str
    names: Mapping[str, str]

    def told(self, entry: EntryShown) -> EntryShown:
        """The line with its sentences."""
        rule = self._rule(entry.rule)
        if entry.agency == UNNAMED:
            entry = entry.model_copy(update=dict.fromkeys(("actor_name", "agency_name"), self.say(A_SHELTER)))
        return entry.model_copy(
            update={
                "sentence": self._sentence(entry),
                "said": [line for line in self._lines(entry) if line],
                "who": self._who(entry),
                "rule_title": rule.title.in_(self.language) if rule else None,
                "rule_source": self._source(rule) if rule else None,
            }
        )

    def say(self, msgid: str, **values: Any) -> str:
        """A sentence in the reader's language."""
        return catalogue(self.language).gettext(msgid) % values

    def title(self, key: str) -> str:
        """The title of a step by its key: its own, or its visit's."""
        for rule in self._rules():
            for visit in rule.series:
                if visit.id == key:
                    return visit.title.in_(self.language)
            if rule.extra is not None and key.startswith(rule.extra.id):
                return rule.extra.title.in_(self.language)
            if rule.id == key:
                return rule.title.in_(self.language)
        return key

    def _sentence(self, entry: EntryShown) -> str:
        what = [self.title(entry.step)] if entry.step else []
        what += [words for name, word in self._objects().items() if (words := word(entry.details.get(name)))]
        found = self.say(ACTS.get(entry.act, entry.act))
        if what:
            found = f"{found}: {'; '.join(what)}"
        if entry.step and entry.round and entry.round > 1:
            times = self.say(N_("round %(number)s"), number=entry.round)
            found += f" ({times})"
        return found

    def _objects(self) -> dict[str, Callable[[Any], str]]:
        """Details that say what the act was about."""
        return {
            "kind": self._kind,
            "stage": lambda stage: self.procedure.stage(stage).title.in_(self.language) if stage else "",
            "promise": lambda promise: self.say(PROMISES[promise]) if promise else "",
            "safeguard": lambda name: self._demand(name) if name else "",
            "gate": lambda gate: self.say(GATES[gate]) if gate else "",
            "recipient": lambda code: self.say(Recipient.of(code).label) if code else "",
            "purpose": lambda code: self.say(Purpose.of(code).label) if code else "",
            "other": lambda number: str(number or ""),
            "agency": lambda agency: self._name(agency) if agency else "",
        }

    def _lines(self, entry: EntryShown) -> Iterator[str]:
        details = entry.details
        if outcome := details.get("outcome"):
            yield self.say(N_("Result: %(result)s"), result=self.say(OUTCOMES.get(outcome, outcome)))
        for verdict in details.get("why", ()):
            yield self.say(N_("It applies only if: %(condition)s"), condition=self._condition(verdict["id"]))
        yield from self._left(details)
        if role := details.get("role"):
            yield self.say(N_("Told: %(whom)s"), whom=self._role(role))
        if "owner" in details:
            whom = self._name(details["owner"]) if details["owner"] else self.say(N_("nobody"))
            yield self.say(N_("In the hands of %(name)s"), name=whom)
        yield from self._times(details)
        if what := details.get("what"):
            yield country(what) if details.get("promise") == "transit_consent" else what
        if how := details.get("how"):
            yield self.say(UNDOING[how])
        if fields := details.get("fields"):
            yield self.say(N_("What was corrected: %(answers)s"), answers="; ".join(self._labels(entry, fields)))
        for name, msgid in (("with", AGAIN), ("moved", MOVED)):
            if steps := details.get(name):
                yield self.say(msgid, steps="; ".join(self.title(key) for key in steps))
        if edition := details.get("to") if entry.act == "edition_adopted" else None:
            yield self.say(N_("Edition %(edition)s"), edition=edition)
        if reason := details.get("reason"):
            yield self.say(N_("Reason: %(reason)s"), reason=reason)

    def _left(self, details: Mapping[str, Any]) -> Iterator[str]:
        """What a recipient had already got when a consent was withdrawn."""
        for each in details.get("left", ()):
            what = self.say(DISCLOSED[each["kind"]])
            yield self.say(LEFT, what=what, times=each["times"], last=said(each["last"]))

    def _times(self, details: dict[str, Any]) -> Iterator[str]:
        if until := details.get("until"):
            yield self.say(N_("Until %(day)s"), day=said(until))
        if late := details.get("late"):
            yield self.say(LATE, how_late=lasted(late["due_at"], late["done_at"]), due=said(late["due_at"]))

    def _who(self, entry: EntryShown) -> str:
        if entry.actor is None:
            return self.say(BY_ITSELF)
        if entry.agency == UNNAMED:
            return self.say(A_SHELTER)
        capacity = self.say(ROLES[entry.capacity]) if entry.capacity else ""
        return f"{entry.actor_name or entry.actor}, {entry.agency_name or entry.agency} ({capacity})"

    def _name(self, of: str) -> str:
        return self.say(A_SHELTER) if of == UNNAMED else self.names.get(of, of)

    def _kind(self, kind: str | None) -> str:
        if kind is None:
            return ""
        known = (*self.procedure.interruptions, *self.library.interruptions)
        event = next((each.title.in_(self.language) for each in known if each.id == kind), None)
        return event or self.say(LINKS.get(kind, kind))

    def _demand(self, safeguard: str) -> str:
        known = (*self.procedure.safeguards, *self.library.safeguards)
        return next((each.sentence.in_(self.language) for each in known if each.id == safeguard), safeguard)

    def _condition(self, name: str) -> str:
        known = {each.id: each.sentence.in_(self.language) for each in self.library.conditions}
        return known.get(name) or self.say(ACTS.get(name, name))

    def _role(self, role: str) -> str:
        words = {each.id: each.words.in_(self.language) for each in self.library.vocabulary.roles}
        return words.get(role) or self.say(ROLES.get(role, role))

    def _labels(self, entry: EntryShown, fields: list[str]) -> list[str]:
        rule = self._rule(entry.rule)
        known = report_model(rule.report_model).model_fields if rule else {}
        return [self.say((known[name].title if name in known else None) or name) for name in fields]

    def _source(self, rule: Step) -> str:
        source = cited(rule.cite, self.library, self.language)
        _, basis = BASES[source.basis]
        place = f": {source.place.title}, {source.place.provision}" if source.place else ""
        return f"{self.say(basis)}{place}"

    def _rule(self, step_id: str | None) -> Step | None:
        try:
            return self.procedure.step(step_id) if step_id else None
        except KeyError:
            return next((each for each in self._rules() if each.id == step_id), None)

    def _rules(self) -> list[Step]:
        held = [each.hold.duty for each in self.library.interruptions if each.hold]
        own = [each.hold.duty for each in self.procedure.interruptions if each.hold]
        staged = [step for stage in self.procedure.stages for step in stage.steps]
        return [*staged, *self.procedure.duties, *own, *held]
