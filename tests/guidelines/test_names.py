"""In a reason nobody reads another language's holiday, nor a zone's code: every name, every country, for years."""

from datetime import date

import pytest

from guidelines.because import Holiday
from guidelines.calendars import holidays_between
from guidelines.holiday_names import SPANISH, in_spanish
from guidelines.library import Library
from guidelines.zones import place

FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)
SAME_IN_BOTH = {"Corpus Christi"}
NOT_IN_SPANISH = (" Day", "'s", "observed", "Holy", "Good ", "Monday", "Year")
NOT_IN_ENGLISH = ("Día ", " de ", "Año", "observado", "puente")


def test_every_holiday_has_a_name_in_both_languages(real: Library) -> None:
    named = {(code, each.name.en, each.name.es) for code in real.countries for each in _feasts(code)}
    assert {code for code, _, _ in named} == set(real.countries)
    missing = {
        f"{code}: {english} / {spanish}"
        for code, english, spanish in named
        if (english == spanish and english not in SAME_IN_BOTH)
        or any(part in spanish for part in NOT_IN_SPANISH)
        or any(part in english for part in NOT_IN_ENGLISH)
    }
    assert not missing, "add these to guidelines/holiday_names.py:\n" + "\n".join(sorted(missing))


def test_a_name_of_two_feasts_and_a_moved_one() -> None:
    assert in_spanish("Boxing Day (observed)") == "Segundo día de Navidad (observado)"
    assert in_spanish("Good Friday; Labour Day") == "Viernes Santo; Día del Trabajo"
    assert in_spanish("Day of the Unheard Of") == "Day of the Unheard Of"
    assert all(each == each.strip() for each in SPANISH.values())


@pytest.mark.parametrize("language", ["en", "es", "es_MX"])
def test_every_zone_has_the_name_of_a_place(real: Library, language: str) -> None:
    places = {place(country.time_zone, language) for country in real.countries.values()}
    assert not [each for each in places if "/" in each or "_" in each]
    assert ("Mexico City" if language == "en" else "Ciudad de México") in places
    assert place("UTC", language) == "UTC"


def _feasts(code: str) -> tuple[Holiday, ...]:
    return holidays_between((code,), FIRST, LAST)
