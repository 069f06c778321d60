"""Somebody who reads every page and sends every form, and looks at each answer; what they saw is counted."""

from collections import Counter
from dataclasses import dataclass, field

import httpx2

from tests.pages.browser import Element
from tests.script.looking import Looked, local, of_headers
from tests.script.payloads import Scripts
from tests.script.places import Places

TYPES = frozenset({"text", "search", "email", "tel", "url", "password", ""})
"""Inputs that take any text."""

UNKEEPABLE = "zq\x00qz"
"""PostgreSQL keeps no text with this sign: nobody is answered with a fault, and nothing of it goes on."""

WAYS_OUT = frozenset({"/sign-out", "/leave"})
"""Sent as by nobody: the readers stay signed in."""

NEVER = frozenset({"csrf"})
"""A form without it is refused before anything in it is read."""


@dataclass
class Seen:
    """What all readers saw. ``forms``: each form by its route and its text fields; ``sent``: those that were sent."""

    marks: Scripts
    wrong: list[str] = field(default_factory=list)
    pages: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)
    forms: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    sent: set[tuple[str, str]] = field(default_factory=set)
    markers: set[str] = field(default_factory=set)

    def look(self, where: str, answer: httpx2.Response) -> Looked | None:
        """Look at an answer; its page, if it is one."""
        self.answers[answer.status_code] += 1
        html = answer.headers.get("content-type", "").startswith("text/html")
        wrong = of_headers(dict(answer.headers), html)
        page = Looked(answer.text) if html else None
        if page is not None:
            wrong += page.wrong
            self.markers |= page.found
        if answer.status_code >= 500 and answer.status_code != 503:
            wrong.append(f"{answer.status_code}: {answer.text[-300:]}")
        if "location" in answer.headers and not local(answer.headers["location"]):
            wrong.append(f"it leads away: {answer.headers['location']}")
        self.wrong += [f"{where}: {each}" for each in wrong]
        return page


class Reader:
    """One person in one language, with a browser."""

    def __init__(self, client: httpx2.AsyncClient, who: str, language: str, places: Places, seen: Seen) -> None:
        self.client, self.places, self.seen = client, places, seen
        self.who, self.language = who, language
        self.cookies = f"session={who}; language={language}" if who else f"language={language}"

    async def read(self, address: str) -> bool:
        """Open a page and send each form of it that was not sent yet. Whether it was shown."""
        where = f"{self.who or 'a stranger'} ({self.language}) reads {address}"
        answer = await self.client.get(address, headers={"Cookie": self.cookies})
        page, route = self.seen.look(where, answer), self.places.route_of("GET", address)
        if answer.status_code == 200 and route is not None:
            self.seen.pages[route] += 1
        for form in page.all("form") if page else ():
            await self._form(page, form, address)
        return answer.status_code == 200

    async def _form(self, page: Looked | None, form: Element, address: str) -> None:
        assert page is not None
        method, action = form.attributes.get("method", "get").upper(), form.attributes.get("action") or address
        route = self.places.route_of(method, action)
        controls = [each for each in page.elements if each.form == form.form and each.attributes.get("name")]
        texts = frozenset(each.attributes["name"] for each in controls if takes_text(each))
        if route is None:
            self.seen.wrong.append(f"{address}: a form leads to {method} {action}, which is no page")
            return
        if (route, texts) in self.seen.forms:
            return
        self.seen.forms.add((route, texts))
        kept = [(name, value) for name, value in page.sends(form.form).pairs if name not in texts]
        kept += [each for each in chosen(page, form.form) if each[0] not in dict(kept)]
        multipart = form.attributes.get("enctype") == "multipart/form-data"
        names = {name for name, _ in kept} | texts
        await self._send(method, action, kept, texts, multipart)
        guarded = [pair for pair in kept if pair[0] in NEVER]
        await self._send(method, action, guarded, names - NEVER, multipart)
        nul = {name: [UNKEEPABLE] for name in texts}
        await self.submit(method, action, {name: [value] for name, value in kept} | nul, multipart)

    async def _send(
        self, method: str, action: str, kept: list[tuple[str, str]], planted: frozenset[str] | set[str], multipart: bool
    ) -> None:
        """A form with a payload in each of the fields; and one more field, whose very name is a payload."""
        route = self.places.route_of(method, action) or action
        data: dict[str, list[str]] = {}
        for name, value in kept:
            data.setdefault(name, []).append(value)
        for name in planted:
            data[name] = [self.seen.marks.new(f"{route} {name}")]
            self.seen.sent.add((route, name))
        data[self.seen.marks.new(f"{route}, a field's name")] = [self.seen.marks.new(f"{route}, a field more")]
        await self.submit(method, action, data, multipart)

    async def submit(self, method: str, action: str, data: dict[str, list[str]], multipart: bool = False) -> None:
        """Send it, and go where it leads."""
        where = f"{self.who or 'a stranger'} ({self.language}) sends {method} {action}"
        signed_in = action.partition("?")[0] not in WAYS_OUT
        headers = {"Cookie": self.cookies if signed_in else "", "Origin": "http://resguardo.test"}
        if method == "GET":
            answer = await self.client.get(action, params=data, headers=headers)
        else:
            files = {"file": (self.seen.marks.new(f"{action}, a file's name"), b"x")} if multipart else None
            answer = await self.client.post(action, data=data, files=files, headers=headers)
        page = self.seen.look(where, answer)
        for form in page.all("form") if page and answer.status_code in (200, 422) else ():
            await self._form(page, form, action)
        if answer.status_code == 303 and answer.headers["location"].startswith("/"):
            onward = await self.client.get(answer.headers["location"], headers={"Cookie": self.cookies})
            self.seen.look(f"{where}, and goes on to {answer.headers['location'][:80]}", onward)


def takes_text(element: Element) -> bool:
    """Whether somebody can type there."""
    kind = element.attributes.get("type", "")
    return element.tag == "textarea" or (element.tag == "input" and kind in TYPES)


def chosen(page: Looked, form: int) -> list[tuple[str, str]]:
    """Of each list to choose from the first answer, as somebody in a hurry chooses."""
    found: dict[str, str] = {}
    name = ""
    for each in (each for each in page.elements if each.form == form):
        if each.tag == "select":
            name = each.attributes.get("name", "")
        elif each.tag == "option" and name and each.attributes.get("value"):
            found.setdefault(name, each.attributes["value"])
    return [*found.items()]
