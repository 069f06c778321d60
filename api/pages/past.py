"""A case, or a step of it, on a past day: read, and nothing offered."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from fastapi import Request, Response
from sqlmodel.ext.asyncio.session import AsyncSession

from api.acts.acting import Acting
from api.acts.past import known_then
from api.explain import telling
from api.explain.form import form_shown
from api.explain.steps import steps_shown
from api.pages.forms.answers import answers
from api.pages.instants import zone
from api.pages.language import spoken
from api.pages.rendering import page
from api.pages.rule_words import address_of
from api.pages.secrets import may_read_secrets
from api.schemas.steps import FiledShown, StepShown
from cases.errors import NotFound
from cases.reports import report_model
from cases.repository.past import Known, kept_since
from cases.repository.people import names_of
from cases.tables import Case


@dataclass(frozen=True)
class Then:
    """What a page of a past day says of itself. ``tail``: what its links carry on, so that they stay in that day."""

    at: datetime
    day: date
    tail: str


def then(known: Known | None, wanted: str | None) -> Then | None:
    """The past day that a page shows; None: it shows the present."""
    if known is None or not wanted:
        return None
    return Then(known.at, known.at.astimezone(zone()).date(), f"?as_known={quote(wanted.strip())}")


@dataclass(frozen=True)
class Days:
    """Which days of a case can be asked for, on the reader's clock. ``later``: the record kept none of the first."""

    first: date
    last: date
    later: bool


async def days_known(session: AsyncSession, case: Case, now: datetime) -> Days:
    """From the opening on; of a case that is older than the keeping of days, from its first kept write on."""
    since = await kept_since(session, case) or now
    first = since.astimezone(zone()).date()
    return Days(first, now.astimezone(zone()).date(), first > case.opened_at.astimezone(zone()).date())


async def step_then(request: Request, number: str, key: str, acting: Acting, wanted: str) -> Response:
    """One step as it was known: its duty, why it was open or closed, what had been filed."""
    asked = await acting.on_case(number, "read_whole")
    known = await known_then(acting, asked, wanted)
    told = await telling(acting.session, acting.actor, asked.relation, asked.case, acting.now, spoken(), known)
    filed = await told.filed(acting.session, key)
    step: StepShown | None
    versions: list[FiledShown] = []
    if key in told.steps:
        authors = await names_of(acting.session, [each.author for each in filed])
        step = form_shown(told, key, None, filed, authors)
        versions = step.filed[::-1]
    else:
        step = next((each for each in steps_shown(told) if each.key == key), None)
    if step is None:
        raise NotFound()
    secrets = may_read_secrets(asked.relation, step.side, told.view)
    return page(
        request,
        "step_then.html",
        case=told.case,
        step=step,
        rule=address_of(told.procedure, step.step),
        sheet=None,
        then=then(known, wanted),
        rounds=[(each, answers(report_model(each.report), each.data, secrets)) for each in versions],
    )
