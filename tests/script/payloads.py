"""What somebody types who wants a reader's browser to run it: a text that breaks out of every place it may stand in."""

import re
import secrets
import string
from typing import Any

from tests.secrecy.fields import Leaf
from tests.secrecy.marks import Marks
from tests.secrecy.planting import Planter

MARKER = re.compile(r"zq[a-z0-9]{8}qz", re.IGNORECASE)
"""Letters and digits alone: whatever is done to a payload, its marker is found."""

TURNED = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that turn the direction of what stands after them, so that a line reads otherwise than it is."""

CONTROL = "\x07\x08\x1b[31m\x7f\x85\u2028"

HARD = (
    "javascript:{m}()//\"'></title></textarea></script><{m} {m}=1 onload={m}()>{{{{7*7}}}}${{7*7}}{m}{{{{7*7}}}}",
    "<svg onload={m}()><img src=x onerror={m}()><style>*{{background:url(//{m})}}</style><!--{m}-->",
    "' style='x:{m}' onfocus={m}() x='<a href=javascript:{m}()>x</a><base href=//{m}>",
    f"&#60;{{m}}&#62; &lt;{{m}}&gt; %3C{{m}}%3E \\u003c{{m}} {TURNED}{{m}}{CONTROL}",
)
"""Every way at once: into an element, an attribute in either quotes or none, a link, a template, a comment, a style."""

SIZES = ("".join(HARD), f"{HARD[0]}\u202e{CONTROL}", "\"'><{m} {m}=1>\u202e{m}", "<{m}>", "{m}")
"""From the largest on; of each field the first that it takes."""

EVALUATED = re.compile(f"{MARKER.pattern}49", re.IGNORECASE)
"""What a template would have made of it."""


class Scripts(Marks):
    """Payloads, and the fields that each stands in."""

    size = 0

    def new(self, *fields: str) -> str:
        """A payload with a marker of its own, of the size that is asked for now."""
        letters = "".join(secrets.choice(string.ascii_lowercase + string.digits) for _ in range(8))
        return self.also(SIZES[self.size].format(m=f"zq{letters}qz"), *fields)


class Scripter(Planter):
    """Plants payloads where the hunt for what can be read plants marks."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: Scripts = Scripts()

    def _marked(self, name: str, data: dict[str, Any], group: list[Leaf]) -> dict[str, Any] | None:
        for size in range(len(SIZES)):
            self.marks.size = size
            tried = super()._marked(name, data, group)
            self.marks.size = 0
            if tried is not None:
                return tried
        return None
