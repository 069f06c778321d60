"""Three people carry one child's case from sign-in to the signed handover and the first visit, in the browser."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
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
from tests.browser.keyboard import enter, tab_to
from tests.browser.person import NARROW, WIDE, Person, somebody
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

AT_A_DESK = replace(TOLD, name="at-a-desk", child="Alma", born="2012-10-30")

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


@dataclass(frozen=True)
class Three:
    """The people who carry a case, each before a browser of their own."""

    worker: Person
    supervisor: Person
    partner: Person


@asynccontextmanager
async def three(here: House, browser: Browser, language: str, width: int) -> AsyncIterator[Three]:
    """All three signed in."""
    async with (
        somebody(here, browser, "caseworker", "MX", language, width, types=False) as worker,
        somebody(here, browser, "supervisor", "MX", language, width, types=False) as supervisor,
        somebody(here, browser, "partner", "GT", language, width, types=False) as partner,
    ):
        yield Three(worker, supervisor, partner)


async def test_from_sign_in_to_the_first_visit_in_spanish_on_a_telephone(here: House, browser: Browser) -> None:
    case = Carried(here, TOLD, PAPERS)
    async with three(here, browser, "es", NARROW) as people:
        await case.open(people.worker)
        await what_people_must_see(people.worker, case)
        await to_the_handover(case, people)
        wrong = await barriers_on_the_way(people.worker, case)
        await case.sign(people.worker, "handover_release", "Sign and hand over")
        await people.partner.go(f"/cases/{case.number}/handover")
        wrong += await barriers(people.partner.page, "handover to receive", NARROW)
        await received(case, people.partner)
        for key in ("reception", "placement", "visit_72_hours"):
            await case.finish(people.partner, key, NATIONAL.get(key, key))
    assert not wrong, "\n".join(wrong)
    await what_was_typed_is_what_was_filed(case)


async def test_from_sign_in_to_the_signed_handover_in_english_at_a_desk(here: House, browser: Browser) -> None:
    """The forms until the guardian are typed box by box; the host's half is signed with the keyboard alone."""
    case = Carried(here, AT_A_DESK, PAPERS)
    async with three(here, browser, "en", WIDE) as people:
        people.worker.types = True
        await case.open(people.worker)
        await what_people_must_see(people.worker, case)
        await to_the_handover(case, people, typed=("urgent_measure", "judicial_confirmation", "guardian"))
        await signed_by_keyboard(case, people.worker)
        await received(case, people.partner)
    await what_was_typed_is_what_was_filed(case)


async def to_the_handover(case: Carried, people: Three, typed: tuple[str, ...] = ()) -> None:
    """Every step from the urgent measure to the border, each by whose it is. ``typed``: box by box."""
    worker, supervisor, partner = people.worker, people.supervisor, people.partner
    for key, who in BEFORE_THE_PANEL:
        worker.types = key in typed
        if key == "shelter":  # the guardian is there; nobody over there was told yet
            await what_people_must_see(supervisor, case)
            answer = await partner.page.request.get(f"{case.here.address}/cases/{case.number}")
            assert answer.status == 404  # the other country takes part from the moment it is told
        await case.finish(partner if who == "partner" else worker, key, NATIONAL.get(key, key))
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


async def signed_by_keyboard(case: Carried, who: Person) -> None:
    """The host's half: its boxes are filled, and from the last of them on no mouse is touched."""
    await who.go(f"/cases/{case.number}/handover")
    await who.until("form[novalidate]")
    await who.fill("handover_release", case.report("handover", "handover_release"))
    await who.page.locator("form[novalidate] [name=remarks]").focus()
    await tab_to(who, text=who.says("Sign and hand over"))
    await enter(who)
    await who.done()


async def received(case: Carried, partner: Person) -> None:
    """The receiver signs, and with that the child is in the other country's care."""
    await case.sign(partner, "handover_receipt", "Sign: I have received the child")
    assert partner.says("The origin country’s child protection") in await partner.words()


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
