"""The keyboard alone: Tab until something has the focus, which is always seen on the way, and Enter."""

from tests.browser.person import Person

MOST = 250
"""Presses of the Tab key after which something cannot be reached."""

FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  return {
    name: at.name || '', href: at.getAttribute('href') || '', text: at.innerText || '', type: at.type || '',
    value: at.value || '',
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && box.width > 1 && box.height > 1
      && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


async def tab_to(who: Person, **wanted: str) -> None:
    """Press Tab until the focus is where it is wanted; on the way it must always be seen."""
    for _ in range(MOST):
        await who.page.keyboard.press("Tab")
        focus = await who.page.evaluate(FOCUS)
        assert focus["seen"], f"nobody sees that the focus is on {focus} of {who.page.url}"
        if all(focus[what] == value for what, value in wanted.items()):
            return
    raise AssertionError(f"the Tab key does not reach {wanted} on {who.page.url}")


async def enter(who: Person) -> None:
    """Press Enter, and wait for the next page."""
    async with who.page.expect_navigation():
        await who.page.keyboard.press("Enter")
