"""Chromium runs nothing that somebody typed: no dialog, no word of the page's policy, no element that we did not write.

What every page holds is read in tests/script; here a real browser parses the worst of them.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from commands.practice import play
from commands.practice.adapt import report_of
from commands.practice.stories import but
from commands.practice.story import Story
from tests.browser.house import House, calling, tell
from tests.browser.person import Person, context
from tests.script.payloads import MARKER, Scripter
from tests.secrecy.fields import leaves
from tests.secrecy.planting import at, put

STORY = Story("script", "MX", "GT", "Brenda", "2011-07-30", timedelta(days=3), but("guardian"))
"""Any: each text of its reports is a payload."""

CASE = "/cases/{number}"
PAGES = (
    *(CASE + part for part in ("", "/story", "/readers", "/participants", "/extract", "/consents", "/edition")),
    *(
        f"{CASE}/steps/{key}{part}"
        for key in ("detection", "urgent_measure", "guardian")
        for part in ("", "/correction")
    ),
    *("/cases", "/work", "/board", f"{CASE}/events/child_missing"),
    *(
        f"{address}{{strange}}"
        for address in ("/cases/", "/work?state=", "/cases/new?name=", "/guidelines/", "/?done=")
    ),
    *(
        "/cases?status={strange}",
        "/guidelines?host={strange}",
        f"{CASE}?as_known={{strange}}",
        "/sign-in?next={strange}",
    ),
)

ARISEN = """(marker) => [...document.querySelectorAll('*')].filter(each => {
  const ours = new RegExp(marker, 'i'), named = [...each.attributes];
  return ours.test(each.localName) || named.some(({name, value}) => ours.test(name) || /^(on|style$|srcdoc$)/.test(name)
    || (/^(href|src|action|formaction)$/.test(name) && /^\\s*(javascript|data):/i.test(value)));
}).map(each => each.outerHTML.slice(0, 200))"""
"""Elements and attributes that came out of a payload."""

SAID = "addEventListener('securitypolicyviolation', each => console.error(`policy: ${each.violatedDirective}`))"
"""Whatever the policy of a page keeps from happening was tried: there should be nothing to try."""


@dataclass
class Watched:
    """What a browser did that it should not."""

    address: str
    wrong: list[str] = field(default_factory=list)

    async def watch(self, made: BrowserContext) -> Page:
        """A page; everything that runs in it is heard."""
        await made.add_init_script(SAID)
        page = await made.new_page()
        page.on("dialog", self._dialog)
        page.on("console", lambda said: self._said(said.text) if "olicy" in said.text else None)
        page.on("request", lambda sent: None if sent.url.startswith(self.address) else self._said(f"asked {sent.url}"))
        return page

    async def _dialog(self, dialog: Any) -> None:
        self._said(f"a dialog: {dialog.message}")
        await dialog.dismiss()

    def _said(self, what: str) -> None:
        self.wrong.append(what)

    async def look(self, who: Person) -> None:
        """What arose in the page that is open."""
        self.wrong += [f"{who.page.url}: {each}" for each in await who.page.evaluate(ARISEN, MARKER.pattern)]


async def told(here: House, script: Scripter, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case whose every text is a payload, as the practice cases are told; and a draft in it."""

    def planted(of: Story, key: str, name: str, shift: timedelta, changes: Any) -> dict[str, Any]:
        data: dict[str, Any] = report_of(of, key, name, shift, changes)
        for leaf in leaves(name, data):
            if leaf.free and at(data, leaf.way) is not None:
                put(data, leaf.way, at(script.report(name), leaf.way))
        return data

    monkeypatch.setattr(play, "report_of", planted)
    (number,) = (await tell(here, STORY)).values()
    async with calling(here) as api:
        draft = {"round": 1, "data": script.report("guardian") | {"guardian_name": script.marks.new()}}
        await api._send("caseworker.mx@resguardo.example", "PUT", f"/api/v1/cases/{number}/steps/guardian/draft", draft)
    return number


async def test_nothing_that_was_typed_is_run(here: House, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    script, watched = Scripter(), Watched(here.address)
    number, strange = await told(here, script, monkeypatch), quote(script.marks.new(), safe="")
    for reader, language in (("caseworker", "en"), ("supervisor", "es")):
        async with context(browser, language) as made:
            who = Person(here, await watched.watch(made), reader, "MX", language)
            await who.sign_in()
            for path in PAGES:
                await who.go(path.format(number=number, strange=strange))
                await watched.look(who)
            await who.go(f"/cases/{number}/steps/guardian")
            await typed_everywhere(who, script)
            await watched.look(who)
    async with context(browser) as made:
        who = Person(here, await watched.watch(made), "nobody", "MX", "en")
        await who.go("/sign-in")
        await typed_everywhere(who, script)
        await watched.look(who)
        assert not watched.wrong, "\n".join(watched.wrong)
        await who.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
        await who.page.wait_for_timeout(200)
        await watched.look(who)
        assert len(watched.wrong) >= 2, "what arises is seen, and what the policy kept from running is heard"


async def typed_everywhere(who: Person, script: Scripter) -> None:
    """The page's longest form, with a payload in each of its boxes, sent: it comes back with them."""
    boxes = who.main.locator("form").last.locator("input[type=text], input[type=email], input:not([type]), textarea")
    for number in range(await boxes.count()):
        await boxes.nth(number).evaluate("(box, text) => { box.type = 'text'; box.value = text; }", script.marks.new())
    async with who.page.expect_navigation():
        await who.main.locator("form").last.evaluate("form => { form.noValidate = true; form.submit(); }")
