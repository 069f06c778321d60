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
from cases.reports.base import Report

ITEMS = (
    "(path) => new Set([...document.getElementsByTagName('*')].map(each => each.getAttribute('name') || '')"
    ".filter(name => name.startsWith(path + '.')).map(name => name.slice(path.length + 1).split('.')[0])).size"
)
"""How many items of a list the form shows."""

SET = """(boxes) => boxes.filter(([path, act, text]) => {
  const named = [...document.getElementsByName(path)].filter(box => box.type !== 'hidden');
  const box = named.find(each => !['radio', 'checkbox'].includes(each.type) || each.value === text);
  if (!box || box.disabled || !box.checkVisibility()) return true;
  if (['radio', 'checkbox'].includes(box.type)) { if (!box.checked) box.click(); return !box.checked; }
  box.value = text;
  return box.value !== text && !box.value.startsWith(text);
})"""
"""Sets boxes; answers with those that could not be."""

YES_NO = {True: "yes", False: "no", None: "unknown"}


class Filler:
    """One form. ``zone``: in which its hours are asked; ``language``: in which countries are called."""

    def __init__(self, page: Page, zone: ZoneInfo, spoken: str) -> None:
        self.page, self.zone, self.spoken = page, zone, spoken

    async def fill(self, model: type[BaseModel], data: dict[str, Any]) -> None:
        """Type all of ``data``, the report as JSON holds it, box by box."""
        speak(self.spoken)
        await self._lists(model, data, "")
        for path, act, text in self._boxes(model, data, ""):
            box = self.page.locator(f'[name="{path}"]:is(input, select, textarea)')
            if act == "tick" or (act == "choose" and await box.first.get_attribute("type") == "radio"):
                await self.page.locator(f'input[name="{path}"][value="{text}"]').check()
            elif act == "choose":
                await box.select_option(text)
            elif text or await box.input_value():
                await box.fill(text)

    async def set(self, model: type[BaseModel], data: dict[str, Any]) -> None:
        """The same in one go, ten times as fast. Forms run no script, so that the browser sends the same."""
        speak(self.spoken)
        await self._lists(model, data, "")
        unset = await self.page.evaluate(SET, list(self._boxes(model, data, "")))
        assert not unset, f"these boxes are not there, not seen, or do not take their answer: {unset}"

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

    def _boxes(self, model: type[BaseModel], data: dict[str, Any], prefix: str) -> Iterator[tuple[str, str, str]]:
        """The name of each box, what is done with it (type, tick, choose), and the answer."""
        for each, value, path in answered(model, data, prefix):
            shape, part = each.shape, each.shape.part
            if shape.kind == "part" and part:
                yield from self._boxes(part, value, f"{path}.") if value else ()
            elif shape.kind == "parts" and part:
                for number, item in enumerate(value or []):
                    yield from self._boxes(part, item, f"{path}.{number}.")
            elif shape.kind == "lines" and shape.item:
                for number, item in enumerate(value or []):
                    yield f"{path}.{number}", "type", self.written(shape.item, item)
            elif shape.kind == "many":
                yield from ((path, "tick", code) for code in value or [])
            elif shape.kind == "yes_no":
                if value is not None or shape.nullable:
                    yield path, "tick", YES_NO[value]
            elif shape.kind == "one" or (model is Evidence and each.name == "kind"):  # papers: by the guidelines
                if value is not None:
                    yield path, "choose", str(value)
            else:
                yield path, "type", self.written(shape, value)

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
    """Each field of the form, what the report answers, and the name under which it is sent.

    While contact is shut the form has no box for what is then not asked, and the report no answer.
    """
    not_asked = model.only_with_contact if issubclass(model, Report) else ()
    for each in asked(model):
        value = data.get(each.name)
        if value or each.name not in not_asked:
            yield each, value, prefix + each.name
