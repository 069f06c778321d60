"""What operators did, in words."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.language import catalogue
from api.pages.words import FUNCTIONS, ROLES, WAYS_IN
from api.schemas.operating import OperatorActShown
from cases.actor import Actor
from cases.repository.operator_acts import Done, acts_for
from cases.words import N_

OPERATOR_ACTS = {
    "account_made": N_("An account was made"),
    "account_closed": N_("An account was closed"),
    "factors_reset": N_("Every second factor of an account was turned off"),
    "password_given": N_("A new first password was given"),
    "signed_out": N_("Sessions were ended"),
    "sign_on_ways": N_("The way to sign in was changed"),
    "agency_made": N_("An agency was added"),
    "agency_function": N_("What an agency does in cases was said anew"),
    "case_erased": N_("A case was erased"),
    "case_held": N_("A case was put under legal hold"),
    "case_released": N_("The legal hold on a case was lifted"),
    "case_kept": N_("A case is kept longer"),
}
"""By cases.repository.operator_acts.What."""

LET_IN = N_("takes part only where it is let in")

DETAILS = {
    "account_made": ROLES,
    "sign_on_ways": WAYS_IN,
    "agency_made": FUNCTIONS,
    "agency_function": FUNCTIONS | {"let_in": LET_IN},
}
"""Of which acts the detail is a code, and what it says; of the others it is a number or a day."""


async def operated_shown(session: AsyncSession, auditor: Actor, now: datetime, language: str) -> list[OperatorActShown]:
    """What concerns the auditor, the newest first."""
    return [_shown(each, language) for each in await acts_for(session, auditor, now)]


def _shown(done: Done, language: str) -> OperatorActShown:
    act, said = done.act, catalogue(language)
    return OperatorActShown(
        at=act.at,
        what=act.what,
        words=said.gettext(OPERATOR_ACTS[act.what]),
        detail=act.detail,
        detail_words=", ".join(
            said.gettext(DETAILS.get(act.what, {}).get(code, code)) for code in act.detail.split(":") if code
        ),
        by=act.by,
        user=act.user_id,
        name=done.name,
        agency_name=done.agency,
        case=act.case_number,
    )
