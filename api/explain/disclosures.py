"""What was disclosed, in words, and what of it before the newest claim or failure."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.language import catalogue
from api.schemas.disclosures import DisclosureShown, DisclosuresListed, MarkShown
from cases.reports.consular_notification import SharedDatum
from cases.repository.disclosures import Disclosure, DisclosureKind, disclosures_of, marks_of
from cases.tables import Case
from cases.words import N_
from guidelines.library import library

WORDS: dict[DisclosureKind, str] = {
    "consular_notification": N_("Told to the consulate"),
    "request": N_("Request to the country of origin"),
    "joint_plan": N_("Planned together with the country of origin"),
    "read_the_case": N_("Could read the case"),
    "notices": N_("Message that the case needs somebody, without any content"),
}


async def disclosures_shown(session: AsyncSession, case: Case, language: str) -> DisclosuresListed:
    """The list for a reader of the host country."""
    titles = {each.id: each.title.in_(language) for each in library().interruptions}
    told, marks = await disclosures_of(session, case), await marks_of(session, case)
    return DisclosuresListed(
        disclosures=[_shown(each, marks[-1].at if marks else None, language) for each in told],
        marks=[
            MarkShown(
                kind=each.kind,
                title=titles.get(each.kind, each.kind),
                at=each.at,
                disclosed_before=sum(one.at < each.at for one in told),
            )
            for each in marks
        ],
    )


def _shown(each: Disclosure, mark: datetime | None, language: str) -> DisclosureShown:
    words = catalogue(language)
    said = words.gettext(WORDS[each.kind])
    if each.kind == "consular_notification":
        labels = {member.value: member.label for member in SharedDatum}
        said += ": " + ", ".join(words.gettext(labels[code]) for code in each.what)
    return DisclosureShown(**each.model_dump(), words=said, before=each.at < mark if mark else None)
