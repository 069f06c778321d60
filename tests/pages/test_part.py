"""The page of a case for a consulate, a shelter and an escort, and the page on which they are let in."""

import re
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Function
from cases.record import Entry, FiledReport, Record
from cases.reports import REPORTS
from cases.repository.record import apply
from guidelines.library import library
from tests.api.conftest import Recorder
from tests.api.functions import PLACE, case_of
from tests.api.given import NOW, World, Written, example
from tests.pages.browser import Page, Sent
from tests.pages.conftest import SignedIn

RULES = library().need_to_know
FILED = ("hearing", "protection_screening", "urgent_measure", "guardian", "shelter", "consular_notification",
         "nationality", "travel_documents", "repatriation_plan", "best_interests_determination")  # fmt: skip


async def filed(session: AsyncSession, people: World, made: Written) -> None:
    """Everything of FILED, as its worked example."""
    by = people.actor("mx.caseworker")
    made.sequence += 1
    reports = [FiledReport(step=name, round=1, name=name, data=example(name), author=by, at=NOW) for name in FILED]
    entry = Entry(act="finished", at=NOW, actor=by)
    await apply(session, Record(sequence=made.sequence, entry=entry, case=made.view, reports=reports))
    await session.commit()


def long_answers(value: Any) -> list[str]:
    """Texts long enough to be found nowhere else."""
    if isinstance(value, str):
        return [value] if len(value) > 24 else []
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for each in children for text in long_answers(each)]


def with_(form: Sent, **changes: str) -> Sent:
    """What a form sends once these answers are typed into it."""
    return Sent([pair for pair in form.pairs if pair[0] not in changes] + list(changes.items()))


@pytest.mark.parametrize("function", PLACE)
async def test_the_page_says_what_the_table_names_and_nothing_else(
    function: Function, in_browser: SignedIn, people: World, session: AsyncSession, record_property: Any
) -> None:
    made, cells = await case_of(session, people, function), 0
    await filed(session, people, made)
    browser = await in_browser(f"{PLACE[function][0]}.caseworker")
    said = (await browser.get(f"/cases/{made.number}")).text
    told = RULES.of_function(function)
    given: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for name in FILED:
        for answer, value in REPORTS[name].example().model_dump(mode="json").items():
            cells += 1
            named = told.get(name) == "all" or answer in told.get(name, ())
            given[named] |= dict.fromkeys(long_answers(value), f"{name}.{answer}")
    for text, where in given[False].items():
        if text not in given[True]:
            assert text not in said, f"{function} reads {where}"
    record_property("cells", cells)
    assert (example("shelter")["address"] in said) is (function is Function.SHELTER), "only its own people read where"
    assert (example("repatriation_plan")["plan_b"] in said) is (function is Function.ESCORT)


@pytest.mark.parametrize("function", [Function.SHELTER, Function.ESCORT])
async def test_it_says_until_when_and_what_to_do(
    function: Function, in_browser: SignedIn, people: World, session: AsyncSession
) -> None:
    made = await case_of(session, people, function)
    browser = await in_browser("other.caseworker")
    said = (await browser.get(f"/cases/{made.number}")).text
    assert "You read this case until" in said
    assert "What must be done now" in said
    assert "Safeguards" not in said
    assert "The story so far" not in said


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_consulate_does_not_read_the_word(
    language: str, in_browser: SignedIn, people: World, session: AsyncSession
) -> None:
    """That the child is a victim, and of what, is nowhere in its part: neither on the page nor on a step's."""
    made = await case_of(session, people, Function.CONSULATE)
    await filed(session, people, made)
    browser = await in_browser("gt.caseworker", language)
    pages = ["", *(f"/steps/{name}" for name in RULES.consulate if name in FILED or name == "detection")]
    assert len(pages) > 3
    for path in pages:
        html = (await browser.get(f"/cases/{made.number}{path}")).text
        main = html[html.index("<main") : html.index("</main>")].lower()
        # The rule's own source may be a protocol on trafficking: its name is public, and says nothing of this child.
        told = re.sub(r'<p class="small">.*?</p>', "", main, flags=re.DOTALL)
        for word in ("victim", "víctima", "traffick", "trata de"):
            assert word not in told, f"{path or 'the case'}: {told[max(0, told.find(word) - 80) :][:200]}"


