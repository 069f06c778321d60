"""The compose file of a real installation: valid, without a secret, and every command of ours exists."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from commands.app import app
from runtime.settings import Settings
from tests.architecture.tree import ROOT

FILE = ROOT / "docker-compose.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
SECRET = re.compile(r"PASSWORD|PWD|SECRET|TOKEN|KEY")


def program(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program that stands beside Python."""
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)


def beside(name: str) -> Path:
    """A program of the virtual environment."""
    return Path(sys.executable).parent / name


def test_it_follows_the_specification() -> None:
    """The schema of the compose specification, as it came with check-jsonschema."""
    run = program(beside("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", FILE)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("service", OURS)
def test_its_command_exists(service: str) -> None:
    """What the container runs is a command of ours."""
    run = CliRunner().invoke(app, [*SERVICES[service]["command"], "--help"])
    assert run.exit_code == 0, f"{service}: {run.output}"


@pytest.mark.parametrize("service", SERVICES)
def test_it_holds_no_secret(service: str) -> None:
    """Each secret is asked for, with a sentence, and has no default."""
    for name, value in SERVICES[service].get("environment", {}).items():
        if SECRET.search(name) and not name.endswith(("_FOLDER", "_FILE")):
            assert re.fullmatch(r"\$\{[A-Z_]+:\?[A-Za-z ,]+\}", str(value)), (
                f"{service}: {name} must be ${{NAME:?sentence}}"
            )
        assert not re.search(r"://[^:/@]+:(?!\$\{)[^@]+@", str(value)), f"{service}: {name} holds a password"


@pytest.mark.parametrize("service", SERVICES)
def test_only_the_proxy_is_open_to_the_outside(service: str) -> None:
    """Databases, Temporal and the API are reached from inside only."""
    assert ("ports" in SERVICES[service]) == (service == "proxy")
    internal = {name for name, network in COMPOSE["networks"].items() if network.get("internal")}
    if service not in ("proxy", "worker", "clamd"):  # the scanner fetches what it knows
        assert set(SERVICES[service]["networks"]) <= internal


@pytest.mark.parametrize("service", [name for name in SERVICES if name not in ("proxy", "worker", "migrate")])
def test_others_wait_until_it_is_well(service: str) -> None:
    """What others stand on has a health check."""
    assert "healthcheck" in SERVICES[service]


def test_every_setting_it_gives_exists() -> None:
    """A misspelt setting would be silence."""

    known = {f"RESGUARDO_{field.upper()}" for field in Settings.model_fields}
    given = {name for service in OURS for name in SERVICES[service]["environment"] if name.startswith("RESGUARDO_")}
    assert given <= known


SIGN_ON = ROOT / "deploy" / "single-sign-on.yml"


def test_single_sign_on_adds_settings_and_a_way_out_to_the_pages_alone() -> None:
    """Beside the main file, whose pages reach nobody outside."""
    run = program(beside("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", SIGN_ON)
    assert run.returncode == 0, run.stdout + run.stderr
    added: dict[str, Any] = yaml.safe_load(SIGN_ON.read_text(encoding="utf-8"))["services"]
    assert set(added) == {"api"}
    given = added["api"]["environment"]
    assert set(given) <= {f"RESGUARDO_{field.upper()}" for field in Settings.model_fields}
    assert re.fullmatch(r"\$\{[A-Z_]+:\?[A-Za-z ,]+\}", given["RESGUARDO_OIDC_CLIENT_SECRET"])
    assert set(added["api"]["networks"]) == {*SERVICES["api"]["networks"], "outside"}


def test_the_worker_alone_knows_the_mail_servers_password() -> None:
    """Secrets are for who needs them."""
    assert [name for name in SERVICES if "RESGUARDO_SMTP_PASSWORD" in SERVICES[name].get("environment", {})] == [
        "worker"
    ]


def test_the_proxy_packs_no_page_and_leads_no_program_on() -> None:
    """A packed page tells its secrets by its length (BREACH); a token sent in plain must not go unnoticed."""
    told = (ROOT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    assert not re.search(r"^\s*encode\b", told, re.MULTILINE)
    assert "protocols tls1.2 tls1.3" in told
    plain = told.partition("http://{$RESGUARDO_DOMAIN} {")[2]
    assert "handle /api/* {" in plain and "403" in plain
