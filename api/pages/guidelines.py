"""The guidelines for the lawyer: what holds between two countries on a day, and how long the whole would take."""

from fastapi import Request, Response

from api.explain.law import cited
from api.pages.choosing import chosen
from api.pages.language import spoken
from api.pages.reader import Reader
from api.pages.rendering import page
from api.pages.route import pages
from api.routes.guideline import planned
from guidelines.library import library
from guidelines.plan import plan
from guidelines.whence import LADDERS, SAFEGUARDS

router = pages()


@router.get("/guidelines")
async def guidelines(request: Request, who: Reader) -> Response:
    """Stages, safeguards, interruptions and ladders of the pair; the edition's hash."""
    choice = chosen(request, who.actor.country)
    procedure, found, language = choice.procedure, library(), spoken()
    return page(
        request,
        "guidelines.html",
        choice=choice,
        procedure=procedure,
        safeguards=[(each, cited(each.cite, found, language)) for each in procedure.safeguards] if procedure else [],
        ladders=[(each, cited(each.cite, found, language)) for each in procedure.ladders] if procedure else [],
        interruptions=[
            (each, cited(each.cite, found, language), found.file_of_interruption(each.id))
            for each in (procedure.interruptions if procedure else ())
        ],
        files={
            "stages": [found.file_of(each.stage) for each in found.stages],
            "safeguards": SAFEGUARDS,
            "ladders": LADDERS,
        },
        roles={each.id: each.words.in_(language) for each in found.vocabulary.roles},
        not_read=found.instrument("rcm_2007").not_read,
    )


@router.get("/guidelines/timeline")
async def timeline(request: Request, who: Reader) -> Response:
    """The timeline of an imagined case found on that day: each date with its reason and its source."""
    choice = chosen(request, who.actor.country)
    steps = [planned(each, spoken()) for each in plan(choice.procedure, choice.day)] if choice.procedure else []
    return page(request, "timeline.html", choice=choice, steps=steps)
