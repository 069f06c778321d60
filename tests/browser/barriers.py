"""What is wrong with a page for somebody who sees little, holds a telephone, or waits for a slow line."""

import json

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.browser.person import NARROW, WIDE

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}

LIGHT = 60_000
"""Bytes of a first view, with its style, as sent."""

WEIGHT = (
    "() => ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
    ".reduce((sum, each) => sum + each.encodedBodySize, 0)"
)
FOUND = f"""axe.run({json.dumps(OPTIONS)}).then(found => found.violations.map(
    each => [each.id, each.nodes.map(node => node.html.slice(0, 160))]))"""
"""What axe objects to, and no more: its whole answer is a megabyte for a page, and each would be carried over."""

WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def barriers(page: Page, name: str, *widths: int) -> list[str]:
    """What axe finds at each width (both, if none is said); sideways scrolling on a telephone; too many bytes."""
    before = page.viewport_size
    wrong: list[str] = []
    await page.evaluate(Axe().axe_script)
    for width in widths or (WIDE, NARROW):
        await page.set_viewport_size({"width": width, "height": 800})
        found: list[tuple[str, list[str]]] = await page.evaluate(FOUND)
        wrong += [f"{name} at {width}: {rule}: {node}" for rule, nodes in found for node in nodes]
        if width == NARROW and (wider := await page.evaluate(WIDER)):
            wrong.append(f"{name}: {wider} pixels wider than a telephone")
    if (weight := await page.evaluate(WEIGHT)) > LIGHT:
        wrong.append(f"{name}: {weight} bytes")
    if before:
        await page.set_viewport_size(before)
    return wrong
