"""The outbox: newest first, a page at a time, each notice once; one person's alone; never another agency's."""

from datetime import timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from api.pages.outbox import LIMIT
from cases.tables import Notice
from tests.api.given import NOW, World
from tests.pages.browser import Page
from tests.pages.conftest import Browser, Cases, SignedIn

SENT = 2 * LIMIT + 3
"""Three pages."""


@pytest.fixture
async def notices(session: AsyncSession, people: World, cases: Cases) -> None:
    """Many to the caseworker, two at each instant; one to the supervisor; one to another country."""
    to = [("mx.caseworker", f"Notice {place:02d}", place // 2) for place in range(SENT)]
    to += [("mx.supervisor", "Only one", SENT), ("gt.partner", "Elsewhere", SENT)]
    for place, (name, subject, minutes) in enumerate(to):
        session.add(
            Notice(
                id=f"{place:03d}",
                case_number=cases.urgent,
                kind="lapsed",
                recipient=people.users[name].id,
                locale="en",
                subject=subject,
                body="",
                created_at=NOW - timedelta(minutes=minutes),
            )
        )
    await session.commit()


async def read(browser: Browser, path: str) -> list[list[str]]:
    """The subjects of each page, from the first to the last, by the button."""
    found = []
    while path:
        answer = await browser.get(path)
        assert answer.status_code == 200
        page = Page(answer.text)
        found.append([each.text for each in page.all("td") if each.attributes["data-label"] == "Subject"])
        path = next((each.attributes["href"] for each in page.all("a") if each.text.strip() == "Next page"), "")
    return found


@pytest.mark.usefixtures("notices")
async def test_every_notice_once_newest_first(in_browser: SignedIn) -> None:
    pages = await read(await in_browser("mx.supervisor"), "/outbox")
    assert [len(each) for each in pages] == [LIMIT, LIMIT, SENT + 1 - 2 * LIMIT]
    subjects = [subject for page in pages for subject in page]
    assert subjects == [*(f"Notice {place:02d}" for place in range(SENT)), "Only one"]


@pytest.mark.usefixtures("notices")
async def test_one_person_is_chosen_and_stays_chosen(in_browser: SignedIn, people: World) -> None:
    browser = await in_browser("mx.supervisor")
    for name, count in (("mx.caseworker", SENT), ("mx.supervisor", 1), ("gt.partner", 0)):
        pages = await read(browser, f"/outbox?to={people.users[name].id}")
        assert sum(len(each) for each in pages) == count, name


@pytest.mark.usefixtures("notices")
async def test_who_is_no_supervisor_reads_their_own_alone(in_browser: SignedIn, people: World) -> None:
    browser = await in_browser("mx.caseworker")
    html = (await browser.get("/outbox")).text
    assert not Page(html).all("select", name="to")
    assert await read(browser, f"/outbox?to={people.users['mx.supervisor'].id}") == [[]]
