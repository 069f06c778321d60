"""The consular notification as a letter, in the languages of both countries. While suppressed there is no letter."""

import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.contract import RenderLetter
from activities.letter_words import country_name, identity_of
from activities.notices import TEMPLATES
from cases.errors import ConsulateSuppressed, OriginInDoubt, SharingWithdrawn
from cases.facts import facts_of
from cases.record import CaseView
from cases.repository.procedures import procedure_of
from cases.repository.reports import standing_reports
from cases.sharing import CONSULATE
from cases.shown import as_read
from cases.tables import Case, Letter
from guidelines.conditions import consular_contact_allowed, origin_is_the_childs
from runtime.database import Sessions

LANGUAGES = ("es", "en")


class Letters:
    """The activity that renders and keeps a letter."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    @activity.defn
    async def letter(self, ask: RenderLetter) -> None:
        """Render it once for each language and keep it with its hash.

        Raises ``consulate_suppressed`` or ``sharing_withdrawn``, both final.
        """
        async with self._sessions() as session:
            for language in LANGUAGES:
                if await session.get(Letter, (ask.number, ask.kind, ask.round, language)):
                    continue
                try:
                    html = await consular_letter(session, ask, language)
                except (ConsulateSuppressed, OriginInDoubt, SharingWithdrawn) as refusal:
                    raise ApplicationError(
                        refusal.code, refusal.details, type=refusal.code, non_retryable=True
                    ) from refusal
                digest = hashlib.sha256(html.encode()).hexdigest()
                session.add(
                    Letter(
                        case_number=ask.number,
                        kind=ask.kind,
                        round=ask.round,
                        language=language,
                        html=html,
                        sha256=digest,
                        rendered_at=ask.at,
                    )
                )
            await session.commit()


async def consular_letter(session: AsyncSession, ask: RenderLetter, language: str) -> str:
    """The letter's HTML. Raises ConsulateSuppressed unless the screening is known to be clear at this moment, and
    OriginInDoubt where the child is not of the consulate's country."""
    case = (await session.exec(select(Case).where(Case.number == ask.number))).one()
    reports = await standing_reports(session, ask.number)
    facts = facts_of(
        now=ask.at, host=case.host, origin=case.origin, suppressed=case.suppressed, holds=(), reports=reports
    )
    if not consular_contact_allowed(facts).met:
        raise ConsulateSuppressed()
    if not origin_is_the_childs(facts).met:
        raise OriginInDoubt()
    if CONSULATE in CaseView.model_validate(case.view).withheld_from:
        raise SharingWithdrawn(recipient=CONSULATE, step=ask.kind)
    procedure = await procedure_of(session, case.edition)
    holders = {key: words.in_(language) for key, words in procedure.holders.items()}
    context = _context(case, reports, holders, ask, language)
    return _environment().get_template(f"letters/consular_notification.{language}.html").render(letter=context)


def _context(
    case: Case, reports: dict[str, dict[str, Any]], holders: dict[str, str], ask: RenderLetter, language: str
) -> dict[str, Any]:
    """Identity and contact only: nothing of the trafficking, nothing of where the child is (domain B2)."""
    return {
        "number": case.number,
        "date": ask.at.date(),
        "host_authority": holders["host:child_protection_authority"],
        "host_country": country_name(case.host, language),
        "consulate": holders["host:consulate"],
        "origin_country": country_name(case.origin, language),
        "guardian_office": holders.get("host:guardian", holders["host:child_protection_authority"]),
        "contact": holders["host:child_protection_authority"],
        **identity_of(reports["detection"], language),
    }


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=True, finalize=as_read)
