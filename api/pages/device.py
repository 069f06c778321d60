"""By what somebody signed in, in two words: enough to tell their own sessions apart, too little to be known by."""

import re

from cases.words import N_

KINDS = (
    ("telephone", re.compile(r"iPhone|Android.*Mobile|Mobile.*Firefox|Windows Phone")),
    ("tablet", re.compile(r"iPad|Android|Tablet")),
    ("computer", re.compile(r"Windows|Macintosh|Linux|X11")),
)
"""The first that fits. An iPad that says it is a Macintosh is a computer: nothing hangs on it."""

DEVICES = {"telephone": N_("telephone"), "tablet": N_("tablet"), "computer": N_("computer")}
"""The kinds in words; the names of browsers are names."""

BROWSERS = (
    ("Edge", re.compile(r"\bEdg(e|A|iOS)?/")),
    ("Opera", re.compile(r"\bOPR/")),
    ("Samsung Internet", re.compile(r"\bSamsungBrowser/")),
    ("Firefox", re.compile(r"\b(Firefox|FxiOS)/")),
    ("Chrome", re.compile(r"\b(Chrome|Chromium|CriOS)/")),
    ("Safari", re.compile(r"\bSafari/")),
)
"""The first that fits: nearly all of them also say that they are those below."""

LONGEST = 400
"""Characters that are looked at: those of browsers have some 150."""


def device_of(user_agent: str) -> str:
    """A kind and a browser, as ``telephone Firefox``; of what is not known nothing. The header itself is not kept."""
    start = user_agent[:LONGEST]
    said = (next((name for name, looks in those if looks.search(start)), "") for those in (KINDS, BROWSERS))
    return " ".join(each for each in said if each)
