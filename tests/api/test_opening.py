"""Opening a case: what is refused before any workflow is started."""

import json
from datetime import timedelta
from typing import Any

import pytest

from tests.api.conftest import Caller, Recorder
from tests.api.given import NOW, example

REPORT = example("detection")
LATER = (NOW + timedelta(hours=1)).isoformat()


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"origin": "MX"}, 422, "no_such_guideline"),
        ({"origin": "FR"}, 422, "no_such_guideline"),
        ({"host": "GT", "origin": "MX"}, 403, "not_allowed"),
        ({"report": REPORT | {"done_at": LATER}}, 422, "not_in_time"),
        ({"report": REPORT | {"done_at": "9999-12-31T23:59:59-12:00"}}, 422, "not_in_time"),
        ({"report": REPORT | {"birth_date": "0001-01-01"}}, 422, "report_invalid"),
        ({"report": REPORT | {"indicators": [], "indicators_text": ""}}, 422, "not_understood"),
        ({"report": REPORT | {"unknown": 1}}, 422, "not_understood"),
        ({"report": REPORT | {"child_name": "a\x00b"}}, 422, "report_invalid"),
    ],
)
async def test_refused(as_: Caller, engine: Recorder, change: dict[str, Any], status: int, code: str) -> None:
    client = await as_("mx.caseworker")
    answer = await client.post("/api/v1/cases", json={"host": "MX", "origin": "GT", "report": REPORT} | change)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert engine.reached == []


@pytest.mark.parametrize("data", [{"a": "\x00"}, {"\x00": 1}, {"a": [{"b": "\ud800"}]}])
async def test_what_no_database_can_keep_is_refused(as_: Caller, data: dict[str, Any]) -> None:
    client = await as_("mx.caseworker")
    path = "/api/v1/cases/K7QM-4RTX-5/steps/guardian/draft"
    body = json.dumps({"data": data})
    answer = await client.put(path, content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "not_understood")
