"""Countries and languages by name, in the reader's language; and back from what somebody typed."""

from collections.abc import Iterable
from functools import cache

from babel import Locale

from api.pages.language import LANGUAGES, spoken
from cases.names import fold

OURS = ("BZ", "CA", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV", "US")
"""The eleven of the Regional Conference on Migration (guidelines/countries)."""

NATIVE = {
    "cak": "Kaqchikel", "cab": "Garífuna", "ixl": "Ixil", "kek": "Q’eqchi’", "kjb": "Q’anjob’al", "mam": "Mam",
    "miq": "Miskito", "mop": "Mopán", "poc": "Poqomam", "poh": "Poqomchi’", "quc": "K’iche’", "tzh": "Tzeltal",
    "tzj": "Tz’utujil", "tzo": "Tzotzil", "yua": "Maya yucateco", "nah": "Náhuatl", "mix": "Mixteco", "zap": "Zapoteco",
    "ngu": "Náhuatl de Guerrero", "gym": "Ngäbere", "bzd": "Bribri", "cjp": "Cabécar", "cuk": "Guna", "emp": "Emberá",
    "otm": "Otomí", "maz": "Mazahua", "acr": "Achi", "caa": "Ch’orti’", "chf": "Chontal", "ctu": "Ch’ol",
}  # fmt: skip
"""Languages of the region by the name their speakers use; the same in every interface language."""

SPOKEN = ("es", "en", "fr", "ht", "pt", "bzj", "zh", "ar", "hi", "ne", "bn", "so", "ru", "uz")
"""Languages offered besides: those of the region's states, and of children who come from farther away."""


def country(code: str) -> str:
    """The country's name; the code where there is none."""
    return str(Locale(spoken()).territories.get(code, code))


def language(code: str) -> str:
    """The language's name; the code where there is none."""
    return NATIVE.get(code) or str(Locale(spoken()).languages.get(code, code))


def countries() -> list[str]:
    """Every country's name, ours first, each part in the order of the alphabet."""
    codes = _codes()
    return [*_sorted(OURS), *_sorted(code for code in codes if code not in OURS)]


def languages() -> list[str]:
    """The names of the languages that are offered."""
    named = (language(code) for code in (*SPOKEN, *NATIVE))
    return sorted(named, key=fold)


def country_code(typed: str) -> str | None:
    """The code somebody means who typed a name (in any of our languages, accents forgiven) or the code itself."""
    plain = typed.strip()
    return plain.upper() if plain.upper() in _codes() else _names()[0].get(fold(plain))


def language_code(typed: str) -> str | None:
    """The same for a language."""
    plain = typed.strip().lower()
    known = Locale("en").languages
    return plain if plain in known or plain in NATIVE else _names()[1].get(fold(plain))


def _sorted(codes: Iterable[str]) -> list[str]:
    return sorted((country(code) for code in codes), key=fold)


@cache
def _codes() -> frozenset[str]:
    unreal = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    known = [[str(code) for code in Locale(each).territories] for each in LANGUAGES]
    return frozenset(code for code in known[0] if len(code) == 2 and code.isalpha() and code in known[1]) - unreal


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    countries_: dict[str, str] = {}
    languages_: dict[str, str] = {fold(name): code for code, name in NATIVE.items()}
    for each in LANGUAGES:
        known = Locale(each)
        countries_ |= {fold(str(known.territories[code])): code for code in _codes()}
        languages_ |= {fold(str(name)): code for code, name in known.languages.items() if 2 <= len(code) <= 3}
    return countries_, languages_
