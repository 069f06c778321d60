"""Every page of the application, with every address that it has in this world; and what is left out, and why."""

import re
from collections.abc import Iterator
from itertools import product

from fastapi import FastAPI

from guidelines.library import library
from tests.api.test_access import PROPOSAL, routes

UNREAD = {
    "GET /": "leads on to the page of the person's role, which is read",
    "GET /leave": "ends the session of who opens it, and shows nothing",
    "GET /account/second-factor": "leads back while no second factor is being turned on: it has no text",
    "GET /account/passkeys/new": "leads back while no passkey is being added: tests/pages/test_passkeys.py",
    "GET /sign-in/code": "leads back to the door while nobody is half signed in",
    "GET /sign-in/passkey": "the same",
    "GET /sign-in/oidc": "no provider in this world: tests/sign_on",
    "GET /sign-in/oidc/back": "no provider in this world: tests/sign_on",
    "GET /cases/{number}/links/{other}/separation": "shows the form of its report, as every step's page does",
    "GET /cases/{number}/steps/{key}/documents/{document}/preview": "a picture",
    "GET /cases/{number}/steps/{key}/documents/{document}/file": "bytes, as a file",
}
"""Pages that nobody in this world is shown."""

UNSENT = {
    "POST /account": "turns off a second factor that is on, by a code: tests/pages/test_account.py",
    "POST /account/second-factor": "asks for a code of digits, once a second factor is being turned on",
    "POST /account/passkeys/begin": "stands where the address of the pages may have passkeys, and asks for a password",
    "POST /account/passkeys/new": "is sent by a device: tests/pages/test_passkeys.py",
    "POST /sign-in/code": "asks who is half signed in: sent without, it leads back to the door",
    "POST /sign-in/passkey": "the same",
    "POST /cases/{number}/edition": "stands there while an edition is offered, and has no text",
    "POST /cases/{number}/links/{other}/separation": "the form of a report, for children who are linked",
    "POST /cases/{number}/steps/{key}/correction-answer": "stands there while a correction waits",
    "POST /cases/{number}/handover": "is sent by the page of the handover's other half",
}
"""Forms that no page of this world has: they are sent all the same, with FIELDS, but nobody looked whether they have
others."""

FIELDS = (
    "reason",
    "_reason",
    "answer",
    "code",
    "name",
    "password",
    "_seen",
    "_act",
    "edition",
    "half",
    "passkey",
    "next",
)

UNKNOWN = """
A page has {{{name}}} in its address, and tests/script/places.py does not say what stands there: {route}.
Give it a value in KNOWN or in `addresses`, so that the page is read with payloads in the record.
"""

UNCOVERED = """
No payload reached these: {routes}.
A page: have somebody read it in tests/script (places.py: its address; rows.py: what must be in the record). A form: it
must stand on a page that is read. Where neither can be, say why in UNREAD or UNSENT of tests/script/places.py.
"""


class Places:
    """The routes of the pages, by method and path; ``known``: what stands in the addresses."""

    def __init__(self, app: FastAPI, known: dict[str, list[str]], letters: list[tuple[str, str, str]]) -> None:
        self.known = {
            "name": [PROPOSAL],
            "stage": [each.stage for each in library().stages],
            "kind": [each.id for each in library().interruptions],
            **known,
        }
        self.letters = letters
        found = {f"{method} {route.path}" for route in routes(app) for method in route.methods or ()}
        self.all = sorted(each for each in found if "/api/" not in each and not each.endswith("/health"))
        self._ways = [(each, re.compile(re.sub(r"\{\w+\}", "[^/]+", each.split()[1]) + "$")) for each in self.all]

    @property
    def read(self) -> list[str]:
        """Those that are opened."""
        return [each for each in self.all if each.startswith("GET ")]

    def route_of(self, method: str, address: str) -> str | None:
        """Which route an address is of; what stands in it literally comes before what stands there for something."""
        path = address.partition("?")[0].partition("#")[0]
        found = [name for name, way in self._ways if name.startswith(f"{method} ") and way.match(path)]
        return min(found, key=lambda name: name.count("{"), default=None)

    def addresses(self, route: str) -> Iterator[str]:
        """All of one route."""
        path = route.split()[1]
        if "/letters/" in path:
            for kind, round_, language in self.letters:
                yield path.format(number=self.known["number"][0], kind=kind, round_=round_, language=language)
            return
        if "{document}" in path:
            path = path.replace("{key}", "urgent_measure")
        names = re.findall(r"\{(\w+)\}", path)
        for name in names:
            if name not in self.known:
                raise AssertionError(UNKNOWN.format(name=name, route=route))
        for values in product(*(self.known[name] for name in names)):
            yield path.format(**dict(zip(names, values, strict=True)))
