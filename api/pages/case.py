"""One case: where it stands, what must be done and why the next thing is closed, what protects, the story so far."""

from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from api.acts import on_cases
from api.acts.acting import Asked
from api.acts.hidden import hidden
from api.acts.on_editions import offered_here
from api.acts.past import AsKnown, known_then
from api.explain import explained, telling
from api.explain.consents import consents_shown
from api.explain.disclosures import disclosures_shown
from api.explain.lists import entries_shown
from api.explain.looks import readers_shown
from api.pages.child import child_of
from api.pages.language import gettext, spoken
from api.pages.part import part_page
from api.pages.past import days_known, then
from api.pages.rendering import page
from api.pages.route import Doing, Posted, nonce, onward, pages, text
from api.pages.step_acts import demanded, list_of
from api.pages.words import ASKED_LINKS, LINKS
from cases.access import Act, CaseSide, answers_for_the_child, may
from cases.actor import Actor, Role
from cases.errors import NotFound
from cases.link import TOGETHER
from cases.repository.ledger import ledger_of
from cases.repository.parts import letters_of
from cases.repository.reports import standing_reports
from cases.words import N_
from guidelines.library import library

router = pages()

LATEST = 12
"""Entries of the story on the case's own page; the whole story has its own."""


@router.get("/cases/{number}")
async def case(request: Request, number: str, acting: Doing, as_known: AsKnown = None) -> Response:
    """The case; ``as_known``: as it was known on a past day."""
    asked = await acting.on_case(number, "read_whole" if as_known else "read")
    if not answers_for_the_child(acting.actor):
        return await part_page(request, acting, asked)
    known = await known_then(acting, asked, as_known)
    reader = asked.reader(acting.actor)
    told = await telling(acting.session, reader, asked.relation, asked.case, acting.now, spoken(), known)
    shown = await explained(acting.session, told)
    reports = known.reports if known else await standing_reports(acting.session, asked.case.number)
    begun = [step for step in shown.steps if step.begun]
    discloses = may(acting.actor, "read_disclosures", asked.relation)
    story, _ = await ledger_of(acting.session, told.case, max(0, told.case.sequence - LATEST), LATEST)
    unnamed = await hidden(acting, asked)
    looked = await readers_shown(acting.session, asked.case, asked.relation, spoken()) if not known else None
    return page(
        request,
        "case.html",
        case=shown,
        then=then(known, as_known),
        brief=True,  # who can supply what is missing stands in one list
        days=await days_known(acting.session, asked.case, acting.now),
        child=child_of(reports, known.at if known else acting.now),
        current=sorted(
            (step for step in begun if step.status in ("open", "submitted")),
            key=lambda step: (step.clock.due_at is None, step.clock.due_at),
        ),
        waiting=_next(shown),
        letters=await letters_of(acting.session, asked.case, known.at if known else None),
        story=list(reversed(await entries_shown(acting.session, told.case, story, spoken(), unnamed))),
        disclosed=await disclosures_shown(acting.session, asked.case, spoken()) if discloses and not known else None,
        consents=await consents_shown(acting.session, told),
        looked=looked.readers if looked else [],
        taken=len(looked.exports) if looked else 0,
        may_export=known is None and asked.emergency is None and may(reader, _taking(asked), asked.relation),
        titles=_titles(shown),
        linkable=_linkable(reader, asked.relation, shown),
        emergency=asked.emergency,
        protected=asked.case.protected,
        may_separate=may(reader, "separate", asked.relation) and shown.status == "open",
        offered=known is None and asked.emergency is None and await offered_here(acting, asked),
        may_override=reader.role is Role.SUPERVISOR,
        may_let_in=may(reader, "let_in", asked.relation),
        nonce=nonce(),
    )


