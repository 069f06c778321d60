"""A page read as a browser parses it: nothing in it may have come out of what somebody typed but text."""

from urllib.parse import unquote

from api.headers import FOR_ALL, POLICY
from tests.pages.browser import Page
from tests.script.payloads import EVALUATED, MARKER, TURNED

HARMLESS = frozenset({"value", "title", "aria-label", "alt", "placeholder", "name"})
"""Attributes whose value is text, whatever it says."""

ADDRESSES = frozenset({"href", "src", "action", "formaction", "poster", "cite", "srcset", "data"})
OURS_INSIDE = frozenset({"script", "style", "iframe", "object", "embed", "base", "template", "noscript"})
"""Elements whose text is not text, or which bring in another's page."""

SCRIPTS = frozenset({"/static/passkeys.js", "/static/ending.js"})
TYPED = frozenset({"textarea", "input"})
"""Where what was typed stands to be typed on: it is not changed under the hand."""


class Looked(Page):
    """``wrong``: each place where a payload is more than text, with what stands around it."""

    def __init__(self, html: str) -> None:
        self.wrong: list[str] = []
        self.found: set[str] = {each.lower() for each in MARKER.findall(html)}
        super().__init__(html)
        if evaluated := EVALUATED.search(html):
            self.wrong.append(f"a template was evaluated: {_around(html, evaluated[0])}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if MARKER.search(tag):
            self.wrong.append(f"an element arose: <{tag}>")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag in OURS_INSIDE and not (tag == "script" and dict(attrs).get("src") in SCRIPTS):
            self.wrong.append(f"<{tag} {attrs}> is none of ours")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        where = f'<{tag} {name}="{value[:200]}">'
        if MARKER.search(name):
            self.wrong.append(f"an attribute arose: {where}")
        if name.startswith("on") or name in ("style", "srcdoc"):
            self.wrong.append(f"a script or a style in an attribute: {where}")
        if name in ADDRESSES:
            if not local(value):
                self.wrong.append(f"an address that leads away: {where}")
        elif MARKER.search(value) and name not in HARMLESS:
            self.wrong.append(f"not an attribute for text: {where}")
        if name != "value" and any(sign in value for sign in TURNED):
            self.wrong.append(f"a sign that turns the line: {where}")

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        inside = self._open[-1].tag if self._open else ""
        if inside in OURS_INSIDE and data.strip():
            self.wrong.append(f"text inside <{inside}>: {data[:200]}")
        if inside not in TYPED and any(sign in data for sign in TURNED):
            self.wrong.append(f"a sign that turns the line: {data[:200]!r}")

    def handle_comment(self, data: str) -> None:
        if MARKER.search(data):
            self.wrong.append(f"a comment arose: {data[:200]}")

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.wrong.append(f"a declaration arose: {decl[:200]}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"an instruction arose: {data[:200]}")


def local(address: str) -> bool:
    """Whether it stays on our pages, and holds a payload at most as somebody quotes it in an address."""
    if not MARKER.search(unquote(address)):
        return not address.lower().lstrip().startswith(("javascript:", "data:", "vbscript:"))
    raw = set(address) & set("\"'<>\\ \t\r\n{}`\x00")
    return address.startswith(("/", "?", "#")) and not address.startswith("//") and not raw


def _around(html: str, found: str) -> str:
    at = html.find(found)
    return html[max(0, at - 100) : at + 100]


def of_headers(headers: dict[str, str], html: bool) -> list[str]:
    """What is wrong with an answer's headers. ``html``: it is a page."""
    wrong = [
        f"{name} is {headers.get(name.lower())}"
        for name, value in FOR_ALL.items()
        if headers.get(name.lower()) != value
    ]
    policy = headers.get("content-security-policy", "")
    if html and policy != POLICY:
        wrong.append(f"the policy of this page is {policy!r}")
    for name, value in headers.items():
        if (
            MARKER.search(unquote(value))
            and not (name == "location" and local(value))
            and name != "content-disposition"
        ):
            wrong.append(f"{name} says {value!r}")
    if "\r" in str(headers) or "\n" in str(headers):
        wrong.append(f"a header was split: {headers}")
    return wrong
