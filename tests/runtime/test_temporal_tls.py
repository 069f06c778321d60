"""Temporal over TLS: only where it is said, and only whole."""

from pathlib import Path

import pytest
from pydantic import ValidationError
from temporalio.service import TLSConfig

from runtime.settings import Settings
from runtime.temporal import over_tls


def test_in_plain_unless_an_authority_is_named(tmp_path: Path) -> None:
    """And what is said is what is used."""
    for name in ("ca", "certificate", "key"):
        (tmp_path / name).write_text(name, encoding="ascii")
    assert over_tls(Settings()) is False
    files = {f"temporal_{name}_file": tmp_path / name for name in ("ca", "certificate", "key")}
    told = over_tls(Settings.model_validate(files))
    assert isinstance(told, TLSConfig)
    assert (told.server_root_ca_cert, told.client_cert, told.client_private_key) == (b"ca", b"certificate", b"key")
    with pytest.raises(FileNotFoundError):
        over_tls(Settings(temporal_ca_file=tmp_path / "not there"))


@pytest.mark.parametrize("given", [{"certificate", "key"}, {"ca", "key"}, {"certificate"}])
def test_half_of_it_is_refused(given: set[str]) -> None:
    """With a sentence that names the setting."""
    with pytest.raises(ValidationError, match="RESGUARDO_TEMPORAL_"):
        Settings.model_validate({f"temporal_{name}_file": "x" for name in given})
