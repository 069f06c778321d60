"""What a browser without JavaScript sees and sends: the page's elements, and the controls of a form."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = frozenset({"input", "meta", "link", "br", "option"})


@dataclass
class Element:
    """A tag with its attributes, the text inside it, and the form it belongs to."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    form: int = -1


@dataclass
class Sent:
    """What a form sends, as Starlette's FormData answers."""

    pairs: list[tuple[str, str]] = field(default_factory=list)

    def getlist(self, key: Any) -> list[str]:
        return [value for name, value in self.pairs if name == key]

    def keys(self) -> list[str]:
        return [name for name, _ in self.pairs]


class Page(HTMLParser):
    """A page read once."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self._forms = -1
        self._within = -1
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "form":
            self._forms += 1
            self._within = self._forms
        element = Element(tag, {name: value or "" for name, value in attrs}, form=self._within)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass
        if tag == "form":
            self._within = -1

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element of that tag with these attributes."""
        return [
            each
            for each in self.elements
            if each.tag == tag and all(each.attributes.get(name) == value for name, value in attributes.items())
        ]

    def form_to(self, action: str) -> int:
        """The number of the form that is sent to ``action``."""
        return next(each.form for each in self.all("form") if each.attributes.get("action", "").split("#")[0] == action)

    def sends(self, form: int, press: str = "") -> Sent:
        """What the form sends as it stands, with the button of that name pressed."""
        sent = Sent()
        select: Element | None = None
        for each in (each for each in self.elements if each.form == form):
            name, value = each.attributes.get("name", ""), each.attributes.get("value", "")
            match each.tag:
                case "input" if each.attributes.get("type") in ("radio", "checkbox"):
                    if "checked" in each.attributes:
                        sent.pairs.append((name, value))
                case "input":
                    sent.pairs.append((name, value))
                case "textarea":
                    sent.pairs.append((name, each.text.removeprefix("\n").replace("\n", "\r\n")))
                case "select":
                    select = each
                case "option" if select is not None and "selected" in each.attributes:
                    sent.pairs.append((select.attributes["name"], value))
        if press:
            button = next(b for b in self.all("button", name=press) if b.form == form)
            sent.pairs.append((press, button.attributes.get("value", "")))
        return sent
