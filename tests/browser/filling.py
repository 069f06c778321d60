"""Fills a report's form as a person does: adds what is repeated, types, chooses, ticks. Only the page's own fields."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from playwright.async_api import Page
from pydantic import BaseModel

from api.pages.countries import country, language
from api.pages.forms.shape import Asked, Shape, asked
from api.pages.language import speak
from cases.reports import Evidence

ITEMS = (
    "(path) => new Set([...document.getElementsByTagName('*')].map(each => each.getAttribute('name') || '')"
    ".filter(name => name.startsWith(path + '.')).map(name => name.slice(path.length + 1).split('.')[0])).size"
)
"""How many items of a list the form shows."""

YES_NO = {True: "yes", False: "no", None: "unknown"}


class Filler:
    """One form. ``zone``: in which its hours are asked; ``language``: in which countries are called."""

    def __init__(self, page: Page, zone: ZoneInfo, spoken: str) -> None:
        self.page, self.zone, self.spoken = page, zone, spoken

    async def fill(self, model: type[BaseModel], data: dict[str, Any]) -> None:
        """Type all of ``data``, the report as JSON holds it."""
        speak(self.spoken)
        await self._lists(model, data, "")
        await self._fields(model, data, "")

    async def _lists(self, model: type[BaseModel], data: dict[str, Any], prefix: str) -> None:
        """As many items as the report has: "Add another" or "Remove", which keep what was typed."""
        for each, value, path in answered(model, data, prefix):
            part = each.shape.part
            if each.shape.kind == "part" and part and value:
                await self._lists(part, value, f"{path}.")
            if each.shape.kind in ("parts", "lines"):
                await self._length(path, len(value or []), each.shape.kind == "lines" or each.required)
                for number, item in enumerate(value or []):
                    if part:
                        await self._lists(part, item, f"{path}.{number}.")

    async def _length(self, path: str, wanted: int, one_is_shown: bool) -> None:
        shown = await self.page.evaluate(ITEMS, path)
        while shown < wanted:
            await self._press(f'button[name=_add][value="{path}"]')
            shown += 1
        while shown > max(wanted, int(one_is_shown)):
            await self._press(f'button[name=_remove][value="{path}.{shown - 1}"]')
            shown -= 1
        assert await self.page.evaluate(ITEMS, path) == shown, f"{path} has not {shown} items"

    async def _press(self, button: str) -> None:
        async with self.page.expect_navigation():
            await self.page.locator(button).click()

    async def _fields(self, model: type[BaseModel], data: dict[str, Any], prefix: str) -> None:
        for each, value, path in answered(model, data, prefix):
            part = each.shape.part
            if each.shape.kind == "part" and part:
                if value:
                    await self._fields(part, value, f"{path}.")
            elif each.shape.kind == "parts" and part:
                for number, item in enumerate(value or []):
                    await self._fields(part, item, f"{path}.{number}.")
            elif each.shape.kind == "lines" and each.shape.item:
                for number, item in enumerate(value or []):
                    await self._type(each.shape.item, f"{path}.{number}", item)
            elif each.shape.kind == "many":
                for code in value or []:
                    await self._tick(path, code)
            elif model is Evidence and each.name == "kind":
                await self._choose(path, value)  # the kinds of paper are a list, by the guidelines
            else:
                await self._answer(each, path, value)

    async def _answer(self, each: Asked, path: str, value: Any) -> None:
        if each.shape.kind == "yes_no":
            if value is not None or each.shape.nullable:
                await self._tick(path, YES_NO[value])
        elif each.shape.kind == "one":
            await self._choose(path, value)
        else:
            await self._type(each.shape, path, value)

    async def _choose(self, path: str, value: Any) -> None:
        """One of a list to open, or of a few buttons."""
        select = self.page.locator(f'select[name="{path}"]')
        if await select.count():
            await select.select_option(value or "")
        elif value is not None:
            await self._tick(path, value)

    async def _tick(self, path: str, code: str) -> None:
        await self.page.locator(f'input[name="{path}"][value="{code}"]').check()

    async def _type(self, shape: Shape, path: str, value: Any) -> None:
        text = self.written(shape, value)
        box = self.page.locator(f'[name="{path}"]:is(input, textarea)')
        if text or await box.input_value():
            await box.fill(text)

    def written(self, shape: Shape, value: Any) -> str:
        """As somebody writes it: the country's name, the hour of where they are."""
        if value is None:
            return ""
        match shape.kind:
            case "instant":
                return datetime.fromisoformat(value).astimezone(self.zone).strftime("%Y-%m-%dT%H:%M")
            case "hour":
                return str(value)[:5]
            case "country":
                return country(value)
            case "language":
                return language(value)
        return str(value)


def answered(model: type[BaseModel], data: dict[str, Any], prefix: str) -> Iterator[tuple[Asked, Any, str]]:
    """Each field of the form, what the report answers, and the name under which it is sent."""
    for each in asked(model):
        yield each, data.get(each.name), prefix + each.name
