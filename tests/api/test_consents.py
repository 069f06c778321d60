"""Who may have a child's data, for what, on which basis: for who takes part, without what is not theirs to read."""

from itertools import product
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.record import CaseView, Entry, FiledReport, Record
from cases.reports.sharing import Recipient
from cases.repository.record import apply
from cases.sharing import WithheldView
from tests.api.conftest import Caller
from tests.api.given import NOW, World, Written, opened
from tests.api.test_export import ASKED
from tests.cases.changed import example

AT_FIRST = {"receiving_agency", "consulate", "family"}
PLAIN = {"prove_identity", "find_family", "return_and_reception", "care_afterwards"}
EVERY = set(product((each.value for each in Recipient), ("return_and_reception", "proceedings", "other_purpose")))
DONE: dict[str, Any] = {"status": "finished", "finished_at": NOW}


async def said(session: AsyncSession, people: World, made: Written, name: str, **changes: Any) -> None:
    """Something that was said about sharing, as the workflow records it."""
    by = people.actor("mx.caseworker")
    made.sequence += 1
    report = FiledReport(step=name, round=1, name=name, data=example(name, changes), author=by, at=NOW)
    details = {"kind": name} | {key: value for key, value in report.data.items() if key in ("recipient", "purpose")}
    if name == "sharing_withdrawn":
        details["left"] = [{"kind": "read_the_case", "times": 1, "last": NOW.isoformat()}]
        kept_back = WithheldView(recipient=report.data["recipient"], since=NOW, by=by)
        made.view = CaseView.model_validate(made.view.model_dump() | {"withheld": [kept_back]})
    entry = Entry(act="event_reported", at=NOW, actor=by, details=details)
    await apply(session, Record(sequence=made.sequence, entry=entry, case=made.view, reports=[report]))
    await session.commit()


@pytest.fixture
async def case(session: AsyncSession, people: World) -> Written:
    """The agency over there may know what it needs, the family may not any more."""
    made = await opened(
        session, people.actor("mx.caseworker"), {"detection": DONE}, stage="assessment", origin_takes_part=True
    )
    await said(session, people, made, "sharing_consented")
    await said(session, people, made, "sharing_consented", recipient="family", purpose="find_family")
    await said(session, people, made, "sharing_withdrawn", recipient="family", words="Not to my uncle.")
    return made


async def test_each_consent_with_its_basis_and_its_state(case: Written, as_: Caller) -> None:
    found = (await (await as_("mx.caseworker")).get(f"/api/v1/cases/{case.number}/consents")).json()
    agency, family = found["consents"]
    assert (agency["recipient"], agency["purpose"], agency["state"]) == (
        "receiving_agency",
        "return_and_reception",
        "stands",
    )
    basis = ("given_by", "how_informed", "language", "interpreter", "why_able")
    assert all(agency[name] for name in basis)
    assert agency["language_words"] == "Mam"
    assert (family["state"], family["state_words"]) == ("withdrawn", "Withdrawn")
    assert family["ended_at"] is not None
    assert found["standing"] == 1
    assert [each["recipient"] for each in found["withheld"]] == ["family"]
    assert found["withdrawn"][0]["words"] == "Not to my uncle."


async def test_the_other_country_reads_who_may_know_and_not_the_childs_words(case: Written, as_: Caller) -> None:
    answer = await (await as_("gt.caseworker")).get(f"/api/v1/cases/{case.number}/consents")
    (taken,) = answer.json()["withdrawn"]
    assert (taken["recipient"], taken["words"], taken["left_otherwise"]) == ("family", None, None)
    assert "Not to my uncle." not in answer.text


