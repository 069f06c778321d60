"""The whole house on free ports, as `resguardo run` starts it: Temporal, the database, a worker, the pages."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx2

from commands.keyring import keys
from commands.keys import make_file
from commands.practice.accounts import practice_accounts
from commands.practice.client import Api
from commands.practice.play import Player
from commands.practice.seed import ANSWERS_WITHIN
from commands.practice.story import Story
from commands.run import begun, migrated, own, pages_ready, temporal_ready
from commands.temporal import server_of
from runtime.keys.ring import Keys
from runtime.settings import Settings


@dataclass(frozen=True)
class House:
    """Where it answers, its accounts' one password, the moment their stories count from, its record, its keys."""

    address: str
    password: str
    anchor: datetime
    database: str
    keys: Keys


@asynccontextmanager
async def house(var: Path) -> AsyncIterator[House]:
    """Everything runs, with the practice accounts and no case. Left, each process is stopped by its id."""
    temporal, pages, ui = free_ports(3)
    given = {
        "mode": "practice",
        "var": str(var),
        "database_url": f"sqlite+aiosqlite:///{var / 'resguardo.db'}",
        "temporal_address": f"127.0.0.1:{temporal}",
        "temporal_ui_port": str(ui),
        "api_port": str(pages),
        "public_address": f"http://127.0.0.1:{pages}",
        "secure_cookies": "false",
    }
    ours = Settings.model_validate(given)
    environment = {f"RESGUARDO_{name.upper()}": value for name, value in given.items()}
    (var / "logs").mkdir()
    make_file(ours)
    async with AsyncExitStack() as stack:
        server = server_of(ours, var / "logs" / "temporal.log")
        await begun(server, stack)
        await migrated(ours, environment)
        await temporal_ready(ours, server)
        await begun(own("worker", "The worker", ours, environment), stack)
        api = own("api", "The service of the pages", ours, environment)
        await begun(api, stack)
        accounts = await practice_accounts(ours)
        await pages_ready(ours, api)
        yield House(ours.public_address, accounts.password, accounts.made, ours.database_url, keys(ours))


async def tell(here: House, *stories: Story) -> dict[str, str]:
    """Play invented cases through the API, as the practice cases are: each one's number by its name."""
    async with calling(here) as api:
        players = [Player(api, told, here.anchor) for told in stories]
        await asyncio.gather(*(player.play() for player in players))
        named = {player.told.name: player for player in players}
        for player in players:
            if player.told.sibling_of:
                await named[player.told.sibling_of].link(player)
            if player.told.let_in:
                await player.let_in()
    return {name: player.number for name, player in named.items()}


@asynccontextmanager
async def calling(here: House) -> AsyncIterator[Api]:
    """The JSON API of the house."""
    async with httpx2.AsyncClient(base_url=here.address, timeout=ANSWERS_WITHIN, trust_env=False) as client:
        yield Api(client, here.password)


def free_ports(count: int) -> list[int]:
    """Ports of this machine where nothing listens now."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
