"""Every page, and who reads it: for axe and for the pictures."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from cases.reports import story
from commands.practice.stories import HOME_AT_ONCE, RISK_LATER, but
from commands.practice.story import Chapter, Story
from tests.browser.person import NARROW, Person

AT_THE_BORDER = Story(
    "at-the-border",
    "MX",
    "GT",
    "Nora",
    "2012-08-03",
    timedelta(hours=1),
    (Chapter(leave=frozenset({"handover"}), event="sharing_consented"),),
    moment=story.HANDOVER,
    days=RISK_LATER | HOME_AT_ONCE,
    let_in=True,
)
"""The escort stands before the receiver: both halves of the handover are still to sign."""

SISTER = Story(
    "sister",
    "MX",
    "GT",
    "Berta",
    "2013-02-21",
    timedelta(hours=25),
    but("guardian"),
    sibling_of="guardian-overdue",
)
"""Found after the other, and linked with her; her guardian is due in two hours. Under an earlier edition: in days."""

FOUND_TODAY = Story("found-today", "MX", "GT", "Abril", "2012-02-11", timedelta(hours=4), but("urgent_measure"))

EARLY = (
    FOUND_TODAY,
    Story("guardian-overdue", "MX", "GT", "Brenda", "2011-07-30", timedelta(days=3), but("guardian"), let_in=True),
    SISTER,
    Story(
        "missing",
        "MX",
        "GT",
        "Mirna",
        "2010-05-17",
        timedelta(days=20),
        (Chapter(leave=frozenset({"age_assessment", "guardian", "shelter"}), event="child_missing"),),
    ),
)
"""Cases near their beginning: told in a few seconds."""

DETECTED = "/cases/{guardian-overdue}/steps/detection"
PARTING = "/cases/{sister}/links/{guardian-overdue}/separation"
PROPOSAL = "/guidelines/proposals/consular_5_days"

Prepare = Callable[[Person], Awaitable[None]]


@dataclass(frozen=True)
class Place:
    """A page. ``path`` may name a case by its story: {missing}. ``prepare``: what is done there first."""

    name: str
    reader: str
    path: str
    main: bool = False
    """Looked at in both languages."""
    prepare: Prepare | None = None
    begins: str = ""
    """Where its picture begins, if not at the top: a selector."""
    pictured: bool = True
    """False: looked at by axe alone, for it looks as another one does."""


async def send_empty(who: Person) -> None:
    """Press the form's own button with nothing filled in."""
    await who.submit(who.main.locator("form[novalidate] button:not([name])").last)


async def hold_a_border(who: Person) -> None:
    """Hold the journeys to a country that no practice case comes near: none of the other pages changes."""
    await who.page.locator("#f-other").fill("Belize" if who.language == "en" else "Belice")
    await who.page.locator("#f-cause").check()
    await who.page.locator("#f-reason").fill("El río se desbordó; nadie puede cruzar el puente.")
    await who.press("Hold the journeys")


async def look_for(who: Person) -> None:
    """Look for a child that has a case."""
    await who.page.locator("#origin").select_option("GT")
    await who.page.locator("#name").fill("Brenda Ejemplo")
    await who.press("Look for the child")


async def begin(who: Person) -> None:
    """Go on from the search to the detection form."""
    await look_for(who)
    await who.submit(who.main.locator("button[name=_begin]"))


async def wrong_password(who: Person) -> None:
    """Be refused at the door."""
    await who.page.locator("#email").fill("nobody@resguardo.example")
    await who.page.locator("#password").fill("not it")
    await who.press("Sign in")


async def begin_second_factor(who: Person) -> None:
    """Be shown a secret; nothing is on until a code confirms it."""
    await who.page.locator("#password").fill(who.here.password)
    await who.press("Turn the second factor on")


async def take_away(who: Person) -> None:
    """Take the case as a file, and look at who took it."""
    await who.page.locator("#f-purpose").check()
    await who.page.locator("#f-recipient").fill("Juzgado 5, Lic. Ejemplo")
    async with who.page.expect_download():
        await who.main.locator("form[novalidate] button:not([name])").last.click()
    await who.go(who.page.url.replace(who.here.address, "").replace("/export", "/readers"))


