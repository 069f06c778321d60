"""Case numbers: random, unguessable, sayable on a bad telephone line, and proof against slips.

Eight random characters and a check character, written ``K7QM-4RTX-5``. The alphabet has 29 characters: digits and the
letters that look like nothing else. 29 is prime and 2 is one of its primitive roots, so that the ISO 7064 check with
radix 2 (as MOD 37-2, over our alphabet) finds every wrong character and every exchange of two characters.
"""

import secrets

from stdnum.iso7064 import mod_37_2

ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
"""Without B I L O S U Z, which are read as 8 1 1 0 5 V 2."""

RANDOM_CHARACTERS = 8
"""29 ** 8 is 5 * 10 ** 11: nobody finds a case by trying."""

FORGIVEN = str.maketrans("BILOSUZ", "81105V2")

SPOKEN = {
    "A": "Alfa", "C": "Charlie", "D": "Delta", "E": "Echo", "F": "Foxtrot", "G": "Golf", "H": "Hotel",
    "J": "Juliett", "K": "Kilo", "M": "Mike", "N": "November", "P": "Papa", "Q": "Quebec", "R": "Romeo",
    "T": "Tango", "V": "Victor", "W": "Whiskey", "X": "X-ray", "Y": "Yankee",
}  # fmt: skip
"""The spelling alphabet of aviation (ICAO), the same in every language."""


def new() -> str:
    """A new number. Whoever stores it makes sure that it is not taken."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return _grouped(body + mod_37_2.calc_check_digit(body, ALPHABET))


def normalise(text: str) -> str:
    """The number that ``text`` means: small letters, blanks, missing hyphens, O for 0 and I or L for 1 are forgiven."""
    plain = "".join(char for char in text.upper() if not char.isspace() and char not in "-\u2010\u2011\u2013.")
    plain = plain.translate(FORGIVEN)
    if strange := sorted(set(plain) - set(ALPHABET)):
        raise ValueError(f"A case number has only letters and digits; these do not belong: {' '.join(strange)}")
    if len(plain) != RANDOM_CHARACTERS + 1:
        raise ValueError(f"A case number has {RANDOM_CHARACTERS + 1} characters; this one has {len(plain)}.")
    if mod_37_2.checksum(plain, ALPHABET) != 1:
        raise ValueError("This is no case number: a character is wrong, or two are exchanged.")
    return _grouped(plain)


def spoken(number: str) -> str:
    """How to say it: ``Kilo 7 Quebec Mike, 4 Romeo Tango X-ray, 5``."""
    groups = normalise(number).split("-")
    return ", ".join(" ".join(SPOKEN.get(char, char) for char in group) for group in groups)


def _grouped(plain: str) -> str:
    return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"
