"""Whatever is typed anywhere stays text: payloads in every field that people and programs fill, on every page.

One case is carried from detection to closure with them, in a record whose every other text holds one too. What is
covered comes from the application itself: its routes, its forms as they are rendered, its documentation, the models of
its reports, the columns of its record. What is new and was not thought of here fails, and says what to do.
"""

import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import event
from temporalio.testing import WorkflowEnvironment

from api.app import create_app
from api.pages import rendering
from cases.repository.erasing import erase
from cases.tables import Letter, Step
from runtime.database import Sessions
from runtime.documents.kinds import KINDS
from runtime.documents.objects import in_memory
from runtime.documents.scanner import NoScanner
from runtime.documents.shelf import Shelf
from runtime.settings import Settings
from tests.api.test_access import routes
from tests.script.carried import Carried, Silent
from tests.script.looking import Looked, of_headers
from tests.script.payloads import SIZES, Scripter, Scripts
from tests.script.places import FIELDS, UNCOVERED, UNREAD, UNSENT, Places
from tests.script.programs import Operation, operations, payload
from tests.script.reader import UNKEEPABLE, Reader, Seen
from tests.script.rows import NOT_PLANTED, people, plant, planted, sign_in
from tests.secrecy.planted import Planted, begin, decide, leave_a_draft, travel
from tests.secrecy.planting import REFUSED
from tests.workflows import path
from tests.workflows.playing import crew

Note = Callable[[str, object], None]

WORKING = ("worker", "supervisor", "partner")
EVERYBODY = (*WORKING, "auditor", "analyst", "administrator", "shelterer", "escort", "consul", "neighbour")

BAD = UNKEEPABLE, "zq\ud800qz", "zq" * 3000
"""Signs that no database keeps, and too many of others."""

TAKE_NONE = {
    "nationality.registry_accepts": "is answered with its reference or not at all: one alone is refused",
    "nationality.registry_reference": "the same",
    "repatriation_plan.handover.timezone": "the name of a time zone",
}
"""Texts of reports that refuse a payload of any size, and why."""

OF_PROGRAMS = ("application/json", "application/problem+json", "application/octet-stream", "image/jpeg")

pytestmark = pytest.mark.timeout(400)


@asynccontextmanager
async def browsing(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser: a fault is an answer too."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://resguardo.test") as client:
        yield client