async def unfold(who: Person) -> None:
    """Unfold what is folded."""
    for each in await who.main.locator("details:not([open]) > summary").all():
        if await each.is_visible():
            await each.click()


async def unfold_menu(who: Person) -> None:
    """The menu as a telephone shows it once it is touched; on a wide page it lies open anyway."""
    await who.page.set_viewport_size({"width": NARROW, "height": 800})
    await who.page.locator("nav.main summary").click()


async def stay_away(who: Person) -> None:
    """Send what was typed when the session is over; the session is given back, for the pages that follow."""
    kept = await who.page.context.cookies()
    await who.page.locator("#name").fill("Brenda Ejemplo")
    await who.page.context.clear_cookies(name="session")
    await who.press("Look for the child")
    await who.main.locator("input[name^='kept.']").first.wait_for(state="attached")
    await who.page.context.add_cookies([{**each} for each in kept])  # type: ignore[typeddict-item]  # what it gave


async def look_back(who: Person) -> None:
    """The case, or one of its steps, as it was known on the last day that can be asked for."""
    day = await who.page.locator("#as_known").get_attribute("max")
    await who.page.locator("#as_known").fill(day or "")
    await who.press("Show")


async def look_back_at_a_step(who: Person) -> None:
    """From the case on a past day on to a step, by its link."""
    await look_back(who)
    await who.submit(who.main.locator(".card a[href*='/steps/'], a[href*='/steps/']").first)


async def say_something(who: Person) -> None:
    """Comment on a proposal."""
    await who.page.locator("#text").fill("Five days are few where the registry is far away. We would ask for seven.")
    await who.press("Comment")


async def correct(who: Person) -> None:
    """Change an answer of a report that stands, and look at what would follow."""
    answer = who.page.locator("[name=municipality], [name=reasons]").first
    town = await answer.get_attribute("name") == "municipality"
    await answer.fill("Ciudad Hidalgo" if town else "As the determination says; and the child asked again to go home.")
    await who.press("See what follows")


async def correct_nothing(who: Person) -> None:
    """Take an answer out that must be there."""
    await who.page.locator("[name=child_name]").fill("")
    await who.press("See what follows")


