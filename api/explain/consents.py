"""The consents to share of a case, in words: who may have what for which purpose, on which basis, until when."""

from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from api.explain.telling import Telling
from api.pages.countries import language as language_name
from api.pages.language import catalogue
from api.pages.secrets import may_read_secrets
from api.schemas.consents import ConsentShown, ConsentsListed, ReviewShown, WithdrawalShown, WithheldShown
from cases.consents import ConsentHeld, ConsentState
from cases.reports.coded import Coded
from cases.reports.sharing import Purpose, Recipient
from cases.reports.sharing_events import SharingReviewed, SharingWithdrawn
from cases.repository.consents import sharing_of
from cases.repository.houses import A_SHELTER, Houses
from cases.words import N_

STATES: dict[ConsentState, str] = {
    "stands": N_("Stands"),
    "withdrawn": N_("Withdrawn"),
    "replaced": N_("Replaced by a later one"),
    "expired": N_("Its last day has passed"),
    "of_age": N_("Ended with the eighteenth birthday: the young adult consents in person"),
    "impostor": N_("Void: whoever gave it was not the guardian"),
}
EVERY_PURPOSE = N_("For every purpose")


async def consents_shown(session: AsyncSession, told: Telling) -> ConsentsListed:
    """The list for a reader; of a case as it was known, what was known then.

    The other country is told of them as the table of need to know says (guidelines/need_to_know.yaml), of what was
    typed once the child is in its care; until then it is also told to tell nobody whom it was not told of.
    """
    case, reader = told.case, told.reader
    zone = ZoneInfo(told.library.countries[case.host].time_zone)
    sharing = await sharing_of(session, case, told.now.astimezone(zone))
    words = _Words(told.language, may_read_secrets(told.relation, "host", told.view), told.houses)
    given = [each for each in sharing.consents if reader.of_sharing(each.said.recipient.value, each.said.purpose.value)]
    withdrawn = [each for each in sharing.withdrawn if reader.of_sharing(each.recipient.value, _code(each.purpose))]
    return ConsentsListed(
        consents=[words.consent(each) for each in given],
        withdrawn=[words.withdrawal(each) for each in withdrawn],
        reviewed=[words.review(each) for each in sharing.reviewed] if reader.sharing is None else [],
        withheld=[
            WithheldShown(
                recipient=each.recipient, recipient_words=words.of(Recipient.of(each.recipient)), since=each.since
            )
            for each in told.view.withheld
            if reader.of_sharing(each.recipient, None)
        ],
        standing=sum(each.state == "stands" for each in given),
        nobody_else=reader.sharing is not None,
    )


def _code(purpose: Purpose | None) -> str | None:
    return purpose.value if purpose else None


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
            recipient_name=self.whom(said.recipient_name) if self.secrets else "",
            purpose=said.purpose.value,
            purpose_words=(said.purpose_details if self.secrets else "") or self.of(said.purpose),
            given_by=said.given_by.value,
            given_by_words=self.of(said.given_by),
            child_said=said.child_said if self.secrets else None,
            how_informed=said.how_informed if self.secrets else None,
            language=said.language,
            language_words=language_name(said.language),
            interpreter=said.interpreter if self.secrets else None,
            why_able=said.why_able if self.secrets else None,
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
            recipient_name=self.whom(said.recipient_name) if self.secrets else "",
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
