"""Temporal's own pages show a history in plain to who may read the whole case, and to nobody else."""

import base64
import json
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from sqlmodel.ext.asyncio.session import AsyncSession
from temporalio.api.common.v1 import Payload

from cases.actor import Function
from cases.repository.erasing import erase
from runtime.payloads import CaseCodec
from tests.api.conftest import Caller
from tests.api.functions import case_of
from tests.api.given import NOW, World, Written, opened
from tests.api.test_protected import name
from tests.keys import KEYS
from workflows.names import case_of as number_of

ADDRESS = "/api/codec/decode"
THERE = {"Origin": "http://127.0.0.1:27001"}
SAID = "She is called Luz."


async def sent(number: str | None) -> dict[str, Any]:
    """A payload of a case (None: of none) as Temporal keeps it, and one in plain, as its pages send them."""
    codec = CaseCodec(KEYS, number_of, number or "region")
    plain = Payload(metadata={"encoding": b"json/plain"}, data=json.dumps(SAID).encode())
    closed = (await codec.encode([plain]))[0]
    return {"payloads": [written(closed), written(Payload(metadata={"encoding": b"json/plain"}, data=b"1"))]}


def written(payload: Payload) -> dict[str, Any]:
    metadata = {key: base64.b64encode(value).decode() for key, value in payload.metadata.items()}
    return {"metadata": metadata, "data": base64.b64encode(payload.data).decode()}


async def told(client: httpx2.AsyncClient, number: str | None) -> bool:
    """Whether the answer says it; what was in plain comes back as it was, whoever asks."""
    asked = await sent(number)
    answer = await client.post(ADDRESS, json=asked, headers=THERE)
    assert answer.status_code == 200, answer.text
    first, second = answer.json()["payloads"]
    assert second == asked["payloads"][1]
    if first == asked["payloads"][0]:
        return False
    assert json.loads(base64.b64decode(first["data"])) == SAID
    return True


async def case(session: AsyncSession, people: World) -> Written:
    return await opened(session, people.actor("mx.caseworker"), {}, at=NOW, origin_takes_part=True)


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("mx.caseworker", True),
        ("mx.supervisor", True),
        ("mx.auditor", False),
        ("mx.administrator", False),
        ("mx.analyst", False),
        ("gt.supervisor", False),
        ("other.supervisor", False),
        ("us.caseworker", False),
    ],
)
async def test_who_reads_a_history(who: str, reads: bool, as_: Caller, people: World, session: AsyncSession) -> None:
    """It holds everything: the host's own people alone."""
    made = await case(session, people)
    assert await told(await as_(who), made.number) is reads


async def test_a_shelter_does_not(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case_of(session, people, Function.SHELTER)
    assert not await told(await as_("other.caseworker"), made.number)


async def test_of_a_protected_case_the_named_alone(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case(session, people)
    await name(session, made, ["user-mx-supervisor"])
    assert await told(await as_("mx.supervisor"), made.number)
    assert not await told(await as_("mx.caseworker"), made.number)


async def test_what_is_of_no_case_is_read_by_who_works_on_cases(as_: Caller, people: World) -> None:
    assert await told(await as_("us.caseworker"), None)
    assert not await told(await as_("us.administrator"), None)


async def test_of_an_erased_case_nothing(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case(session, people)
    asked = await sent(made.number)
    await name(session, made, [])
    made.view.status = "closed"
    await name(session, made, [])
    await erase(session, made.number, "Juzgado 5", "Order 1", NOW + timedelta(days=1))
    answer = await (await as_("mx.caseworker")).post(ADDRESS, json=asked, headers=THERE)
    assert answer.json() == asked


async def test_the_look_is_kept(as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case(session, people)
    await told(await as_("mx.caseworker"), made.number)
    readers = (await (await as_("mx.supervisor")).get(f"/api/v1/cases/{made.number}/readers")).json()["readers"]
    (reader,) = [each for each in readers if each["user"] == "user-mx-caseworker"]
    assert [part["words"] for part in reader["parts"]] == ["The engine’s history of the case"]


@pytest.mark.parametrize("origin", [None, "http://evil.example", "http://127.0.0.1:8420", "null"])
async def test_no_other_page_asks(origin: str | None, as_: Caller, people: World, session: AsyncSession) -> None:
    made = await case(session, people)
    headers = {"Origin": origin} if origin else {}
    client = await as_("mx.caseworker")
    answer = await client.post(ADDRESS, json=await sent(made.number), headers=headers)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert (await client.options(ADDRESS, headers=headers)).status_code == 403


async def test_a_browser_may_ask_before_it_sends(as_: Caller, people: World, stranger: httpx2.AsyncClient) -> None:
    answer = await stranger.options(ADDRESS, headers=THERE)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == THERE["Origin"]
    assert answer.headers["access-control-allow-credentials"] == "true"


async def test_who_is_not_signed_in_is_told_nothing(
    people: World, session: AsyncSession, stranger: httpx2.AsyncClient
) -> None:
    made = await case(session, people)
    assert (await stranger.post(ADDRESS, json=await sent(made.number), headers=THERE)).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"payloads": [{"data": "§"}]},
        {"payloads": [{"metadata": {"key": "x==="}}]},
        {"payloads": [{"data": "A"}]},
        [],
    ],
)
async def test_what_is_no_payload_is_refused(body: Any, as_: Caller, people: World) -> None:
    answer = await (await as_("mx.caseworker")).post(ADDRESS, json=body, headers=THERE)
    assert answer.status_code == 422


async def test_what_names_no_case_goes_back_as_it_came(as_: Caller, people: World) -> None:
    """``key``: half a letter, or none at all."""
    for key in ({"key": "//8="}, {}):
        body = {"payloads": [{"metadata": {"encoding": "YmluYXJ5L3Jlc2d1YXJkby0x", **key}, "data": "AAAA"}]}
        answer = await (await as_("mx.caseworker")).post(ADDRESS, json=body, headers=THERE)
        assert (answer.status_code, answer.json()["payloads"][0]["data"]) == (200, "AAAA")
