"""Steps, roles, authorities and events by the names that people know them by."""

from api.explain.telling import Telling
from api.explain.withheld import SUSPENDED_BY_HOST, hidden_from
from cases.record import StepView
from guidelines.step import Step


def title_of(telling: Telling, view: StepView | None, rule: Step) -> str:
    """The step's title; a visit's own."""
    visits = (*rule.series, *((rule.extra,) if rule.extra else ()))
    words = next((visit.title for visit in visits if view and visit.id == view.visit), rule.title)
    return words.in_(telling.language)


def title_at(telling: Telling, key: str) -> str:
    """The title of the step of that key, or of that id; of a stage or an event, its own; else the word itself."""
    view = telling.steps.get(key)
    try:
        return title_of(telling, view, telling.procedure.step(view.step if view else key))
    except KeyError:
        named = [*((each.stage, each.title) for each in telling.procedure.stages)]
        named += [(each.id, each.title) for each in telling.procedure.interruptions]
        return next((title.in_(telling.language) for name, title in named if name == key), key)


def event_title(telling: Telling, kind: str) -> str:
    """The title of an event: by the case's own rules, or by today's where its edition does not know it.

    What is confidential has no name for a reader of the other country.
    """
    if kind in hidden_from(telling):
        return telling.say(SUSPENDED_BY_HOST)
    known = (*telling.procedure.interruptions, *telling.library.interruptions)
    return next((each.title.in_(telling.language) for each in known if each.id == kind), kind)


def role_words(telling: Telling, role: str) -> str:
    """A role in words."""
    return next(
        (each.words.in_(telling.language) for each in telling.library.vocabulary.roles if each.id == role), role
    )


def holder_of(telling: Telling, side: str, rule: Step) -> str | None:
    """The authority that holds the role of a step, as the guidelines name it."""
    words = telling.procedure.holders.get(f"{'origin' if side == 'origin' else 'host'}:{rule.responsible}")
    return words.in_(telling.language) if words else None
