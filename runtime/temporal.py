"""The Temporal client: one data converter for the API, the workers, the replays and the tests."""

from temporalio.client import Client
from temporalio.converter import DataConverter
from temporalio.service import TLSConfig

from runtime.settings import Settings


def over_tls(settings: Settings) -> TLSConfig | bool:
    """How to prove who we are, and whose word to take for who the server is; False: in plain, as on one machine.

    Raises OSError for a file that cannot be read.
    """
    files = (settings.temporal_ca_file, settings.temporal_certificate_file, settings.temporal_key_file)
    if not any(files):
        return False
    ca, certificate, key = (file.read_bytes() if file else None for file in files)
    return TLSConfig(server_root_ca_cert=ca, client_cert=certificate, client_private_key=key)


async def connect(settings: Settings, converter: DataConverter, *, lazy: bool = False) -> Client:
    """A client for the configured server. ``lazy``: the API comes up even while Temporal is down."""
    return await Client.connect(
        settings.temporal_address,
        namespace=settings.temporal_namespace,
        tls=over_tls(settings),
        data_converter=converter,
        lazy=lazy,
    )
