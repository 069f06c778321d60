"""What Temporal keeps of a case is enciphered with the key of that case, and of no other."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowHistory
from temporalio.testing import WorkflowEnvironment

from runtime.database import Sessions
from runtime.payloads import ENCODING
from tests.workflows import path
from tests.workflows.acting import Refused
from tests.workflows.playing import playing


def payloads(message: Message) -> Iterator[Payload]:
    """Every payload anywhere in a message."""
    if isinstance(message, Payload):
        yield message
        return
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        if field.message_type.GetOptions().map_entry:
            each = [part for part in value.values() if isinstance(part, Message)]
        else:
            each = list(value) if field.is_repeated else [value]
        for part in each:
            yield from payloads(part)


BESIDE = {"seq", "attempt", "activity_id", "activity_type", "complete_time", "backoff", "original_schedule_time"}
PATCHES = {"id", "deprecated", "activation_index", "detection-has-its-clock"}
"""What the SDK itself notes: of an activity beside the workflow, which and when (its result is ours); and which
change of the code this history has seen."""


def all_of(history: WorkflowHistory) -> list[Payload]:
    """Every payload of a history."""
    return [each for event in history.events for each in payloads(event)]


async def test_every_payload_of_a_case_is_its_own(temporal: WorkflowEnvironment, database: Sessions) -> None:
    """Arguments, results, updates, their answers and refusals, what activities are asked and say."""
    async with playing(temporal, database) as play:
        await play.open()
        with pytest.raises(Refused):
            await play.finish("urgent_measure", by="partner")
        await path.to_departure(play)
        await path.to_handover(play)
        history = await play.handle.fetch_history()
    found = Counter((each.metadata["encoding"], each.metadata.get("key", b"").decode()) for each in all_of(history))
    own = found.pop((ENCODING, play.number))
    assert own > 100
    assert set(found) == {(b"json/plain", "")}
    assert {name for each in all_of(history) if "key" not in each.metadata for name in json.loads(each.data)} <= (
        BESIDE | PATCHES
    )
