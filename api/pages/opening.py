"""Opening a case: first the search for the same child, then the detection form. No name ever stands in an address."""

from datetime import date
from math import ceil
from typing import Any

from fastapi import Request, Response

from api.acts.acting import Acting
from api.acts.opening import Opening, open_case
from api.acts.searching import look_for
from api.errors import STATUS
from api.pages.countries import OURS, country
from api.pages.door import waiting
from api.pages.forms.faults import FILL, UNREADABLE
from api.pages.forms.sheet import Sheet, handed_in, sheet
from api.pages.language import gettext
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, onward, pages, text
from cases.access import may_open
from cases.asking_errors import TooMuchAsked
from cases.errors import NotAllowed
from cases.reports.detection import Detection
from cases.repository.similar import Match, Sought
from cases.words import N_
from guidelines.library import library

router = pages()

LOOKED_FOR = ("origin", "name", "other_names", "birth_date", "paper")


@router.get("/cases/new")
async def ask(request: Request, acting: Doing) -> Response:
    """Who is it?"""
    _demand(acting)
    return _looking(request, acting, {}, [])


@router.post("/cases/new")
async def look(request: Request, acting: Doing, form: Posted) -> Response:
    """The cases that may be the same child's; somebody compares, and goes on or does not.

    Who looked too often may open the case all the same: a child does not wait for an hour to be over.
    """
    _demand(acting)
    asked = {name: text(form, name) for name in LOOKED_FOR}
    faults = _faults(asked, acting)
    if faults:
        return _looking(request, acting, asked, faults, status=422)
    try:
        matches = await _found(acting, asked)
    except TooMuchAsked as refusal:
        return waiting(_looking(request, acting, asked, [], [], STATUS[refusal.code], refusal), refusal)
    return _looking(request, acting, asked, [], matches)


@router.post("/cases/new/detection")
async def detect(request: Request, acting: Doing, form: Posted) -> Response:
    """The detection form: begun with what was looked for, sent on once it is whole."""
    _demand(acting)
    asked = {name: text(form, f"_{name}") for name in LOOKED_FOR}
    if "_begin" in form:
        return _form(request, acting, asked, sheet(Detection, _begun(asked, acting)))
    opened: list[str] = []

    async def act(data: dict[str, Any]) -> None:
        report = Detection.model_validate(data)
        compared = "_another" in form or _same_child(report, asked)
        opening = Opening(acting.actor.country, asked["origin"], report, confirmed_new=compared)
        opened.append(await open_case(acting, opening))

    result = await handed_in(Detection, form, act)
    if isinstance(result, Sheet):
        return _form(request, acting, asked, result)
    return onward(f"/cases/{opened[0]}", "opened")


def _demand(acting: Acting) -> None:
    if not may_open(acting.actor):
        raise NotAllowed(act="open", whose="host")


def _looking(
    request: Request,
    acting: Acting,
    asked: dict[str, str],
    faults: list[tuple[str, str, str]],
    matches: list[Match] | None = None,
    status: int = 200,
    unseen: TooMuchAsked | None = None,
) -> Response:
    origins = [(code, country(code)) for code in OURS if code != acting.actor.country]
    return page(
        request,
        "open_case.html",
        status,
        asked={name: asked.get(name, "") for name in LOOKED_FOR},
        faults=faults,
        matches=matches,
        minutes=ceil(unseen.details["seconds"] / 60) if unseen else None,
        origins=sorted(origins, key=lambda each: each[1]),
        nonce=nonce(),
    )


def _form(request: Request, acting: Acting, asked: dict[str, str], filled: Sheet) -> Response:
    return page(request, "detection.html", filled.status, sheet=filled, asked=asked, host=acting.actor.country)


def _faults(asked: dict[str, str], acting: Acting) -> list[tuple[str, str, str]]:
    found = []
    if asked["origin"] not in OURS or asked["origin"] == acting.actor.country:
        found.append(("origin", gettext(N_("Country of origin")), _kind(FILL, "one")))
    if not asked["name"]:
        found.append(("name", gettext(N_("Name the child gives")), gettext(N_("Fill this in."))))
    most = library().oversight.asking.names_a_search - 1
    if len(_other_names(asked)) > most:
        few = gettext(N_("Write %(most)d at most: one child is looked for at a time.")) % {"most": most}
        found.append(("other_names", gettext(N_("Other names")), few))
    if asked["birth_date"] and _day(asked["birth_date"]) is None:
        found.append(("birth_date", gettext(N_("Date of birth")), _kind(UNREADABLE, "day")))
    return found


def _other_names(asked: dict[str, str]) -> list[str]:
    return [name.strip() for name in asked["other_names"].split(",") if name.strip()]


async def _found(acting: Acting, asked: dict[str, str]) -> list[Match]:
    names = (asked["name"], *_other_names(asked))
    papers = (asked["paper"],) if asked["paper"] else ()
    return await look_for(acting, Sought(names, _day(asked["birth_date"]), papers))


def _begun(asked: dict[str, str], acting: Acting) -> dict[str, Any]:
    begun: dict[str, Any] = {
        "child_name": asked["name"],
        "aliases": _other_names(asked),
        "country": acting.actor.country,
    }
    if _day(asked["birth_date"]):
        begun["birth_date"] = asked["birth_date"]
    if asked["paper"]:
        begun["papers"] = [{"number": asked["paper"]}]
    return begun | {"nationalities": [asked["origin"]], "trafficking_status": "PossibleVictimOfTrafficking"}


def _same_child(report: Detection, asked: dict[str, str]) -> bool:
    """Whether the form still speaks of the child that was looked for: then the comparison holds."""
    return report.child_name == asked["name"] and report.birth_date == _day(asked["birth_date"])


def _kind(sentences: dict[str, str], kind: str) -> str:
    return gettext(sentences[kind])


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
