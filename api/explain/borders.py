"""Region-wide holds in words: which journeys they cover, who may lift them, how many journeys wait."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.countries import country
from api.pages.instants import zone
from api.pages.language import gettext
from api.schemas.borders import BorderShown, BordersListed
from cases.access import SUPERVISORS, may_hold
from cases.actor import Actor
from cases.reports.border_events import BorderCause
from cases.reports.region_hold import Way
from cases.repository.borders import Border, borders
from cases.repository.held_journeys import Journeys, journeys_held
from cases.repository.people import names_of
from cases.words import N_

FEW = 20
"""Cases that are named with a hold, and lifted holds that are listed: all of them would weigh too much for a page."""

CAUSES = {each.value: each for each in BorderCause}
WAYS = {each.value: each for each in Way}

ALL = {
    Way.INTO: N_("Children who go home to %(country)s"),
    Way.THROUGH: N_("Children whose way leads through %(country)s"),
    Way.OUT_OF: N_("Children who leave %(country)s"),
}
BETWEEN = {
    Way.INTO: N_("Children who go home to %(country)s from %(other)s, or by way of it"),
    Way.THROUGH: N_("Every journey that touches both %(country)s and %(other)s"),
    Way.OUT_OF: N_("Children who leave %(country)s for %(other)s, or by way of it"),
}
"""As cases.borders.covers reads a hold between two countries."""


async def borders_shown(session: AsyncSession, actor: Actor, now: datetime) -> BordersListed:
    """Every hold that stands, and the FEW that were set last of those that are lifted."""
    standing, lifted = await borders(session), await borders(session, lifted=True, limit=FEW)
    return BordersListed(
        standing=await _shown(session, actor, standing, now), lifted=await _shown(session, actor, lifted, now)
    )


async def border_shown(session: AsyncSession, actor: Actor, hold: Border, now: datetime) -> BorderShown:
    """One of them."""
    return (await _shown(session, actor, [hold], now))[0]


async def _shown(session: AsyncSession, actor: Actor, holds: Sequence[Border], now: datetime) -> list[BorderShown]:
    standing = [hold for hold in holds if hold.lifted_at is None]
    waiting = await journeys_held(session, standing, actor, now)
    names = await names_of(session, [user for hold in holds for user in (hold.set_by, hold.lifted_by)])
    return [_one(hold, actor, waiting.get(hold.id), names, now) for hold in holds]


def _one(hold: Border, actor: Actor, waiting: Journeys | None, names: dict[str, str], now: datetime) -> BorderShown:
    """``waiting`` None: it is lifted."""
    cause, overseer = CAUSES[hold.cause], actor.role in SUPERVISORS
    return BorderShown(
        id=hold.id,
        cause=cause,
        cause_words=gettext(cause.label),
        country=hold.country,
        other=hold.other,
        directions=[WAYS[each] for each in hold.directions],
        covers=covered(hold),
        reason=hold.reason,
        review_on=hold.review_on,
        review_due=bool(waiting and hold.review_on and hold.review_on <= now.astimezone(zone()).date()),
        set_at=hold.since,
        set_by=names.get(hold.set_by, hold.set_by),
        authority=hold.authority,
        lifts=hold.set_for,
        may_lift=waiting is not None and may_hold(actor, hold.set_for),
        lifted_at=hold.lifted_at,
        lifted_by=names.get(hold.lifted_by or ""),
        why_lifted=hold.why_lifted,
        journeys=waiting.total if waiting and overseer else None,
        yours=len(waiting.own) if waiting else 0,
        cases=waiting.own[:FEW] if waiting else [],
    )


def covered(hold: Border) -> list[str]:
    """Which journeys it covers, in sentences."""
    names = {"country": country(hold.country), "other": country(hold.other or "")}
    ways = [WAYS[each] for each in hold.directions]
    if hold.other and Way.THROUGH in ways:
        ways = [Way.THROUGH]
    return [gettext((BETWEEN if hold.other else ALL)[way]) % names for way in ways]
