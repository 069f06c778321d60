"""From the library to the procedure of one case: a host, an origin, a day.

First the region's own steps are changed as the proposals adopted by that day say, then each country adds its own.
Every clock keeps the one value that stands on the day. A day that no value covers is refused, never answered
with the nearest value; so is a country's change that protects less than the region.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from guidelines.change import inserted, placed, replaced
from guidelines.country import Country, InsertAfter, Replace, in_force
from guidelines.deadline import Deadline, Ladder, Term
from guidelines.enacted import enacted, yielding
from guidelines.model import Words
from guidelines.procedure import Procedure
from guidelines.refusal import GuidelineRefused, Problem
from guidelines.rule import Interruption
from guidelines.step import Side, Stage, Step, Visit
from guidelines.weakening import earlier_moments, weaknesses

if TYPE_CHECKING:
    from guidelines.library import Library


def resolve(library: "Library", host: str, origin: str, on: date) -> Procedure:
    """The procedure of a case opened on ``on``. Raises GuidelineRefused.

    Refused are: a country we do not know, host and origin alike, a day without a value or without a holder, and
    a country's change that weakens the regional rule.
    """
    countries: dict[Side, Country] = {"host": _country(library, host), "origin": _country(library, origin)}
    if host == origin:
        raise GuidelineRefused(
            Problem("countries/", host, "Host and origin are the same.", "A repatriation needs two countries.")
        )
    given_way = yielding(library, on)
    library = enacted(library, on)
    stages = library.stages
    for side, country in countries.items():
        stages = _changed(library, stages, country.code, side, on, given_way)
    pair = f"{host} as host and {origin} as origin"
    return Procedure(
        host=host,
        origin=origin,
        on=on,
        zones={code: library.countries[code].time_zone for code in (host, origin)},
        stages=tuple(
            stage.model_copy(update={"steps": tuple(_dated(step, on, pair) for step in stage.steps)})
            for stage in stages
        ),
        safeguards=library.safeguards,
        interruptions=tuple(_interruption(each, on, pair) for each in library.interruptions),
        ladders=library.ladders,
        holders=_holders(library, countries, on),
        duties=tuple(_dated(duty, on, pair) for duty in library.duties),
    )


def resolve_at(library: "Library", host: str, origin: str, at: datetime) -> Procedure:
    """The procedure in force at an instant: its day is the host's. Raises GuidelineRefused."""
    zone = ZoneInfo(_country(library, host).time_zone)
    return resolve(library, host, origin, at.astimezone(zone).date())


def region_alone(library: "Library", on: date) -> Procedure:
    """The region's own rules, as they would stand between two countries that add nothing. Raises GuidelineRefused."""
    host, origin = sorted(library.countries)[:2]
    plain = {code: overlay.model_copy(update={"changes": ()}) for code, overlay in library.overlays.items()}
    return resolve(library.model_copy(update={"overlays": plain}), host, origin, on)


def _country(library: "Library", code: str) -> Country:
    if code not in library.countries:
        known = ", ".join(sorted(library.countries))
        raise GuidelineRefused(Problem("countries/", code, f"There is no country `{code}`.", f"Write one of: {known}."))
    return library.countries[code]


def _changed(
    library: "Library",
    stages: tuple[Stage, ...],
    code: str,
    side: Side,
    on: date,
    given_way: frozenset[tuple[str, str, str]],
) -> tuple[Stage, ...]:
    file = f"countries/{code}/overlay.yaml"
    for change in library.overlays[code].changes:
        if change.as_ != side or not in_force(change, on):
            continue
        steps = {step.id: step for stage in stages for step in stage.steps}
        if isinstance(change, InsertAfter):
            new = inserted(change)
        else:
            yields = (code, side, change.step) in given_way
            own = _giving_way(change, steps[change.step]) if yields else change
            new = _replaced(file, own, steps, library, on)
        stages = tuple(
            stage.model_copy(update={"steps": placed(stage.steps, change.step, new)})
            if any(step.id == change.step for step in stage.steps)
            else stage
            for stage in stages
        )
    return stages


def _giving_way(change: Replace, old: Step) -> Replace:
    """The country's rule with the region's term."""
    if change.deadline is None or old.deadline is None:
        return change
    deadline = change.deadline.model_copy(update={"values": old.deadline.values})
    return change.model_copy(update={"deadline": deadline})


def _replaced(file: str, change: Replace, steps: dict[str, Step], library: "Library", on: date) -> Step:
    old = steps[change.step]
    where = f"change of {change.step}"
    weak: list[str] = []
    if change.evidence is not None:
        weak += [f"it no longer asks for `{kind}`" for kind in old.evidence if kind not in change.evidence]
    if change.deadline and old.deadline:
        terms = (_term(old.deadline, on, file, where), _term(change.deadline, on, file, where))
        earlier = earlier_moments(old, steps)
        ladders: dict[str, Ladder] = {ladder.id: ladder for ladder in library.ladders}
        weak += weaknesses(old.deadline, change.deadline, terms, ladders, earlier)
    if weak:
        mend = "A country may only protect more: shorten it, or delete the change."
        raise GuidelineRefused(*(Problem(file, where, f"It weakens the regional rule: {each}.", mend) for each in weak))
    return replaced(old, change)


def _term(deadline: Deadline, on: date, file: str, where: str) -> Term:
    value = deadline.on(on)
    if value is None or value.term is None:
        raise _no_value(file, where, on)
    return value.term


def _no_value(place: str, where: str, on: date) -> GuidelineRefused:
    mend = "Add a value with an `applies_from` on or before that day, and its citation."
    return GuidelineRefused(Problem(place, where, f"No value stands on {on}.", mend))


def _dated(step: Step, on: date, pair: str) -> Step:
    def kept(deadline: Deadline, name: str) -> Deadline:
        value = deadline.on(on)
        if value is None:
            raise _no_value(f"the rules for {pair}", f"step {name}, deadline", on)
        return deadline.model_copy(update={"values": (value,)})

    def visit(each: Visit) -> Visit:
        return each.model_copy(update={"deadline": kept(each.deadline, f"{step.id}, {each.id}")})

    return step.model_copy(
        update={
            "deadline": kept(step.deadline, step.id) if step.deadline else None,
            "series": tuple(visit(each) for each in step.series),
            "extra": visit(step.extra) if step.extra else None,
        }
    )


def _interruption(each: Interruption, on: date, pair: str) -> Interruption:
    if each.hold is None:
        return each
    hold = each.hold.model_copy(update={"duty": _dated(each.hold.duty, on, pair)})
    return each.model_copy(update={"hold": hold})


def _holders(library: "Library", countries: dict[Side, Country], on: date) -> dict[str, Words]:
    holders: dict[str, Words] = {}
    for side in countries:
        for role in library.vocabulary.roles:
            country = countries[role.always_of or side]
            holder = country.holder(role.id, on)
            if holder is not None:
                holders[f"{side}:{role.id}"] = holder.name
            elif role.every_country:
                file = f"countries/{country.code}/country.yaml"
                mend = "Add an authority with that role that holds it on that day."
                raise GuidelineRefused(Problem(file, role.id, f"Nobody holds `{role.id}` on {on}.", mend))
    return holders
