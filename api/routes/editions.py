"""Editions of the guidelines: what differs, proposals with their comments and rehearsal, and a case's own edition."""

from datetime import date
from enum import Enum
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Path, Query

from api.acts import on_editions, on_proposals
from api.acts.acting import Doing
from api.dependencies import Database, Who
from api.explain import editions as shown
from api.responses import ACTS, READS, problems
from api.routes.cases import Number
from api.routes.guideline import FIRST, LAST, RESPONSES, resolved
from api.schemas.editions import (
    AdoptEdition,
    Comment,
    CommentShown,
    CommentsListed,
    DifferencesShown,
    EditionOffered,
    ProposalShown,
    ProposalsListed,
    RehearsalShown,
)
from api.schemas.requests import Country
from cases.repository.comments import comments_on
from cases.repository.reading import readable_numbers
from guidelines.library import library
from workflows.messages import Receipt

router = APIRouter()

Day = Annotated[date, Query(ge=FIRST, le=LAST)]
Named = Annotated[str, Path(alias="proposal", pattern="^[a-z0-9_]{1,60}$", examples=["consular_5_days"])]

PROPOSAL = "/guideline/proposals/{proposal}"
ABOUT: list[str | Enum] = ["guideline"]
WRITES = ("form_not_ours", "too_large")


@router.get("/guideline/difference", responses=RESPONSES, tags=ABOUT)
async def difference(
    who: Who, host: Country, origin: Country, from_: Annotated[Day, Query(alias="from")], to: Day
) -> DifferencesShown:
    """What differs between the rules of two days: as data, and in sentences."""
    return shown.differences_shown(resolved(host, origin, from_), resolved(host, origin, to))


@router.get("/guideline/proposals", responses=problems("not_signed_in"), tags=ABOUT)
async def proposals(who: Who) -> ProposalsListed:
    """Every proposal to change the region's rules, the newest first."""
    found = sorted(library().proposals, key=lambda each: (each.proposed_on, each.id), reverse=True)
    return ProposalsListed(proposals=[shown.named(each) for each in found])


@router.get(PROPOSAL, responses=problems(*READS), tags=ABOUT)
async def proposal(who: Who, session: Database, name: Named) -> ProposalShown:
    """One proposal: its reason, what it would change, and what people said of it."""
    return await shown.proposal_shown(session, on_proposals.proposal_of(name))


@router.get(f"{PROPOSAL}/comments", responses=problems(*READS), tags=ABOUT)
async def comments(who: Who, session: Database, name: Named) -> CommentsListed:
    """What people said of it."""
    found = await comments_on(session, on_proposals.proposal_of(name).id)
    return CommentsListed(comments=await shown.comments_shown(session, found))


@router.post(
    f"{PROPOSAL}/comments", status_code=201, responses=problems(*READS, *WRITES, "not_for_your_role"), tags=ABOUT
)
async def comment(name: Named, asked: Comment, acting: Doing) -> CommentShown:
    """Say something of it. A comment names no case, and is never changed."""
    made = await on_proposals.comment(acting, name, asked.text)
    return (await shown.comments_shown(acting.session, [made]))[0]


@router.get(f"{PROPOSAL}/rehearsal", responses=problems(*READS, "not_for_your_role"), tags=ABOUT)
async def rehearsal(name: Named, acting: Doing) -> RehearsalShown:
    """Try it on every case of the record, for supervisors: the sums over all, and case by case those you may read."""
    found = await on_proposals.rehearse(acting, name)
    own = await readable_numbers(acting.session, acting.actor, acting.now)
    return shown.rehearsal_shown(found, own, ZoneInfo(acting.who.user.time_zone))


@router.get("/cases/{case}/edition", responses=problems(*READS, "not_allowed"), tags=["case acts"])
async def edition(number: Number, acting: Doing) -> EditionOffered:
    """The edition in force, offered to the supervisor in charge, with what it would change in this case."""
    asked, found = await on_editions.offered(acting, number)
    return shown.offer_shown(asked.case, asked.relation, found, ZoneInfo(acting.who.user.time_zone))


@router.post(
    "/cases/{case}/edition",
    responses=problems(*ACTS, "edition_followed", "edition_not_in_force"),
    tags=["case acts"],
)
async def adopt(number: Number, asked: AdoptEdition, acting: Doing) -> Receipt:
    """Adopt the edition that was shown. The dates, steps and duties of this case change as it said."""
    return await on_editions.adopt(acting, number, asked.edition)