@router.get("/cases/{number}/story")
async def whole_story(request: Request, number: str, acting: Doing, after: int = 0) -> Response:
    """Who did what, when, in which capacity, under which rule."""
    asked = await acting.on_case(number, "read_ledger")
    entries, following = await ledger_of(acting.session, asked.case, max(0, after))
    return page(
        request,
        "story.html",
        case=asked.case,
        story=await entries_shown(acting.session, asked.case, entries, spoken(), await hidden(acting, asked)),
        following=following,
    )


@router.get("/cases/{number}/letters/{kind}/{round_}/{language}")
async def letter(number: str, kind: str, round_: int, language: str, acting: Doing) -> Response:
    """A letter as it was rendered, ready to print."""
    asked = await acting.on_case(number, "read_whole")
    for each in await letters_of(acting.session, asked.case):
        if (each.kind, each.round, each.language) == (kind, round_, language):
            return HTMLResponse(_void(each.html) if each.voided_at else each.html)
    raise NotFound()


@router.post("/alerts/{alert}/acknowledge")
async def acknowledge(alert: str, acting: Doing, form: Posted) -> Response:
    """Somebody has seen it; the alert stays until its cause is gone."""
    await on_cases.acknowledge(acting, alert)
    return onward(list_of(form, f"/cases/{text(form, '_case')}"), "acknowledge")


@router.post("/cases/{number}/withdrawal")
async def withdraw(number: str, acting: Doing, form: Posted) -> Response:
    """The request to the other country is taken back."""
    await on_cases.withdraw_referral(acting, number, demanded(form, "reason"))
    return onward(f"/cases/{number}", "withdraw_referral")


@router.post("/cases/{number}/overrides")
async def override(number: str, acting: Doing, form: Posted) -> Response:
    """A safeguard that may be set aside: asked with a reason, or answered by a second supervisor."""
    safeguard, gate = text(form, "safeguard"), text(form, "gate")
    if answer := text(form, "answer"):
        await on_cases.confirm_override(acting, number, safeguard, gate, answer == "yes")
        return onward(f"/cases/{number}", "confirm_override")
    await on_cases.ask_override(acting, number, safeguard, gate, demanded(form, "reason"))
    return onward(f"/cases/{number}", "ask_override")


def _taking(asked: Asked) -> Act:
    """The act of taking this case away as a file."""
    return "export_protected" if asked.case.protected else "export"


def _linkable(actor: Actor, relation: CaseSide, shown: Any) -> list[tuple[str, str]]:
    """In which ways this person may link another case now, with their words."""
    if shown.status == "closed":
        return []
    acts: list[tuple[Act, tuple[str, ...]]] = [("link_episode", ("earlier_episode",))]
    if shown.custodian == "host":
        acts = [("link", TOGETHER), ("join_duplicate", ("duplicate",)), *acts]
    kinds = [kind for act, each in acts if may(actor, act, relation) for kind in each]
    return [(kind, ASKED_LINKS.get(kind, LINKS[kind])) for kind in kinds]


def _next(shown: Any) -> list[Any]:
    """What is not open yet: in this stage, or, once everything in it is open, in the one after it."""
    closed = [step for step in shown.steps if step.status == "waiting"]
    here = [step for step in closed if step.stage == shown.stage]
    if here or shown.status == "closed":
        return here
    ahead = [each.stage for each in shown.stages if each.state == "ahead"]
    coming = [step for step in closed if step.stage in ahead[:1] and step.why_closed]
    return [step for step in coming if all(each.state != "not_met" for each in step.why_closed.conditions)]


def _titles(shown: Any) -> dict[str, str]:
    """Steps, stages and events by the names that the ledger uses."""
    interruptions = {each.id: each.title.in_(spoken()) for each in library().interruptions}
    return interruptions | {each.stage: each.title for each in shown.stages} | {s.key: s.title for s in shown.steps}


def _void(html: str) -> str:
    """A letter that no longer holds says so wherever it is printed; what was sent is kept as it was."""
    return html.replace("<body>", f"<body><p><strong>{gettext(N_('VOID'))}</strong></p>", 1)
