"""Three people carry one child's case from sign-in to the signed handover and the first visit, in the browser."""

from contextlib import AsyncExitStack
from datetime import timedelta

from playwright.async_api import Browser

from cases.reports import report_model, story
from commands.practice.stories import HOME_AT_ONCE, RISK_LATER
from commands.practice.story import Changes, Story
from tests.browser.carrying import Carried
from tests.browser.house import House, calling
from tests.browser.person import NARROW, Person, somebody

PAPERS: dict[str, Changes] = {
    "judicial_confirmation": {"evidence": [{"kind": "court_ruling", "reference": "EJEMPLO-1", "issued_by": "Juzgado"}]}
}
TOLD = Story(
    "carried",
    "MX",
    "GT",
    "Luz",
    story.BIRTH,
    timedelta(hours=5),
    moment=story.HANDOVER,
    days=RISK_LATER | HOME_AT_ONCE | {"visit_72_hours": story.at("2027-01-15", 21, 30)},
)
"""She came home five hours ago (the child's last view before the departure must not be older than a day), and was visited."""

BEFORE_THE_PANEL = (
    ("urgent_measure", "worker"),
    ("judicial_confirmation", "worker"),
    ("age_assessment", "worker"),
    ("guardian", "worker"),
    ("shelter", "worker"),
    ("hearing", "worker"),
    ("protection_screening", "worker"),
    ("best_interests_assessment", "worker"),
    ("consular_notification", "worker"),
    ("family_tracing", "partner"),
    ("nationality", "worker"),
    ("risk_assessment", "worker"),
    ("home_study", "partner"),
)
NATIONAL = {"judicial_confirmation": "national_act", "visit_72_hours": "follow_up"}


async def test_from_sign_in_to_the_first_visit_in_spanish_on_a_telephone(here: House, browser: Browser) -> None:
    case = Carried(here, TOLD, PAPERS)
    async with AsyncExitStack() as room:

        async def enters(post: str, country: str) -> Person:
            return await room.enter_async_context(somebody(here, browser, post, country, "es", NARROW))

        worker, supervisor, partner = (
            await enters("caseworker", "MX"),
            await enters("supervisor", "MX"),
            await enters("partner", "GT"),
        )
        people = {"worker": worker, "supervisor": supervisor, "partner": partner}
        await case.open(worker)
        for key, who in BEFORE_THE_PANEL:
            await case.finish(people[who], key, NATIONAL.get(key, key))
        await the_letter_says_nothing_of_trafficking(worker, case)
        for key in ("best_interests_determination", "decision"):
            await case.finish(worker, key)
        await case.approve(supervisor, "decision")
        await case.finish(worker, "referral")
        await case.finish(partner, "acceptance")
        await case.finish(worker, "travel_documents")
        for key in ("repatriation_plan", "agreement"):
            await case.finish(worker, key)
            await case.approve(partner, key)
        for key in ("child_preparation", "escort", "transit"):
            await case.finish(worker, key)
        await case.sign(worker, "handover_release", "Sign and hand over")
        await case.sign(partner, "handover_receipt", "Sign: I have received the child")
        assert worker.says("The origin country’s child protection") in await partner.words()
        for key in ("reception", "placement", "visit_72_hours"):
            await case.finish(partner, key, NATIONAL.get(key, key))
    await what_was_typed_is_what_was_filed(case)


async def the_letter_says_nothing_of_trafficking(who: Person, case: Carried) -> None:
    """The consulate reads who the child claims to be: neither what was done to her nor where she sleeps."""
    await who.go(f"/cases/{case.number}")
    shelter = report_model("shelter").example().model_dump(mode="json")
    for language in ("es", "en"):
        answer = await who.page.request.get(
            f"{case.here.address}/cases/{case.number}/letters/consular_notification/1/{language}"
        )
        letter = (await answer.text()).lower()
        assert answer.ok and case.told.child.lower() in letter
        for word in (
            "trata de personas",
            "tratante",
            "traffick",
            "victim",
            "víctima",
            "explot",
            "exploit",
            "albergue",
            "shelter",
        ):
            assert word not in letter, f"the letter says {word}"
        assert str(shelter["address"]).lower() not in letter


async def what_was_typed_is_what_was_filed(case: Carried) -> None:
    """Nothing was lost or changed between the boxes and the record."""
    async with calling(case.here) as api:
        for (key, name), typed in case.sent.items():
            who = "partner.gt" if key in ("family_tracing", "home_study") else "caseworker.mx"
            step = await api.get(f"{who}@resguardo.example", f"/api/v1/cases/{case.number}/steps/{key}")
            filed = next(each["data"] for each in step["filed"] if each["report"] == name)
            model = report_model(name)
            meant, said = model.model_validate(typed).model_dump(), model.model_validate(filed).model_dump()
            assert said == meant, f"{key}: {name}: {[field for field in meant if meant[field] != said[field]]}"
