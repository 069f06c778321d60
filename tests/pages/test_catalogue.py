"""Every sentence that people read has its Spanish; nothing in the catalogue is left over, or only guessed."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from api.pages.language import LANGUAGES

ROOT = Path(__file__).parents[2]
FOLDERS = ("api", "cases", "templates")
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true"}}
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


@cache
def used() -> dict[str, str]:
    """Every msgid (the plural's first form) with a place where it is used."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for file, line, message, *_ in extract_from_dir(
            ROOT / folder,
            METHODS,
            OPTIONS,
            keywords=KEYWORDS,
        ):
            msgid = message[0] if isinstance(message, tuple) else message
            found.setdefault(str(msgid), f"{folder}/{file}:{line}")
    return found


@cache
def catalogue(language: str) -> Catalog:
    with (ROOT / "locales" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def entries(language: str) -> dict[str, Message]:
    return {m.id[0] if isinstance(m.id, tuple) else str(m.id): m for m in catalogue(language) if m.id}


TRANSLATED = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated(language: str) -> None:
    kept = entries(language)
    missing = [f"{place}: {msgid}" for msgid, place in used().items() if msgid not in kept]
    assert not missing, "no translation (see locales/README.md):\n" + "\n".join(missing)
    empty = [m.id for m in kept.values() if not (all(m.string) if isinstance(m.string, tuple) else m.string)]
    assert not empty
    assert not [m.id for m in kept.values() if m.fuzzy]


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_over(language: str) -> None:
    assert not sorted(set(entries(language)) - set(used()))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_blank_is_filled_in_every_language(language: str) -> None:
    def blanks(text: object) -> set[str]:
        return set(re.findall(r"%\(\w+\)s", str(text)))

    for message in entries(language).values():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert {b for s in strings for b in blanks(s)} == {b for i in ids for b in blanks(i)}, message.id
