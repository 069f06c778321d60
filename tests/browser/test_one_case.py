"""Three people carry one child's case from sign-in to the signed handover and the first visit, in the browser."""

import re
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

from playwright.async_api import Browser

from api.pages.instants import zone_name
from api.pages.language import speak
from cases.reports import report_model, story
from commands.practice.stories import HOME_AT_ONCE, RISK_LATER
from commands.practice.story import Changes, Story
from tests.browser.barriers import barriers
from tests.browser.carrying import Carried
from tests.browser.house import House, calling
from tests.browser.person import NARROW, Person, somebody
from tests.browser.places import AT_THE_BORDER, LATE

PAPERS: dict[str, Changes] = {
    "judicial_confirmation": {"evidence": [{"kind": "court_ruling", "reference": "EJEMPLO-1", "issued_by": "Juzgado"}]},
    "handover": {"evidence": [{"kind": "protection_order", "reference": "EJEMPLO-2", "issued_by": "Procuraduría"}]},
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
"""She came home five hours ago: at the departure, the child's last view must not be older than a day."""

BEGUN = Story("begun", "MX", "GT", "Alma", "2012-10-30", timedelta(hours=30))

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
            return await room.enter_async_context(somebody(here, browser, post, country, "es", NARROW, types=False))

        worker, supervisor, partner = (
            await enters("caseworker", "MX"),
            await enters("supervisor", "MX"),
            await enters("partner", "GT"),
        )
        people = {"worker": worker, "supervisor": supervisor, "partner": partner}
        await case.open(worker)
        await what_people_must_see(worker, case)
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
        wrong = await barriers_on_the_way(worker, case)
        await case.sign(worker, "handover_release", "Sign and hand over")
        await partner.go(f"/cases/{case.number}/handover")
        wrong += await barriers(partner.page, "handover to receive", NARROW)
        await case.sign(partner, "handover_receipt", "Sign: I have received the child")
        assert worker.says("The origin country’s child protection") in await partner.words()
        for key in ("reception", "placement", "visit_72_hours"):
            await case.finish(partner, key, NATIONAL.get(key, key))
    assert not wrong, "\n".join(wrong)
    await what_was_typed_is_what_was_filed(case)


async def test_to_the_guardian_in_english_at_a_desk(here: House, browser: Browser) -> None:
    case = Carried(here, BEGUN, PAPERS)
    async with (
        somebody(here, browser, "caseworker", "MX") as worker,
        somebody(here, browser, "supervisor", "MX") as supervisor,
        somebody(here, browser, "partner", "GT") as partner,
    ):
        await case.open(worker)
        await what_people_must_see(worker, case)
        for key in ("urgent_measure", "judicial_confirmation", "age_assessment", "guardian"):
            await case.finish(worker, key, NATIONAL.get(key, key))
        await what_people_must_see(supervisor, case)
        answer = await partner.page.request.get(f"{here.address}/cases/{case.number}")
        assert answer.status == 404  # the other country takes part from the moment it is told
    await what_was_typed_is_what_was_filed(case)


async def what_people_must_see(who: Person, case: Carried) -> None:
    """Why the next step is closed, where the rule comes from, until when in whose time, and what protects."""
    await who.go(f"/cases/{case.number}")
    waiting = who.main.locator(".card", has_text=who.says("Opens after:")).first
    assert await waiting.get_by_role("link").count() > 1  # the step, and what it waits for
    gates = who.main.locator("summary", has_text=re.compile("[1-9]"))
    await gates.first.click()
    assert await who.main.locator(".checks li").first.is_visible()
    await who.submit(who.main.locator(".card.open a, .card.bad a, .card.warn a").first)
    duty = who.main.locator(".note", has_text=who.says("The duty"))
    assert await duty.locator(".tag.law, .tag.ours").count()
    due = who.main.locator("dd", has=who.page.locator("time")).first
    assert zone(who) in await due.inner_text()


def zone(who: Person) -> str:
    """The name of where their clock stands."""
    speak(who.language)
    return zone_name(who.zone.key)


async def the_letter_says_nothing_of_trafficking(who: Person, case: Carried) -> None:
    """The consulate reads who the child claims to be: neither what was done to her nor where she sleeps."""
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
            meant, said = (unordered(model.model_validate(each).model_dump()) for each in (typed, filed))
            assert said == meant, f"{key}: {name}: {[field for field in meant if meant[field] != said[field]]}"


async def barriers_on_the_way(who: Person, case: Carried) -> list[str]:
    """The pages that only a case far on its way has."""
    wrong: list[str] = []
    for place in LATE:
        await who.go(place.path.format(**{AT_THE_BORDER.name: case.number}))
        wrong += await barriers(who.page, place.name)
    return wrong


def unordered(data: Any) -> Any:
    """Boxes that are ticked have no order."""
    if isinstance(data, dict):
        return {key: unordered(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        plain = [unordered(each) for each in data]
        return sorted(plain) if all(isinstance(each, str) for each in plain) else plain
    return data
