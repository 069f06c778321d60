"""The journey on the case's page: the chain of custody minute by minute, promises, and what went wrong said aloud."""

from datetime import timedelta
from typing import Any

import pytest

from cases.effects import CustodyPassed
from cases.promise import PromiseView
from cases.record import Entry, FiledReport, Record, StepView
from cases.reports import report_model
from cases.repository.record import apply
from runtime.database import Sessions
from tests.api.given import NOW, World, Written, opened
from tests.pages.conftest import DONE, PROTECTED, SignedIn, under_way
from tests.pages.test_pages import well_made

BEGUN = NOW - timedelta(days=3)
STEPS: dict[str, dict[str, Any]] = {**dict.fromkeys((*PROTECTED, "decision"), DONE)}


def promised() -> list[PromiseView]:
    """One of each state."""
    rest: dict[str, Any] = {"step": "repatriation_plan", "round": 1, "made_at": BEGUN}
    return [
        PromiseView(id=1, kind="placement", state="owed", how="asked", duty="confirm_placement", **rest),
        PromiseView(id=2, kind="booking", legs=[1], what="Autobuses 7", state="standing", **rest),
        PromiseView(id=3, kind="transit_consent", what="SV", state="kept", ended_at=NOW, **rest),
        PromiseView(id=4, kind="consulate", state="undone", how="withheld", ended_at=NOW, **rest),
    ]


async def on_the_road(database: Sessions, people: World, giver: str = "host", **case: Any) -> Written:
    """A case whose child was given to the escort two hours ago."""
    by = people.actor("mx.caseworker")
    async with database() as session:
        steps = {**STEPS, "transit": under_way("transit", timedelta(hours=1))}
        view = {"stage": "transfer", "promises": promised(), "custodian": "escort", **case}
        written = await opened(session, by, steps, **view)
        report = report_model("escort").example().model_dump(mode="json")
        at = NOW - timedelta(hours=2, minutes=5)
        record = Record(
            sequence=2,
            entry=Entry(act="finished", at=at, actor=by, step="escort", round=1, rule="escort"),
            case=written.view,
            reports=[FiledReport(step="escort", round=1, name="escort", data=report, author=by, at=at)],
            custody=CustodyPassed(giver=giver, taker="escort", at=at, released_by="a", received_by="b", step="escort"),
        )
        await apply(session, record)
        await session.commit()
    return written


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ["Elena Escolta Ejemplo", "ACTA-EJEMPLO-1", "The child was found", "Autobuses 7", "Being undone"],
        ),
        (
            "es",
            ["Sara Albergue Ejemplo", "ACTA-EJEMPLO-1", "Se halló", "Se está deshaciendo", "Cumplida"],
        ),
    ],
)
async def test_who_had_the_child_and_what_others_count_on(
    in_browser: SignedIn, database: Sessions, people: World, language: str, words: list[str]
) -> None:
    case = await on_the_road(database, people)
    answer = await (await in_browser("mx.caseworker", language)).get(f"/cases/{case.number}")
    well_made(answer.text, language)
    for each in words:
        assert each in answer.text
    assert "chain of custody does not hold" not in answer.text


async def test_a_chain_that_does_not_hold_is_said_aloud(
    in_browser: SignedIn, database: Sessions, people: World
) -> None:
    case = await on_the_road(database, people, giver="origin")
    answer = await (await in_browser("mx.caseworker")).get(f"/cases/{case.number}")
    assert "The chain of custody does not hold" in answer.text
    assert "There is a gap" in answer.text


async def test_while_contact_is_shut_the_page_says_who_was_not_told(
    in_browser: SignedIn, database: Sessions, people: World
) -> None:
    case = await on_the_road(database, people, suppressed=True)
    answer = await (await in_browser("mx.caseworker")).get(f"/cases/{case.number}")
    assert "were not told that the journey does not take place, and must not be" in answer.text


async def test_what_was_booked_stands_in_the_form_that_cancels_it(
    in_browser: SignedIn, database: Sessions, people: World
) -> None:
    owed = PromiseView(
        id=1, kind="booking", legs=[1], what="Autobuses 7", state="owed", how="to_cancel", duty="cancel_bookings",
        step="repatriation_plan", round=1, made_at=BEGUN,
    )  # fmt: skip
    case = await on_the_road(database, people, promises=[owed])
    async with database() as session:
        duty = case.rules.step("cancel_bookings")
        view = StepView(
            key=duty.id, step=duty.id, side="host", responsible=duty.responsible, report=duty.id, status="open",
            opened_at=NOW,
        )  # fmt: skip
        entry = Entry(act="promise_undone", at=NOW, details={"promise": "booking", "how": "to_cancel"})
        await apply(session, Record(sequence=3, entry=entry, case=case.view, steps=[view]))
        await session.commit()
    answer = await (await in_browser("mx.caseworker")).get(f"/cases/{case.number}/steps/cancel_bookings")
    assert 'value="Autobuses 7"' in answer.text