async def test_of_a_trial_the_other_country_hears_when_the_child_is_in_its_care(
    session: AsyncSession, people: World, as_: Caller
) -> None:
    """Neither by whom something is shared with, nor for what, nor by what was typed, nor by what was taken back."""
    made = await opened(session, people.actor("mx.caseworker"), {"detection": DONE}, origin_takes_part=True)
    own: dict[str, Any] = {"purpose": "other_purpose", "purpose_details": "Testify before the court of Tapachula"}
    for recipient, purpose in product(Recipient, ("return_and_reception", "proceedings", "other_purpose")):
        changes: dict[str, Any] = own if purpose == "other_purpose" else {"purpose": purpose}
        changes |= {"recipient_name": "Ana Ejemplo"} if recipient is Recipient.OTHER else {}
        await said(session, people, made, "sharing_consented", **changes | {"recipient": recipient.value})
    for taken_back, purpose in (("family", "find_family"), ("consulate", "proceedings"), ("justice", "proceedings")):
        await said(session, people, made, "sharing_withdrawn", recipient=taken_back, purpose=purpose)
    await said(session, people, made, "sharing_reviewed")
    for custodian in ("host", "origin"):
        made.view = made.view.model_copy(update={"custodian": custodian})
        await said(session, people, made, "sharing_consented")
        for who in ("gt.caseworker", "mx.caseworker"):
            client, whole = await as_(who), who == "mx.caseworker" or custodian == "origin"
            found = (await client.get(f"/api/v1/cases/{made.number}/consents")).json()
            pairs = {(each["recipient"], each["purpose"]) for each in found["consents"]}
            assert pairs == (EVERY if whole else {pair for pair in EVERY if pair[0] in AT_FIRST and pair[1] in PLAIN})
            assert {each["recipient"] for each in found["withdrawn"]} == (
                {"family", "consulate", "justice"} if whole else {"family"}
            )
            assert (len(found["withheld"]), len(found["reviewed"])) == ((1, 1) if whole else (0, 0))
            assert found["nobody_else"] is not whole
            for typed in ("how_informed", "why_able", "interpreter"):
                assert all((each[typed] is not None) == whole for each in found["consents"]), typed
            entries = (await client.get(f"/api/v1/cases/{made.number}/ledger")).json()["entries"]
            named = {each["details"].get("recipient") for each in entries} - {None}
            assert named == ({each.value for each in Recipient} if whole else AT_FIRST)
            for page in ("", "/consents", "/story"):
                text = (await client.get(f"/cases/{made.number}{page}")).text
                for telling in ("Investigate and try", "Tapachula", "Prosecutor or court", "Ana Ejemplo"):
                    assert whole or telling not in text, (who, page, telling)
                assert page == "" or ("Investigate and try" in text) == whole
            for form in ("html", "json"):
                file = (await client.post(f"/api/v1/cases/{made.number}/export", json=ASKED | {"form": form})).text
                for telling in ("Investigate and try", "Tapachula", "Prosecutor or court"):
                    assert (telling in file) == whole, (who, form, telling)
                assert ("ask the host country first" in file) is not whole


async def test_the_ledger_says_what_had_left(case: Written, as_: Caller) -> None:
    ledger = (await (await as_("mx.caseworker")).get(f"/api/v1/cases/{case.number}/ledger")).json()["entries"]
    line = ledger[-1]
    assert "The family" in line["sentence"]
    assert any("Had already left: Could read the case" in each for each in line["said"])


async def test_the_disclosures_say_what_was_before_it(case: Written, as_: Caller) -> None:
    found = (await (await as_("mx.caseworker")).get(f"/api/v1/cases/{case.number}/disclosures")).json()
    assert [each["kind"] for each in found["marks"]] == ["sharing_withdrawn"]


async def test_the_events_are_offered_where_the_child_is_cared_for(case: Written, as_: Caller) -> None:
    offered = {}
    for who in ("mx.caseworker", "gt.caseworker"):
        shown = (await (await as_(who)).get(f"/api/v1/cases/{case.number}")).json()
        offered[who] = {each["kind"] for each in shown["events"]}
    assert {"sharing_consented", "sharing_withdrawn"} <= offered["mx.caseworker"]
    assert not {"sharing_consented", "sharing_withdrawn"} & offered["gt.caseworker"]
