"""Which passwords are taken: long ones that nobody tries first; the first one that is given is such a one."""

import pytest

from cases.passwords import LONGEST, drawn, fault_of

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
