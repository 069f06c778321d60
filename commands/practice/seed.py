"""Opens the invented cases, a few at a time. Cut short, the next start goes on where it was."""

import asyncio
from datetime import datetime

import httpx2
import typer

from commands.practice.client import Api, Refused
from commands.practice.play import Player
from commands.practice.stories import STORIES
from commands.practice.story import Story

AT_ONCE = 3
"""Cases told at the same time: two cores have enough to do with that."""

ANSWERS_WITHIN = 30.0
"""Seconds."""


class Unseeded(Exception):
    """Some invented case could not be told to its end. ``str()`` says which, and what the API said."""


async def seed(address: str, password: str, anchor: datetime, stories: tuple[Story, ...] = STORIES) -> None:
    """Tell every story, counting its days from ``anchor``. Raises Unseeded after the others are told."""
    door = asyncio.Semaphore(AT_ONCE)
    async with httpx2.AsyncClient(base_url=address, timeout=ANSWERS_WITHIN, trust_env=False) as client:
        api = Api(client, password)

        players = {told.name: Player(api, told, anchor) for told in stories}

        async def tell(told: Story) -> str | None:
            async with door:
                try:
                    await players[told.name].play()
                except Refused as refused:
                    return f"{told.name}: {refused.detail} ({refused.code}{places(refused)})"
            typer.echo(f"  {told.host} -> {told.origin}  {told.name.replace('-', ' ')}")
            return None

        faults = [fault for fault in await asyncio.gather(*map(tell, stories)) if fault]
        if not faults:
            for told in stories:
                if told.sibling_of:
                    await players[told.sibling_of].link(players[told.name])
                if told.let_in:
                    await players[told.name].let_in()
    if faults:
        raise Unseeded("; ".join(faults))


def places(refused: Refused) -> str:
    """Where the fault is: fields and safeguards, never what was typed."""
    fields = [".".join(map(str, fault["loc"])) for fault in refused.problem.get("faults", [])]
    shut = [blocking["id"] for blocking in refused.problem.get("blocking", [])]
    return "".join(f", {place}" for place in fields + shut)
