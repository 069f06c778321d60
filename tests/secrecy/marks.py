"""Marks: words that stand nowhere in the world but where a test has put them, and the fields they were put in."""

import secrets
import string
from collections.abc import Iterable

HEAD, TAIL, LETTERS = "Zq", "qZ", 12
"""Every mark begins with the one and, read backwards, too: so all of them are looked for in one go."""

ACCENTED = 3
"""Each so many marks one holds letters that ASCII has not."""

TELEPHONE = "+5299", "9925"
"""How a planted telephone number begins and ends, for the same reason: fifteen digits, of no country."""


class Marks:
    """Each mark, and every field that it stands in."""

    def __init__(self) -> None:
        self.fields: dict[str, list[str]] = {}
        self._made = 0

    def new(self, *fields: str) -> str:
        """A mark, for a field."""
        letters = "".join(secrets.choice(string.ascii_letters) for _ in range(LETTERS))
        self._made += 1
        if self._made % ACCENTED == 0:
            letters = f"{letters[:5]}ñ{letters[6:8]}á{letters[9:]}"
        return self.also(HEAD + letters + TAIL, *fields)

    def telephone(self, *fields: str) -> str:
        """A mark that is a telephone number."""
        head, tail = TELEPHONE
        return self.also(f"{head}{secrets.randbelow(10**7):07}{tail}", *fields)

    def also(self, text: str, *fields: str) -> str:
        """A text that is looked for like a mark, or a mark that stands in more fields."""
        for each in fields:
            self.fields.setdefault(text, []).append(each)
        return text

    def keep(self, texts: Iterable[str]) -> dict[str, list[str]]:
        """Look for these only; returns the others, with their fields."""
        kept = set(texts)
        dropped = {text: fields for text, fields in self.fields.items() if text not in kept}
        self.fields = {text: fields for text, fields in self.fields.items() if text in kept}
        return dropped

    def where(self, text: str) -> str:
        """The field of a mark, or the first of them."""
        first, *others = self.fields[text]
        return f"{first} and {len(others)} more" if others else first
