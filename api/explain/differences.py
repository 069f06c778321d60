"""A difference between two editions in a sentence, in the reader's language."""

from collections.abc import Callable, Iterable

from api.explain.difference_words import BASES, CALENDARS, FIELDS, GATES, SENTENCES, STARTS
from api.pages.language import gettext, spoken
from cases.words import N_
from guidelines.because import in_words
from guidelines.citation import Citation
from guidelines.deadline import Term
from guidelines.difference import Difference
from guidelines.library import Library
from guidelines.procedure import Procedure

LESS = N_("This protects less than before.")
NOTHING = N_("nothing")


def sentences(
    differences: Iterable[Difference], library: Library, *procedures: Procedure
) -> list[tuple[Difference, str]]:
    """Each difference with its sentence. ``procedures``: where the titles of steps are found."""
    names = _names(library, procedures)
    return [(each, _sentence(each, names)) for each in differences]


def _sentence(difference: Difference, names: Callable[[str], str]) -> str:
    form = SENTENCES.get((difference.of, difference.kind)) or SENTENCES["", difference.kind]
    title = names(difference.id)
    if difference.title is not None:
        title = difference.title.in_(spoken())
    if difference.of == "holder":
        side, _, role = difference.id.partition(":")
        title = names(role) if role else names(side)
    if difference.visit is not None:
        title = f"{title} ({difference.visit.in_(spoken())})"
    said = gettext(form) % {
        "title": title,
        "was": _listed(difference.was, names, difference.was_term),
        "becomes": _listed(difference.becomes, names, difference.becomes_term),
        "was_basis": _basis(difference.was_cite),
        "becomes_basis": _basis(difference.becomes_cite),
    }
    return f"{said} {gettext(LESS)}" if difference.protects_less else said


def _listed(ids: tuple[str, ...], names: Callable[[str], str], term: Term | None) -> str:
    if term is not None:
        return in_words(term, spoken())
    return ", ".join(names(each) for each in ids if each) or gettext(NOTHING)


def _basis(cite: Citation | None) -> str:
    if cite is None:
        return ""
    words = gettext(BASES[cite.basis])
    return f"{words}: {cite.instrument}, {cite.provision}" if cite.instrument else words


def _names(library: Library, procedures: Iterable[Procedure]) -> Callable[[str], str]:
    """The words of any id that a difference may hold: steps, stages, roles, papers, gates, conditions, moments."""
    language = spoken()
    found: dict[str, str] = {}
    for procedure in procedures:
        for stage in procedure.stages:
            found |= {stage.stage: stage.title.in_(language)}
            found |= {step.id: step.title.in_(language) for step in stage.steps}
        found |= {duty.id: duty.title.in_(language) for duty in procedure.duties}
    found |= {each.id: each.words.in_(language) for each in library.vocabulary.roles}
    found |= {each.id: each.words.in_(language) for each in library.vocabulary.evidence}
    found |= {each.id: each.sentence.in_(language) for each in library.conditions}
    found |= {each.id: each.title.in_(language) for each in library.interruptions}
    found |= {name: gettext(words) for table in (GATES, CALENDARS, STARTS, FIELDS) for name, words in table.items()}

    def named(name: str) -> str:
        if name in found:
            return found[name]
        first, _, rest = name.partition(" ")
        if rest and first in found:  # a rung: whom it tells, and after how many hours
            return gettext(N_("%(whom)s after %(hours)s hours")) % {"whom": found[first], "hours": rest}
        step = found.get(name.removesuffix(".finished"))
        return gettext(N_("the end of “%(step)s”")) % {"step": step} if step else name

    return named
