"""A case that people carry in the browser: the worked story, its dates moved into the past."""

from collections.abc import Mapping
from typing import Any

from commands.practice.adapt import report_of
from commands.practice.story import Changes, Story
from tests.browser.house import House
from tests.browser.person import Person


class Carried:
    """The reports of one story, and the case's number once it is open."""

    def __init__(self, here: House, told: Story, changes: Mapping[str, Changes]) -> None:
        self.here, self.told, self.changes = here, told, changes
        self.shift = here.anchor.replace(second=0) - told.ago - told.moment
        self.number = ""
        self.sent: dict[tuple[str, str], dict[str, Any]] = {}

    def report(self, key: str, name: str) -> dict[str, Any]:
        """What somebody writes at that step."""
        made = report_of(self.told, key, name, self.shift, self.changes.get(key, {}))
        self.sent[key, name] = made
        return made

    async def open(self, who: Person) -> None:
        """Look for the child first, then fill in the detection form, begun with what was looked for."""
        report = self.report("detection", "detection")
        await who.go("/cases/new")
        await who.page.locator("#origin").select_option(self.told.origin)
        await who.page.locator("#name").fill(report["child_name"])
        await who.page.locator("#birth_date").fill(report["birth_date"])
        await who.press("Look for the child")
        await who.submit(who.main.locator("button[name=_begin]"))
        assert await who.page.locator("[name=child_name]").input_value() == report["child_name"]
        await who.fill("detection", report)
        await who.press("Open the case")
        await who.done()
        self.number = who.page.url.rsplit("/", 1)[1].split("?")[0]

    async def finish(self, who: Person, key: str, report: str | None = None) -> None:
        """One person does a whole step."""
        name = report or key
        await who.finish(self.number, key, name, self.report(key, name))

    async def approve(self, who: Person, key: str) -> None:
        """Another person reads it and approves."""
        await who.step(self.number, key)
        await who.press("Approve")
        await who.done()

    async def sign(self, who: Person, half: str, button: str) -> None:
        """One side signs its half of the handover."""
        await who.go(f"/cases/{self.number}/handover")
        await who.until("form[novalidate]")
        await who.fill(half, self.report("handover", half))
        await who.press(button)
        await who.done()
