"""The commands that docker-compose's services run, run without containers: production mode, PostgreSQL, Temporal."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from cases.passwords import fault_of
from cases.repository.passwords import fits
from cases.tables import Case, User
from commands.app import app
from commands.embedded.child import Child
from commands.leaving import CannotRun
from commands.migrate import upgrade
from runtime.database import engine, sessions
from runtime.keys.wrapping import KeyFile
from runtime.settings import settings
from runtime.temporal_server import command, until_ready
from tests.keys import ENVIRONMENT, KEYS
from tests.runtime.postgres import free_port, postgres
from tests.runtime.test_compose import SERVICES

ANSWERS_WITHIN = 60
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def service(name: str, environment: dict[str, str], log: Path) -> Child:
    """What the compose file says for this service, as a process of this machine."""
    return Child(name, [sys.executable, "-m", "commands", *SERVICES[name]["command"]], log / name, environment)


@pytest.fixture(scope="module")
async def installation(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[dict[str, str], Path]]:
    """A PostgreSQL and a Temporal, and the environment that names them."""
    folder = tmp_path_factory.mktemp("installation")
    port = free_port()
    async with AsyncExitStack() as stack:
        url = stack.enter_context(postgres())
        temporal = Child("Temporal", command(folder / "temporal.db", port, free_port()), folder / "temporal")
        stack.push_async_callback(temporal.stop)
        await temporal.start()
        await until_ready(f"127.0.0.1:{port}", "default", temporal.process)
        yield (
            {
                "RESGUARDO_MODE": "production",
                "RESGUARDO_DATABASE_URL": url,
                "RESGUARDO_TEMPORAL_ADDRESS": f"127.0.0.1:{port}",
                "RESGUARDO_API_PORT": str(free_port()),
                **ENVIRONMENT,
            },
            folder,
        )


async def test_migrate_worker_and_pages(installation: tuple[dict[str, str], Path]) -> None:
    """The migration ends well; the pages are well with database and Temporal; a signal ends both well."""
    environment, folder = installation
    migrate = service("migrate", environment, folder)
    await migrate.start()
    assert await migrate.ended() == 0, (folder / "migrate").read_text()
    worker, api = service("worker", environment, folder), service("api", environment, folder)
    address = f"http://127.0.0.1:{environment['RESGUARDO_API_PORT']}"
    try:
        await worker.start()
        await api.start()
        async with httpx2.AsyncClient(base_url=address, trust_env=False) as client, asyncio.timeout(ANSWERS_WITHIN):
            while True:
                try:
                    health = await client.get("/health")
                    break
                except httpx2.TransportError:
                    await asyncio.sleep(0.2)
            assert health.json() == {"status": "ok"}
            documentation = await client.get("/docs")
            assert documentation.status_code == 404, "the documentation is for practice"
    finally:
        for each in (api, worker):
            await each.stop()
    for each in (api, worker):
        assert each.process is not None
        assert each.process.returncode == 0, (folder / each.name).read_text()
        assert "Traceback" not in (folder / each.name).read_text()


async def test_an_administrator_is_made_by_hand(
    installation: tuple[dict[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first password is drawn and printed: its owner changes it, and it ends by itself."""
    environment, _ = installation
    await asyncio.to_thread(upgrade, environment["RESGUARDO_DATABASE_URL"])
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    making = ["account", "create-administrator", "--email", "Gina@Example.org", "--name", "Gina"]
    making += ["--agency", "Ejemplo", "--country", "mx"]

    async def answer() -> Result:
        return await asyncio.to_thread(lambda: CliRunner().invoke(app, making))

    good = await answer()
    assert good.exit_code == 0, good.output
    password = good.output.partition("First password: ")[2].split()[0]
    assert fault_of(password) is None
    again = await answer()
    assert isinstance(again.exception, CannotRun)
    settings.cache_clear()
    made = engine(environment["RESGUARDO_DATABASE_URL"])
    async with sessions(made, KEYS)() as session:
        user = (await session.exec(select(User))).one()
    await made.dispose()
    assert (user.email, user.role, user.time_zone) == ("gina@example.org", "administrator", "America/Mexico_City")
    assert user.password_hash.startswith("$argon2") and (await fits(password, user.password_hash))[0]
    assert user.password_given_until is not None


@pytest.mark.parametrize("name", ["worker", "api"])
async def test_without_keys_nothing_starts(name: str, tmp_path: Path) -> None:
    """One sentence with the setting's name and the command that makes them: it would otherwise write in plain."""
    started = service(name, {"RESGUARDO_VAR": str(tmp_path)}, tmp_path)
    await started.start()
    assert await started.ended() == 1
    said = (tmp_path / name).read_text()
    assert "RESGUARDO_KEY_FILE" in said
    assert "resguardo keys new" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["worker", "api"])
async def test_with_another_installations_keys_nothing_starts(name: str, tmp_path: Path) -> None:
    """A wrong folder must not look like a new one: what it wrote would be lost to everybody else."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'record.db'}"
    await asyncio.to_thread(upgrade, url)
    made = engine(url)
    async with sessions(made, KEYS)() as session:
        session.add(
            Case(
                number="K7QM-4RTX-5", host="MX", origin="GT", stage="detection", status="open", custodian="host",
                workflow="w", edition="e", sequence=1, opened_at=NOW, detected_at=NOW, view={},
            )
        )  # fmt: skip
        await session.commit()
    await made.dispose()
    KeyFile(tmp_path / "key-encryption-keys").add(NOW)
    started = service(name, {"RESGUARDO_VAR": str(tmp_path), "RESGUARDO_DATABASE_URL": url}, tmp_path)
    await started.start()
    assert await started.ended() == 1
    said = (tmp_path / name).read_text()
    assert "do not fit" in said
    assert "RESGUARDO_KEY_FOLDER" in said
    assert "Traceback" not in said


async def test_a_worker_without_temporal_says_so(tmp_path: Path) -> None:
    """One sentence with the setting's name; its supervisor starts it again."""
    environment = {"RESGUARDO_TEMPORAL_ADDRESS": f"127.0.0.1:{free_port()}", "RESGUARDO_VAR": str(tmp_path)}
    worker = service("worker", environment | ENVIRONMENT, tmp_path)
    await worker.start()
    assert await worker.ended() == 1
    said = (tmp_path / "worker").read_text()
    assert "RESGUARDO_TEMPORAL_ADDRESS" in said
    assert "Traceback" not in said
