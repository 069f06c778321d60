"""Case numbers: every slip of one character or one exchange is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_2

from cases.numbers import ALPHABET, new, normalise, spoken

BODY = st.text(ALPHABET, min_size=8, max_size=8)
PLACE = st.integers(0, 8)


def numbered(body: str) -> str:
    """A whole number from its random part."""
    return body + mod_37_2.calc_check_digit(body, ALPHABET)


def test_a_new_number_is_normal_and_never_the_same() -> None:
    """A thousand of them."""
    numbers = {new() for _ in range(1000)}
    assert len(numbers) == 1000
    assert all(normalise(number) == number for number in numbers)


@given(BODY, PLACE, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(body: str, place: int, wrong: str) -> None:
    """Anywhere, the check character too."""
    right = numbered(body)
    if right[place] != wrong:
        with pytest.raises(ValueError, match="a character is wrong"):
            normalise(right[:place] + wrong + right[place + 1 :])


@given(BODY, PLACE, PLACE)
def test_two_exchanged_characters_are_found(body: str, one: int, other: int) -> None:
    """Neighbours or not."""
    right = list(numbered(body))
    if right[one] != right[other]:
        right[one], right[other] = right[other], right[one]
        with pytest.raises(ValueError, match="two are exchanged"):
            normalise("".join(right))


@given(BODY, st.sampled_from([("0", "O"), ("1", "I"), ("1", "L"), ("5", "S"), ("2", "Z"), ("8", "B"), ("V", "U")]))
def test_look_alikes_blanks_and_small_letters_are_forgiven(body: str, pair: tuple[str, str]) -> None:
    """However it was copied."""
    right = normalise(numbered(body))
    assert normalise(f" {right.replace('-', ' ').replace(*pair).lower()} ") == right


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has 9 characters; this one has 0"),
        ("K7QM-4RTX", "has 9 characters; this one has 8"),
        ("K7QM/4RTX*5", r"do not belong: \* /"),
        ("K7QM-4RTX-Ñ", "do not belong: Ñ"),
    ],
)
def test_what_is_no_number_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    """A person reads it."""
    with pytest.raises(ValueError, match=sentence):
        normalise(text)


def test_it_can_be_said() -> None:
    """In groups, with the names of aviation for letters."""
    number = normalise(numbered("K7QM4RTX"))
    assert spoken(number).startswith("Kilo 7 Quebec Mike, 4 Romeo Tango X-ray, ")


def test_the_alphabet_is_what_the_check_needs() -> None:
    """A prime number of characters, none twice, none that another is read for."""
    assert len(set(ALPHABET)) == len(ALPHABET) == 29
    assert not set("BILOSUZ") & set(ALPHABET)