async def test_whatever_is_typed_stays_text(
    temporal: WorkflowEnvironment, database: Sessions, record_property: Note, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, engine = Scripter(), Silent()
    play, seen = Carried(script, temporal, database, "MX", "GT"), Seen(script.marks)
    settings = Settings(mode="practice", secure_cookies=False, idle_minutes=600_000)  # the case goes on for a year
    app = create_app(settings, sessions=database, client=temporal.client, clock=play.now)
    shelf = Shelf(in_memory(), NoScanner(), frozenset(KINDS), mebibytes=1, only_scanned=False)
    app.state.engine, app.state.documents = engine, shelf
    nothing_unkeepable(database, seen)
    places = Places(app, {"number": [play.number], "other": [play.number]}, [])
    async with browsing(app) as client, crew(temporal, database):

        def read_by(language: str, *who: str) -> list[Reader]:
            return [Reader(client, each, language, places, seen) for each in who]

        play.readers = read_by("en", "worker", "partner") + read_by("es", "supervisor")
        await Planted.open(play)
        async with database() as session:
            await people(session, play)
            await sign_in(session, play, play.now() + timedelta(days=3000))
        await play.opened("urgent_measure")
        await leave_a_draft(play)
        await begin(play)
        await decide(play)
        async with database() as session:
            known = await plant(session, play, shelf)
        places.known |= {"key": [each.key for each in await play.rows(Step)]}
        places.known |= {name: [value] for name, value in known.items()} | {"act": ["release"]}
        await everything(places, places.read, read_by("es", *EVERYBODY))
        await travel(play)
        await path.visited(play)
        places.letters = [(each.kind, str(each.round), each.language) for each in await play.rows(Letter)]
        late = [each for each in places.read if of_the_whole(each) or "/letters/" in each]
        await everything(places, late, read_by("en", "worker", "partner"))
        await everything(places, ["GET /sign-in"], read_by("en", ""))
        await strange(app, places, play.readers[0])
        calls = await by_programs(app, client, seen, {"case": play.number, "step": "guardian", **known})
        async with database() as session:
            columns, missing = await planted(session)
        missing = [
            each for each in missing if not each.startswith("erasure.")
        ]  # it is erased in the end, with payloads
        assert not missing, NOT_PLANTED.format(columns=", ".join(missing))
        await escaping_switched_off(client, play, monkeypatch)
        async with database() as session:
            later = play.now() + timedelta(days=1)
            await erase(session, play.number, play.reason("an order's author"), play.reason("an order"), later)
        assert not await play.readers[0].read(f"/cases/{play.number}")
    told = {"payloads": len(script.marks.fields), "fields": len(seen.sent | calls), "forms": len(seen.forms)}
    told |= {"operations": len({each for each, _ in calls}), "columns": len(columns), "pages": len(seen.pages)}
    for name, count in (told | {"answers": seen.answers.total(), "not_planted": script.not_planted}).items():
        record_property(name, count)
    wrong = [*dict.fromkeys(seen.wrong), *engine.unkeepable]
    assert not wrong, f"{len(wrong)} holes:\n" + "\n".join(wrong)
    assert not (uncovered := covered(places, seen)), uncovered
    assert {field for field, why in script.left.items() if why == REFUSED} == set(TAKE_NONE), script.not_planted
    assert seen.answers[200] > 300, seen.answers


def nothing_unkeepable(database: Sessions, seen: Seen) -> None:
    """Whichever database this is: what PostgreSQL would refuse is a hole."""

    def look(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "\x00" in str(parameters) or "\\x00" in str(parameters):
            seen.wrong.append(f"a NUL reaches the database: {statement[:200]}")

    event.listen(database.kw["bind"].sync_engine, "before_cursor_execute", look)


def covered(places: Places, seen: Seen) -> str:
    """What was neither read nor sent, though nobody said why; empty: nothing."""
    forms = {route for route, _ in seen.forms}
    read, sent = (
        set(seen.pages),
        forms & {route for route, _ in seen.sent} | {route for route, texts in seen.forms if not texts},
    )
    left = [each for each in places.read if each not in read and each not in UNREAD]
    left += [each for each in places.all if each.startswith("POST ") and each not in sent and each not in UNSENT]
    left += [f"{route}: {name}" for route, names in seen.forms for name in names if (route, name) not in seen.sent]
    needless = [each for each in UNREAD if each in read] + [each for each in UNSENT if each in sent]
    said = [f"{each} was covered: take it out of UNREAD or UNSENT in tests/script/places.py." for each in needless]
    return "\n".join(([UNCOVERED.format(routes=", ".join(sorted(set(left))))] if left else []) + said)


async def everything(places: Places, which: list[str], readers: list[Reader]) -> None:
    """Every page; those about the whole case by everybody, of the others each by one who may."""
    for route in which:
        for number, address in enumerate(places.addresses(route) if route not in UNREAD else ()):
            first = 0 if of_the_whole(route) else number % min(len(readers), len(WORKING))
            for each in [*readers[first:], *readers[:first]]:
                if await each.read(address) and not of_the_whole(route):
                    break


def of_the_whole(route: str) -> bool:
    """A page about the whole case, or a border: it differs by who reads it."""
    return ("{number}" in route or "{hold}" in route) and "{key}" not in route and "{kind}" not in route


async def strange(app: FastAPI, places: Places, reader: Reader) -> None:
    """Payloads in the address, the query and the headers of every page."""
    new = reader.seen.marks.new
    for route in routes(app):
        path_: str = route.path or ""
        if "GET" not in (route.methods or ()) or "/api/" in path_:
            continue
        dependant: Any = route.original_route
        asked = {each.name for each in dependant.dependant.query_params}
        words = asked | {"as_known", "done", "since", "edition", "host", "origin", "day", "cursor"}
        query = {name: [new(f"GET {path_}?{name}")] for name in words} | {new(f"{path_}, a word"): ["x"]}
        odd = re.sub(r"\{\w+\}", quote(new(f"GET {path_}, its address"), safe="").replace("\\", r"\\"), path_)
        for address in (next(places.addresses(f"GET {path_}"), "/"), odd):
            await reader.submit("GET", address, query)
            for bad in ("%00", "%ED%A0%80", "%E2%80%AE"):
                answer = await reader.client.get(f"{address}{bad}?cursor={bad}", headers={"Cookie": reader.cookies})
                reader.seen.look(f"{address}{bad}", answer)
    for name in UNSENT:
        form = {field: [new(f"{name} {field}")] for field in FIELDS} | {"csrf": ["c"]}
        await reader.submit("POST", next(places.addresses(name)), form)
    plain = new("a header").encode("ascii", "ignore").decode().translate(dict.fromkeys(range(32)))
    for name in ("Accept-Language", "User-Agent", "Referer", "X-Forwarded-Host", "X-Forwarded-Prefix", "Cookie"):
        value = f"language={plain}; session={plain}" if name == "Cookie" else plain
        for address in ("/sign-in", "/cases/new", "/cases/none"):
            reader.seen.look(f"{name} at {address}", await reader.client.get(address, headers={name: value}))


async def by_programs(
    app: FastAPI, client: httpx2.AsyncClient, seen: Seen, known: dict[str, str]
) -> set[tuple[str, str]]:
    """Every operation of the API, with what is there and what is not: what it answers is JSON and says so. What was
    filled."""
    filled: set[tuple[str, str]] = set()
    for each in operations(app):
        for there in (known, {}):
            await called(client, seen, each, noting(filled, each, seen.marks), there)
        for bad in BAD:
            await called(client, seen, each, always(bad), known)
    return filled


def always(bad: str) -> Callable[[str], str]:
    """The same for each field."""
    return lambda _: bad


def noting(filled: set[tuple[str, str]], operation: Operation, marks: Scripts) -> Callable[[str], str]:
    """Payloads for an operation; ``filled``: where they stand."""
    made = payload(marks, operation)

    def text(name: str) -> str:
        filled.add((operation.name, name))
        return made(name)

    return text


async def called(
    client: httpx2.AsyncClient, seen: Seen, each: Operation, text: Callable[[str], str], known: dict[str, str]
) -> None:
    """One call."""
    address, body = each.asked(text, known)
    headers, sent = {"Authorization": "Bearer supervisor"}, dict[str, Any]()
    if body is not None and each.form:
        sent["data"] = {name: str(value).encode("utf-8", "surrogatepass") for name, value in body.items()}
        sent["files"] = {"file": ("x", b"x")}
    elif body is not None:
        sent["content"] = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    answer = await client.request(each.method, address, headers=headers, **sent)
    seen.look(f"a program calls {each.name}", answer)
    kind = answer.headers.get("content-type", "")
    if answer.status_code != 204 and not kind.startswith(OF_PROGRAMS):
        seen.wrong.append(f"{each.name} answers {answer.status_code} as {kind}")


async def escaping_switched_off(client: httpx2.AsyncClient, play: Carried, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same page out of templates that do not escape: the payloads are found in it."""
    open_to_all = rendering.environment().overlay(autoescape=False)
    with monkeypatch.context() as patched:
        patched.setattr(rendering, "environment", lambda: open_to_all)
        headers = {"Cookie": "session=worker; language=en"}
        answer = await client.get(f"/cases/{play.number}/steps/guardian", headers=headers)
    assert answer.status_code == 200
    found = {each.partition(":")[0] for each in Looked(answer.text).wrong}
    assert found >= {"an element arose", "an attribute arose", "a script or a style in an attribute"}, found


HOLES = {
    "<p>{}</p>": "an element arose",
    "<input value={}>": "an attribute arose",
    "<input value='{}'>": "an attribute arose",
    "<a href='/x' class='zqaaaaaaaaqz'>": "not an attribute for text",
    "<a href='javascript:zqaaaaaaaaqz()'>x</a>": "an address that leads away",
    "<a href='//zqaaaaaaaaqz'>x</a>": "an address that leads away",
    "<p onclick='x'>": "a script or a style in an attribute",
    "<script>let x = 'zqaaaaaaaaqz'</script>": "text inside <script>",
    "<style>zqaaaaaaaaqz</style>": "text inside <style>",
    "<!-- zqaaaaaaaaqz -->": "a comment arose",
    "<p>zqaaaaaaaaqz49</p>": "a template was evaluated",
    "<p>\u202ezqaaaaaaaaqz</p>": "a sign that turns the line",
}


def test_each_kind_of_hole_is_found() -> None:
    """And what is right is not one; nor is a form that nobody sent passed over."""
    for html, said in HOLES.items():
        wrong = Looked(html.format(SIZES[0].format(m="zqaaaaaaaaqz"))).wrong
        assert any(each.startswith(said) for each in wrong), f"{html}: {wrong}"
    assert not Looked(
        "<p title='&lt;zqaaaaaaaaqz&gt;'>&lt;zqaaaaaaaaqz&gt; <a href='/x?y=zqaaaaaaaaqz'>x</a></p>"
    ).wrong
    assert of_headers({"x-frame": "zqaaaaaaaaqz", "location": "//zqaaaaaaaaqz"}, html=True)


def test_what_is_not_covered_is_told() -> None:
    """A new page, a new form, a new field."""
    places, seen = Places.__new__(Places), Seen(Scripts())
    places.all = ["GET /new", "POST /new", "POST /other"]
    seen.forms = {("POST /other", frozenset({"reason"}))}
    said = covered(places, seen)
    assert "GET /new, POST /new, POST /other, POST /other: reason" in said
    assert "UNREAD or UNSENT" in said
    seen.pages, seen.sent = Counter(["GET /new"]), {("POST /other", "reason"), ("POST /new", "x")}
    seen.forms |= {("POST /new", frozenset({"x"}))}
    assert covered(places, seen) == ""
