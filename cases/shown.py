"""Text as it is shown: what somebody typed turns no line of ours round."""

import re
from typing import Any

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""The signs of Unicode that embed, override or isolate a direction: until their end, which may never come, letters and
digits of ours stand otherwise than they are read. A script that runs from right to left needs none of them."""

AWAY = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))


def as_read(value: Any) -> Any:
    """What a template is about to write, without those signs. The record keeps what was typed."""
    return value.translate(AWAY) if isinstance(value, str) and TURNING.search(value) else value
