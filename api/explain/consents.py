"""The consents to share of a case, in words: who may have what for which purpose, on which basis, until when."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.countries import language as language_name
from api.pages.language import catalogue
from api.pages.secrets import may_read_secrets
from api.schemas.consents import ConsentShown, ConsentsListed, ReviewShown, WithdrawalShown, WithheldShown
from cases.access import CaseSide
from cases.consents import ConsentHeld, ConsentState
from cases.record import CaseView
from cases.reports.coded import Coded
from cases.reports.sharing import Recipient
from cases.reports.sharing_events import SharingReviewed, SharingWithdrawn
from cases.repository.consents import sharing_of
from cases.repository.houses import A_SHELTER, Houses, unnamed_houses
from cases.tables import Case
from cases.words import N_
from guidelines.library import library

STATES: dict[ConsentState, str] = {
    "stands": N_("Stands"),
    "withdrawn": N_("Withdrawn"),
    "replaced": N_("Replaced by a later one"),
    "expired": N_("Its last day has passed"),
    "of_age": N_("Ended with the eighteenth birthday: the young adult consents in person"),
    "impostor": N_("Void: whoever gave it was not the guardian"),
}
EVERY_PURPOSE = N_("For every purpose")


async def consents_shown(
    session: AsyncSession, case: Case, relation: CaseSide, now: datetime, language: str, houses: Houses | None = None
) -> ConsentsListed:
    """The list for a reader of that side; of a case as it was known, what was known then.

    What the child said of the other country is not shown there before the child is in its care. ``houses``: the
    shelters that are not named; None: those that are not for that side.
    """
    view = CaseView.model_validate(case.view)
    if houses is None:
        houses = await unnamed_houses(session, case.number, case.host if relation == "host" else case.origin)
    sharing = await sharing_of(session, case, now.astimezone(ZoneInfo(library().countries[case.host].time_zone)))
    words = _Words(language, may_read_secrets(relation, "host", view), houses)
    return ConsentsListed(
        consents=[words.consent(each) for each in sharing.consents],
        withdrawn=[words.withdrawal(each) for each in sharing.withdrawn],
        reviewed=[words.review(each) for each in sharing.reviewed],
        withheld=[
            WithheldShown(
                recipient=each.recipient, recipient_words=words.of(Recipient.of(each.recipient)), since=each.since
            )
            for each in view.withheld
        ],
        standing=sum(each.state == "stands" for each in sharing.consents),
    )


class _Words:
    """One reader's language, and whether the child's own words about others are for them."""

    def __init__(self, language: str, secrets: bool, houses: Houses) -> None:
        self.language, self.secrets, self.houses = language, secrets, houses

    def say(self, msgid: str) -> str:
        """In the reader's language."""
        return catalogue(self.language).gettext(msgid)

    def of(self, code: Coded) -> str:
        """What a code says."""
        return self.say(code.label)

    def whom(self, name: str) -> str:
        """The name of a recipient, as it was typed."""
        return self.say(A_SHELTER) if self.houses.said_in(name) else name

    def consent(self, each: ConsentHeld) -> ConsentShown:
        """One consent."""
        said = each.said
        return ConsentShown(
            recipient=said.recipient.value,
            recipient_words=self.of(said.recipient),
            recipient_name=self.whom(said.recipient_name),
            purpose=said.purpose.value,
            purpose_words=said.purpose_details or self.of(said.purpose),
            given_by=said.given_by.value,
            given_by_words=self.of(said.given_by),
            child_said=said.child_said,
            how_informed=said.how_informed,
            language=said.language,
            language_words=language_name(said.language),
            interpreter=said.interpreter,
            why_able=said.why_able,
            given_at=said.given_at,
            until=said.until,
            state=each.state,
            state_words=self.say(STATES[each.state]),
            ended_at=each.ended_at,
        )

    def withdrawal(self, said: SharingWithdrawn) -> WithdrawalShown:
        """One withdrawal."""
        return WithdrawalShown(
            recipient=said.recipient.value,
            recipient_words=self.of(said.recipient),
            recipient_name=self.whom(said.recipient_name),
            purpose=said.purpose.value if said.purpose else None,
            purpose_words=self.of(said.purpose) if said.purpose else self.say(EVERY_PURPOSE),
            given_by=said.given_by.value,
            given_by_words=self.of(said.given_by),
            withdrawn_at=said.withdrawn_at,
            words=said.words if self.secrets else None,
            left_otherwise=said.left_otherwise if self.secrets else None,
            may_have_for_others=said.may_have_for_others,
        )

    def review(self, said: SharingReviewed) -> ReviewShown:
        """One review."""
        return ReviewShown(
            at=said.done_at,
            result=said.result.value,
            result_words=self.of(said.result),
            reasons=said.reasons if self.secrets else None,
        )
