"""Citations point to registered texts, and no text is made to say more than it can.

A national law binds its own country: the region may lean on it (``modelled_on``), only that country may cite it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from guidelines.citation import Citation
from guidelines.refusal import Problem
from guidelines.walk import walk

if TYPE_CHECKING:
    from guidelines.library import Library


def problems(library: "Library") -> Iterator[Problem]:
    """Unknown texts, a basis that is not the text's kind, a law cited outside its country."""
    ids = [each.id for each in library.instruments]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        yield Problem("instruments.yaml", twice, "The id is used twice.", "Give one of the two another id.")
    for name in ("oversight", "need_to_know", "statistics", "retention"):
        yield from _inside(library, f"{name}.yaml", getattr(library, name), None)
    for stage in library.stages:
        yield from _inside(library, library.file_of(stage.stage), stage, None)
    for name in ("ladders", "safeguards", "duties"):
        yield from _inside(library, f"region/{name}.yaml", getattr(library, name), None)
    for each in library.interruptions:
        yield from _inside(library, library.file_of_interruption(each.id), each, None)
    for code, overlay in library.overlays.items():
        yield from _inside(library, f"countries/{code}/overlay.yaml", overlay, code)
    for proposal in library.proposals:
        yield from _inside(library, f"proposals/{proposal.id}.yaml", proposal, None)


def _inside(library: "Library", file: str, part: Any, country: str | None) -> Iterator[Problem]:
    texts = {each.id: each for each in library.instruments}
    for place, cite in walk(Citation, part):
        for used in (
            *([cite.instrument] if cite.instrument else []),
            *(source.instrument for source in cite.modelled_on),
        ):
            if used not in texts:
                mend = f"Register it in instruments.yaml, or write one of: {', '.join(texts)}."
                yield Problem(file, place, f"There is no instrument `{used}`.", mend)
        text = texts.get(cite.instrument or "")
        if text is None:
            continue
        if (cite.basis == "national_law") != (text.kind == "national_law"):
            mend = "Write `national_law` for a country's act, `instrument` for a treaty or guidance."
            yield Problem(file, place, f"`{text.id}` is not of the kind `{cite.basis}`.", mend)
        elif cite.basis == "national_law" and text.country != country:
            mend = "Move the rule to that country's overlay.yaml, or make it a `design_default` with `modelled_on`."
            yield Problem(file, place, f"`{text.id}` is the law of {text.country} and binds nobody else.", mend)