PLACES = (
    Place("sign-in", "", "/sign-in", main=True),
    Place("sign-in-refused", "", "/sign-in", prepare=wrong_password),
    Place("leave", "", "/leave"),
    Place("account", "caseworker", "/account", main=True),
    Place("second-factor", "caseworker", "/account", prepare=begin_second_factor),
    Place("my-work", "caseworker", "/", main=True),
    Place("cases", "caseworker", "/cases"),
    Place("open-a-case", "caseworker", "/cases/new"),
    Place("open-a-case-found", "caseworker", "/cases/new", prepare=look_for),
    Place("session-over", "caseworker", "/cases/new", main=True, prepare=stay_away),
    Place("detection", "caseworker", "/cases/new", main=True, prepare=begin),
    Place("case", "caseworker", "/cases/{guardian-overdue}", main=True),
    Place("case-suspended", "caseworker", "/cases/{missing}", prepare=unfold),
    Place("step", "caseworker", "/cases/{guardian-overdue}/steps/guardian", main=True, prepare=unfold),
    Place("step-faults", "caseworker", "/cases/{guardian-overdue}/steps/guardian", prepare=send_empty),
    Place("step-ahead", "caseworker", "/cases/{guardian-overdue}/steps/decision"),
    Place("event", "caseworker", "/cases/{guardian-overdue}/events/protection_claim"),
    Place("case-linked", "caseworker", "/cases/{sister}", prepare=unfold, begins="#linked"),
    Place("case-then", "caseworker", "/cases/{missing}", main=True, prepare=look_back),
    Place("step-then", "caseworker", "/cases/{missing}", prepare=look_back_at_a_step),
    Place("correction", "caseworker", f"{DETECTED}/correction", prepare=unfold),
    Place("correction-faults", "caseworker", f"{DETECTED}/correction", prepare=correct_nothing, pictured=False),
    Place("correction-follows", "caseworker", f"{DETECTED}/correction", main=True, prepare=correct),
    Place("guidelines", "caseworker", "/guidelines", main=True),
    Place("guidelines-stage", "caseworker", "/guidelines/assessment"),
    Place("guidelines-duties", "caseworker", "/guidelines/duties"),
    Place("guidelines-timeline", "caseworker", "/guidelines/timeline"),
    Place("guidelines-instruments", "caseworker", "/guidelines/instruments"),
    Place("editions", "caseworker", "/guidelines/editions?host=MX&origin=GT&since=2025-12-01", main=True),
    Place("proposal", "caseworker", PROPOSAL, main=True, prepare=say_something),
    Place("not-found", "caseworker", "/cases/0000-0000-0"),
    Place("board", "supervisor", "/board", main=True),
    Place("board-overdue", "supervisor", "/work?state=overdue"),
    Place("case-supervisor", "supervisor", "/cases/{guardian-overdue}", prepare=unfold),
    Place("menu", "supervisor", "/board", prepare=unfold_menu),
    Place("border-new", "supervisor", "/borders/new", main=True),
    Place("border-new-faults", "supervisor", "/borders/new", prepare=send_empty),
    Place("border-held", "supervisor", "/borders/new", prepare=hold_a_border),
    Place("borders", "supervisor", "/borders"),
    Place("outbox", "supervisor", "/outbox"),
    Place("proposal-supervisor", "supervisor", PROPOSAL, pictured=False),
    Place("rehearsal", "supervisor", f"{PROPOSAL}/rehearsal", main=True),
    Place("case-edition-offered", "supervisor", "/cases/{sister}"),
    Place("case-edition", "supervisor", "/cases/{sister}/edition", main=True),
    Place("case-edition-none", "supervisor", "/cases/{guardian-overdue}/edition", pictured=False),
    Place("separation", "supervisor", PARTING, main=True),
    Place("separation-faults", "supervisor", PARTING, prepare=send_empty, pictured=False),
    Place("waiting-for-you", "partner", "/waiting", main=True),
    Place("readers", "supervisor", "/cases/{guardian-overdue}/readers", main=True, prepare=unfold),
    Place("extract", "caseworker", "/cases/{guardian-overdue}/extract", main=True),
    Place("export", "caseworker", "/cases/{guardian-overdue}/export", main=True),
    Place("export-faults", "caseworker", "/cases/{guardian-overdue}/export", prepare=send_empty, pictured=False),
    Place("readers-taken", "supervisor", "/cases/{guardian-overdue}/export", prepare=take_away, begins="#exports"),
    Place("participants", "supervisor", "/cases/{guardian-overdue}/participants", main=True, prepare=unfold),
    Place("emergency", "caseworker", "/emergency", main=True),
    Place("audit", "auditor", "/audit", main=True, prepare=unfold),
    Place("statistics", "analyst", "/statistics", main=True),
    Place("story-auditor", "auditor", "/cases/{guardian-overdue}/story", pictured=False),
)
LATE = (
    Place("story", "caseworker", "/cases/{at-the-border}/story"),
    Place("step-done", "caseworker", "/cases/{at-the-border}/steps/decision", prepare=unfold),
    Place("correction-to-approve", "caseworker", "/cases/{at-the-border}/steps/decision/correction", prepare=correct),
    Place("case-late-then", "caseworker", "/cases/{at-the-border}", prepare=look_back, pictured=False),
    Place("consents", "caseworker", "/cases/{at-the-border}/consents", main=True, prepare=unfold),
    Place("consent-new", "caseworker", "/cases/{at-the-border}/events/sharing_consented"),
    Place("consent-withdrawn", "caseworker", "/cases/{at-the-border}/events/sharing_withdrawn", pictured=False),
    Place("handover", "caseworker", "/cases/{at-the-border}/handover", main=True),
    Place("letter", "caseworker", "/cases/{at-the-border}/letters/consular_notification/1/es"),
    Place("case-partner", "partner", "/cases/{at-the-border}"),
    Place("part-shelter", "shelter", "/cases/{at-the-border}", main=True),
    Place("part-escort", "escort", "/cases/{at-the-border}"),
    Place("part-consulate", "ministry", "/cases/{at-the-border}"),
    Place("handover-partner", "partner", "/cases/{at-the-border}/handover"),
)
"""Pages that only a case far on its way has."""

COUNTRY = {
    "caseworker": "MX",
    "supervisor": "MX",
    "partner": "GT",
    "auditor": "MX",
    "analyst": "MX",
    "shelter": "MX",
    "escort": "MX",
    "ministry": "GT",
}
