"""Which passwords are taken, and the first one that an operator gives (OWASP ASVS 5.0, 6.1.2, 6.2, 6.4.1). Pure."""

import re
import secrets
import string
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import timedelta
from threading import Lock
from typing import Literal

from zxcvbn import zxcvbn
from zxcvbn.matching import L33T_TABLE

from cases.one_time import LETTERS

SHORTEST, LONGEST = 12, 500
"""Characters. No letter, figure or sign is demanded, and none is forbidden."""

GUESSES = 10**10
"""As many tries must not find it, made by who begins with 30,000 passwords of breaches, with names, words, keyboards,
dates and our own words. A sign-in allows about a hundred a day; a stolen hash is slow (Argon2)."""

LOOKED_AT = 72
"""Characters that are estimated: the library takes no more, and so many are enough."""

LEET = frozenset(sign for signs in L33T_TABLE.values() for sign in signs)
"""Signs that the library reads as letters, in every combination of those that are there: with many it takes ages."""

READ_AS_LETTERS = 3
"""So many different ones at most, beside figures (of which few combine)."""

_HARMLESS = 0xE000
"""The private letters of Unicode: one for each sign, in its order, so that what repeats or follows still does."""

_one_at_a_time = Lock()
"""The library keeps the words of whom it looks at where another thread reads them."""

GIVEN_FOR = timedelta(days=7)
"""How long a password serves that an operator gave: its owner chooses another at the first sign-in."""

WORDS = (
    "resguardo contraseña clave niño niña niñez infancia infantil menor menores adolescente familia albergue refugio "
    "casa consulado consular cancillería ministerio embajada migración migrante frontera repatriación protección "
    "retorno trata víctima trabajo social caso casos password child children shelter consulate ministry migration "
    "border repatriation return protection trafficking victim caseworker supervisor case belice canada costa rica "
    "salvador estados unidos guatemala honduras mexico nicaragua panama republica dominicana"
)
"""Words of this work: everybody who guesses here tries them, with a year behind."""

Fault = Literal["short", "long", "easy", "same", "differ"]
"""``same`` as the old one; ``differ``: the two that were typed."""


def fault_of(password: str, about: Iterable[str] = ()) -> Fault | None:
    """What is wrong with a new password. ``about``: its owner's name, e-mail, agency, which say it first.

    It computes for a while: not in the event loop.
    """
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    ours = sorted({word for text in (WORDS, *about) for word in _words(text)})
    with _one_at_a_time:
        guesses = min(zxcvbn(each, user_inputs=ours)["guesses"] for each in _looked_at(password[:LOOKED_AT]))
    return "easy" if guesses < GUESSES else None


def drawn() -> str:
    """A first password: twenty letters and figures that are not read as others, 99 bits."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(20))
    return "-".join(letters[at : at + 5] for at in range(0, 20, 5))


def _looked_at(password: str) -> set[str]:
    """``password`` as it is estimated, in bounded time: with its figures, and with the first signs read as letters."""
    signs = [sign for sign in dict.fromkeys(password) if sign in LEET]
    others = [sign for sign in signs if sign not in string.digits]
    return {_without(password, others), _without(password, signs[READ_AS_LETTERS:])}


def _without(password: str, signs: Iterable[str]) -> str:
    return password.translate({ord(sign): _HARMLESS + ord(sign) for sign in signs})


def _words(text: str) -> Iterator[str]:
    """Its words, with their accents and without."""
    for word in re.findall(r"\w{3,}", text.casefold()):
        yield word
        yield "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))
