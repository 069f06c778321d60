"""The words of the interface in the reader's language, from the catalogue as it lies in ``locales/``.

English is the msgid itself. The catalogue is compiled in memory: no binary file is kept.
"""

from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES = ("es", "en")
"""In the order of the switch; French comes next."""

FIRST = "es"
"""What somebody reads who has not chosen and whose browser asks for neither."""

FOLDER = Path(__file__).parents[2] / "locales"

_chosen: ContextVar[str] = ContextVar("language", default=FIRST)


def speak(language: str) -> None:
    """From here on, in this request, everything is said in ``language``."""
    _chosen.set(language if language in LANGUAGES else FIRST)


def spoken() -> str:
    """The language of this request."""
    return _chosen.get()


def locale() -> Locale:
    """The same, for Babel."""
    return Locale(spoken())


@cache
def catalogue(language: str) -> NullTranslations:
    """The translations into ``language``; for English none are needed."""
    file = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def gettext(text: str) -> str:
    """``text`` in the reader's language. An empty text stays empty (a catalogue would answer its own header)."""
    return catalogue(spoken()).gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """``one`` or ``many``, as the reader's language counts."""
    return catalogue(spoken()).ngettext(one, many, count)


def preferred(accept_language: str) -> str:
    """The first language of ours that a browser's ``Accept-Language`` names, by its own order of preference."""
    asked: list[tuple[float, str]] = []
    for part in accept_language.split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            asked.append((-float(quality or 1), tag.split("-")[0].lower()))
        except ValueError:
            continue
    return next((tag for _, tag in sorted(asked, key=lambda each: each[0]) if tag in LANGUAGES), FIRST)
