"""Names that may be the same child's: folded, by sound, and how alike. It scores and shows; it never merges.

Made for the Spanish of the region, and for names that an officer of another language typed without accents.
"""

import hashlib
import re
import unicodedata

from rapidfuzz.distance import JaroWinkler

PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "e", "da", "das", "do", "dos"})
"""Small words that papers drop or add; they carry no sound of the name."""

SOUNDS = (
    (r"h(?=u[aeiou])", "w"),  # Huendi, Huamán
    (r"wu", "w"),
    (r"ch", "C"),
    (r"ph", "f"),
    (r"sh", "s"),
    (r"h", ""),
    (r"qu(?=[ei])|q", "k"),
    (r"gu(?=a)", "w"),  # Guamán, Huamán
    (r"gu(?=[ei])", "g"),
    (r"g(?=[ei])", "j"),  # Giménez, Jiménez; and Gillermo, Guillermo
    (r"c(?=[ei])|z", "s"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"v", "b"),
    (r"ll", "y"),
    (r"y(?![aeiou])", "i"),
    (r"n(?=[bp])", "m"),
    (r"ks", "s"),  # Alexander, Alesander
)
"""In order: spelling to sound, for seseo and yeísmo, as most of the region speaks."""


def fold(name: str) -> str:
    """``name`` in small letters without accents or marks, single blanks: as a registry without tildes holds it."""
    return " ".join(_words(name))


def mark(text: str) -> str:
    """A mark of a name or of an identity document that says nothing of it: a history must not hold either."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:16]


def key(name: str) -> str:
    """How ``name`` sounds in Spanish. Equal keys make a candidate, not an identity."""
    sounded = re.sub(r"g\u00fc(?=[ei\u00e9\u00ed])", "w", unicodedata.normalize("NFC", name).casefold())
    return " ".join(_sound(word) for word in _words(sounded) if word not in PARTICLES)


def alike(a: str, b: str) -> float:
    """From 0.0 (nothing in common) to 1.0: the mean of spelling and sound; the order of the words does not matter."""
    spelling, sound = (fold(a), fold(b)), (key(a), key(b))
    return max(
        (_near(*spelling) + _near(*sound)) / 2,
        (_near(*map(_ordered, spelling)) + _near(*map(_ordered, sound))) / 2,
    )


def _words(name: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char) and char not in "'\u2019\u02bc`")
    return re.findall(r"[^\W_]+", plain)


def _sound(word: str) -> str:
    for spelling, sound in SOUNDS:
        word = re.sub(spelling, sound, word)
    return re.sub(r"(.)\1+", r"\1", word)


def _near(a: str, b: str) -> float:
    return JaroWinkler.similarity(a, b) if a and b else 0.0


def _ordered(text: str) -> str:
    return " ".join(sorted(text.split()))
