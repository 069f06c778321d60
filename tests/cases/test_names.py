"""Names that sound alike share a key; names that look alike score high; nothing is merged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.names import alike, fold, key

SAME_SOUND = [
    ("Núñez", "Nuñes"),
    ("Núñez", "Nunez"),
    ("José Hernández", "Jose Ernandes"),
    ("Guillermo Quiroz", "Gillermo Kirós"),
    ("Jiménez", "Giménez"),
    ("Wendy", "Güendi"),
    ("Huamán", "Guamán"),
    ("Alexander", "Alecsander"),
    ("Yolanda de la Cruz", "Llolanda Cruz"),
    ("Velásquez", "Belasques"),
    ("Sofía", "Sophia"),
    ("Enrique", "Henrrique"),
    ("Campos", "Canpos"),
    ("K'iche' Tzoc", "K\u2019iche\u2019 Tzoc"),
]

OTHER_SOUND = [("Ana López", "Ana Pérez"), ("Chávez", "Sánchez"), ("María José", "José María"), ("Yesenia", "Jessenia")]


@pytest.mark.parametrize(("a", "b"), SAME_SOUND)
def test_the_same_sound_is_the_same_key(a: str, b: str) -> None:
    """However it was spelt."""
    assert key(a) == key(b)
    assert alike(a, b) > 0.84


@pytest.mark.parametrize(("a", "b"), OTHER_SOUND)
def test_another_sound_is_another_key(a: str, b: str) -> None:
    """Even where the spelling is near."""
    assert key(a) != key(b)


def test_likeness_catches_what_the_key_misses() -> None:
    """A person looks at both."""
    assert alike("Yesenia", "Jessenia") > 0.83
    assert alike("Ejemplo Luz", "Luz Ejemplo") == 1.0
    assert alike("Luz Ejemplo", "Óscar Tutor") < 0.6


def test_an_unknown_name_is_like_nobody() -> None:
    """Two children without a name are not one."""
    assert alike("", "") == alike(" ", "Luz") == alike("-", "-") == 0.0


def test_fold_is_what_a_registry_without_accents_holds() -> None:
    """And nothing else is lost."""
    assert fold("  ÑANDÚ  D'Ávila-Güell ") == "nandu davila guell"


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_symmetric_and_between_nothing_and_all(a: str, b: str) -> None:
    """For any two texts."""
    assert alike(a, b) == alike(b, a)
    assert 0.0 <= alike(a, b) <= 1.0


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    """And so do capitals."""
    assert fold(fold(name)) == fold(name)
    if fold(name):
        assert alike(name, name) >= 0.5
