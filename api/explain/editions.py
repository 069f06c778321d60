"""Editions, proposals and offers as they are shown."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.on_editions import Offer
from api.explain.differences import sentences
from api.explain.effects import effect_lines, summary
from api.explain.withheld import confidential
from api.pages.language import spoken
from api.schemas.editions import (
    CommentShown,
    DifferenceShown,
    DifferencesShown,
    EditionOffered,
    EffectShown,
    ProposalNamed,
    ProposalShown,
    RehearsalShown,
)
from cases.access import CaseSide
from cases.adoption import Effect
from cases.repository.comments import comments_on
from cases.repository.people import names_of
from cases.repository.rehearsing import Rehearsal
from cases.tables import Case, ProposalComment
from guidelines.difference import Difference, difference
from guidelines.enacted import as_adopted, before
from guidelines.library import library
from guidelines.procedure import Procedure
from guidelines.proposal import Proposal
from guidelines.resolve import region_alone


def differences_shown(old: Procedure, new: Procedure) -> DifferencesShown:
    """What differs between two procedures."""
    return DifferencesShown(was=old.edition, becomes=new.edition, differences=_shown(difference(old, new), old, new))


def _shown(found: Iterable[Difference], *procedures: Procedure) -> list[DifferenceShown]:
    return [
        DifferenceShown(**dict(each), sentence=sentence) for each, sentence in sentences(found, library(), *procedures)
    ]


def named(proposal: Proposal) -> ProposalNamed:
    """A proposal in a list."""
    return ProposalNamed(
        id=proposal.id,
        title=proposal.title.in_(spoken()),
        status=proposal.status,
        proposed_on=proposal.proposed_on,
        applies_from=proposal.applies_from,
    )


def change_of(proposal: Proposal) -> tuple[Procedure, Procedure]:
    """The region's own rules on the proposal's first day, without it and with it."""
    found, day = library(), proposal.applies_from
    return region_alone(before(found, proposal), day), region_alone(as_adopted(found, proposal), day)


async def proposal_shown(session: AsyncSession, proposal: Proposal) -> ProposalShown:
    """A proposal with what it would change and what people said of it."""
    old, new = change_of(proposal)
    return ProposalShown(
        **dict(named(proposal)),
        reason=proposal.reason.in_(spoken()),
        author=proposal.author,
        decided_on=proposal.decided_on,
        decided_by=proposal.decided_by,
        content=proposal,
        differences=_shown(difference(old, new), old, new),
        comments=await comments_shown(session, await comments_on(session, proposal.id)),
    )


async def comments_shown(session: AsyncSession, comments: Iterable[ProposalComment]) -> list[CommentShown]:
    """Comments with the names of who made them."""
    found = list(comments)
    names = await names_of(session, [each.author for each in found])
    return [
        CommentShown(
            id=each.id or 0,
            author=each.author,
            author_name=names.get(each.author, each.author),
            at=each.at,
            text=each.text,
        )
        for each in found
    ]


def rehearsal_shown(found: Rehearsal, own: Iterable[str], zone: ZoneInfo) -> RehearsalShown:
    """The sums over everything; case by case only what is the reader's to read (``own``: numbers)."""
    readable = set(own)
    return RehearsalShown(
        open_cases=found.open_cases,
        closed_cases=found.closed_cases,
        changed=len(found.effects),
        totals=found.totals,
        summary=summary(found),
        cases=[
            # Whichever side reads: what is confidential is read in the case, not in a list of many.
            _effect(each, found.rules[each.number], confidential(found.rules[each.number], "origin"), zone)
            for each in found.effects
            if each.number in readable
        ],
        refused=found.refused,
    )


def offer_shown(case: Case, relation: CaseSide, found: Offer | None, zone: ZoneInfo) -> EditionOffered:
    """What adopting the edition in force would change in this case."""
    if found is None:
        return EditionOffered(follows=case.edition)
    return EditionOffered(
        follows=case.edition,
        in_force=found.new.edition,
        differences=_shown(found.differences, found.old, found.new),
        effect=_effect(found.effect, found.new, confidential(found.new, relation), zone),
    )


def _effect(effect: Effect, rules: Procedure, hidden: frozenset[str], zone: ZoneInfo) -> EffectShown:
    seen = effect.without(hidden)
    return EffectShown(effect=seen, sentences=effect_lines(seen, rules, zone))
