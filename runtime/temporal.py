"""The Temporal client: one data converter for the API, the workers, the replays and the tests."""

from temporalio.client import Client
from temporalio.converter import DataConverter

from runtime.settings import Settings


async def connect(settings: Settings, converter: DataConverter, *, lazy: bool = False) -> Client:
    """A client for the configured server. ``lazy``: the API comes up even while Temporal is down."""
    return await Client.connect(
        settings.temporal_address,
        namespace=settings.temporal_namespace,
        data_converter=converter,
        lazy=lazy,
    )
