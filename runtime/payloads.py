"""What Temporal keeps is enciphered before it leaves this process, each case's with the case's own key."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Self

from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticPayloadConverter, pydantic_data_converter
from temporalio.converter import (
    ActivitySerializationContext,
    CompositePayloadConverter,
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
    PayloadCodec,
    SerializationContext,
    WithSerializationContext,
    WorkflowSerializationContext,
)

from runtime.keys.ring import REGION, Keys

ENCODING = b"binary/resguardo-1"

Whose = Callable[[str], str | None]
"""From a workflow's id the number of the case whose it is; None: it is no case's."""


_CONVERTERS = tuple(PydanticPayloadConverter().converters.values())


class SharedConverter(CompositePayloadConverter):
    """Pydantic's converter, its parts made once: the library makes one for each workflow and each of its payloads."""

    def __init__(self) -> None:
        super().__init__(*_CONVERTERS)


class CaseCodec(PayloadCodec, WithSerializationContext):
    """Enciphers with the key of the case whose workflow it is about, and says whose; deciphers whatever says so.

    A payload that says nothing is from before, or another's: it is left as it is.
    """

    def __init__(self, keys: Keys, whose: Whose, name: str = REGION) -> None:
        self._keys, self._whose, self._name = keys, whose, name

    def with_context(self, context: SerializationContext) -> Self:
        """The codec of one case."""
        if not isinstance(context, WorkflowSerializationContext | ActivitySerializationContext):
            return self
        return type(self)(self._keys, self._whose, self._whose(context.workflow_id or "") or REGION)

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Raises Erased where the case's key was destroyed."""
        return [self._closed(each) for each in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Raises Erased, KeyLost and Undecipherable."""
        return [self._opened(each) for each in payloads]

    def _closed(self, payload: Payload) -> Payload:
        data = self._keys.encipher(self._name, payload.SerializeToString(), "payload")
        return Payload(metadata={"encoding": ENCODING, "key": self._name.encode()}, data=data)

    def _opened(self, payload: Payload) -> Payload:
        return opened(self._keys, payload)


def opened(keys: Keys, payload: Payload) -> Payload:
    """The payload in plain; one that says nothing of a key is left as it is.

    Raises Erased, KeyLost and Undecipherable.
    """
    if payload.metadata.get("encoding") != ENCODING:
        return payload
    return Payload.FromString(keys.decipher(payload.metadata["key"].decode(), payload.data, "payload"))


def data_converter(keys: Keys, whose: Whose) -> DataConverter:
    """One for the API, the workers, the replays and the tests: Pydantic models, failures too, enciphered."""
    return replace(
        pydantic_data_converter,
        payload_converter_class=SharedConverter,
        payload_codec=CaseCodec(keys, whose),
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
    )