async def test_a_supervisor_lets_a_shelter_in_and_ends_its_part(
    in_browser: SignedIn, people: World, session: AsyncSession, engine: Recorder
) -> None:
    made = await case_of(session, people, Function.SHELTER)
    browser = await in_browser("mx.supervisor")
    address = f"/cases/{made.number}/participants"
    page = Page((await browser.get(address)).text)
    ended, let_in = page.sends(0), page.sends(1)
    answer = await browser.send(f"{address}/agency-other/end", with_(ended, reason="She moved."))
    assert answer.headers["location"] == f"{address}?done=end_part"
    answer = await browser.send(
        address, with_(let_in, agency="agency-other", until="2026-12-24", reason="She moves in.")
    )
    assert answer.headers["location"] == f"{address}?done=let_in"
    over, given = (message for _, update, message, _ in engine.reached if update == "let_in")
    assert (over.agency, over.let_in, over.reason) == ("agency-other", False, "She moved.")
    assert (given.let_in, given.until.isoformat()) == (True, "2026-12-24T23:59:00+00:00")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": ""}, "Say until when"),
        ({"until": "2026-12-01"}, "Say until when"),
        ({"until": "2027-12-24"}, "Say until when"),
        ({"until": "soon"}, "Say until when"),
        ({"agency": "agency-gt"}, "Choose an agency of your own country"),
        ({"agency": "agency-mx"}, "takes part without having been let in"),
    ],
)
async def test_what_is_not_let_in_is_refused_with_its_reason(
    changed: dict[str, str], sentence: str, in_browser: SignedIn, people: World, session: AsyncSession, engine: Recorder
) -> None:
    made = await case_of(session, people, Function.SHELTER)
    browser = await in_browser("mx.supervisor")
    address = f"/cases/{made.number}/participants"
    form = Page((await browser.get(address)).text).sends(1)
    answer = await browser.send(
        address, with_(form, **({"agency": "agency-other", "until": "2026-12-24", "reason": "x"} | changed))
    )
    assert sentence in answer.text
    assert engine.reached == []


async def test_the_last_day_that_the_form_offers_is_taken(
    in_browser: SignedIn, people: World, session: AsyncSession, engine: Recorder
) -> None:
    made = await case_of(session, people, Function.SHELTER)
    browser = await in_browser("mx.supervisor")
    address = f"/cases/{made.number}/participants"
    html = (await browser.get(address)).text
    last = re.findall(r'max="([0-9-]+)"', html)[0]
    form = Page(html).sends(2)
    answer = await browser.send(address, with_(form, agency="agency-other", until=last, reason="She moves in."))
    assert answer.status_code == 303
    assert [message.let_in for _, update, message, _ in engine.reached if update == "let_in"] == [True]


async def test_nobody_ticked_opens_no_protected_case(
    in_browser: SignedIn, people: World, session: AsyncSession, engine: Recorder
) -> None:
    """Everybody again has a button of its own."""
    made = await case_of(session, people, Function.SHELTER, named=["user-mx-supervisor"])
    browser = await in_browser("mx.supervisor")
    address = f"/cases/{made.number}/protection"
    form = with_(Page((await browser.get(f"/cases/{made.number}/participants")).text).sends(1), reason="x")
    none = Sent([pair for pair in form.pairs if pair[0] not in ("person", "everybody")])
    assert "Name people of the agencies" in (await browser.send(address, none)).text
    assert engine.reached == []
    answer = await browser.send(address, with_(none, everybody="yes"))
    assert answer.headers["location"].endswith("done=unprotect")
