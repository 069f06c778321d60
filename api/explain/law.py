"""Sources in the reader's language."""

from api.schemas.law import Cited, PlaceShown, SaidByLaw
from guidelines.citation import Citation
from guidelines.deadline import Deadline
from guidelines.library import Library


def cited(cite: Citation, guidelines: Library, language: str) -> Cited:
    """A citation, with the titles of the texts."""
    place = None
    if cite.instrument and cite.provision:
        place = _place(cite.instrument, cite.provision, guidelines, language)
    return Cited(
        basis=cite.basis,
        place=place,
        note=cite.note.in_(language) if cite.note else None,
        modelled_on=[_place(each.instrument, each.provision, guidelines, language) for each in cite.modelled_on],
        last_checked_on=cite.last_checked_on,
    )


def said(deadline: Deadline, guidelines: Library, language: str) -> list[SaidByLaw]:
    """What texts say about this clock without a number."""
    return [
        SaidByLaw(words=each.words.in_(language), cited=cited(each.cite, guidelines, language))
        for each in deadline.says
    ]


def _place(instrument: str, provision: str, guidelines: Library, language: str) -> PlaceShown:
    title = guidelines.instrument(instrument).title.in_(language)
    return PlaceShown(instrument=instrument, title=title, provision=provision)
