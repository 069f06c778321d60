"""Which passwords are taken: long ones that nobody tries first; the first one that is given is such a one."""

from random import Random

import pytest
from zxcvbn.matching import L33T_TABLE, enumerate_l33t_subs, relevant_l33t_subtable

from cases.passwords import LEET, LONGEST, LOOKED_AT, _looked_at, drawn, fault_of

ABOUT = ("Marisol Ejemplo", "marisol.ejemplo@mx.example", "Procuraduría de Protección")


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("k3v9", "short"),
        ("x" * (LONGEST + 1), "long"),
        ("password1234", "easy"),
        ("123456789012", "easy"),
        ("qwertyuiop12", "easy"),
        ("aaaaaaaaaaaaaaaa", "easy"),
        ("a" * LONGEST, "easy"),
        ("iloveyou1234", "easy"),
        ("123qweasdzxc", "easy"),
        ("maria19850312", "easy"),
        ("tequieromucho", "easy"),
        ("Resguardo2026!", "easy"),
        ("Guatemala2026!", "easy"),
        ("proteccion infantil", "easy"),
        ("Protección2026", "easy"),
        ("marisolejemplo1", "easy"),
        ("Procuraduria26", "easy"),
        ("caballo grapa correcto", None),
        ("la lluvia cae sobre once tejados", None),
        ("solo figuras 40718 y 2", None),
        ("ñandú ✓ 中文 pájaro", None),
        ("una contraseña de práctica", None),
    ],
)
def test_what_is_taken(password: str, fault: str | None) -> None:
    """Common and leaked ones, names, dates, keys side by side, and words of this work are not."""
    assert fault_of(password, ABOUT) == fault


def test_a_first_password_is_one_of_them_and_never_the_same() -> None:
    """Drawn, not made up."""
    made = {drawn() for _ in range(5)}
    assert len(made) == 5
    assert {fault_of(each, ABOUT) for each in made} == {None}


@pytest.mark.parametrize(
    "password", ["P4ssw0rd1234", "P@$$w0rd1234", "R3sgu4rd0 2026!", "p@ssw0rd!p@ssw0rd!", "4dm1n1str4t0r"]
)
def test_figures_and_signs_in_the_place_of_letters_hide_no_common_word(password: str) -> None:
    assert fault_of(password, ABOUT) == "easy"


@pytest.mark.parametrize("password", ["4@8({[<369&#!1/|0$5+7%2" * 4, "17|+4@0123456789" * 5, "".join(sorted(LEET)) * 4])
def test_no_password_takes_much_longer_than_another(password: str) -> None:
    """The library tries the letters that signs stand for in every combination: of a few signs alone."""
    for looked_at in _looked_at(password[:LOOKED_AT]):
        assert len(looked_at) == LOOKED_AT
        assert len(enumerate_l33t_subs(relevant_l33t_subtable(looked_at, L33T_TABLE))) <= 10


def test_a_random_one_of_signs_is_taken() -> None:
    """They are looked at as other signs, each as its own: none becomes a repetition."""
    signs, drawing = "".join(sorted(LEET)), Random(7)
    assert {fault_of("".join(drawing.choices(signs, k=16)), ABOUT) for _ in range(10)} == {None}
