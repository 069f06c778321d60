"""Names, birth dates and papers as a search finds them: keyed hashes, which say nothing to who lacks the key."""

from cases.names import fold, key
from runtime.keys.ring import Keys

SHORT = 2
"""Letters of a sounded word that is too short to look for."""
BEGINNING = 4
"""Letters by which another spelling of the end is found too: Katerin, Katerine."""


def words(keys: Keys, name: str) -> list[str]:
    """The sounded words of a name, and how each of them begins."""
    sounded = {word for word in key(name).split() if len(word) > SHORT}
    begun = {f"{word[:BEGINNING]}-" for word in sounded}
    return sorted(keys.blind("sound", each) for each in sounded | begun)


def name_key(keys: Keys, name: str) -> str:
    """All of them, in one text in which each can be looked for."""
    return " ".join(words(keys, name))


def paper_key(keys: Keys, number: str) -> str:
    """The number of a paper, by its letters and digits only."""
    return keys.blind("paper", paper(number))


def paper(number: str) -> str:
    """The number of a paper as it is compared: its letters and digits only, small."""
    return fold(number).replace(" ", "")


def born_key(keys: Keys, day: str | None) -> str | None:
    """A birth date, as ISO 8601 writes it."""
    return keys.blind("born", day) if day else None
