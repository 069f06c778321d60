"""A closed list of codes, each with the words a person reads."""

from enum import StrEnum
from typing import Self


class Coded(StrEnum):
    """``code`` is stored and exchanged; ``label`` is the msgid of what the page shows."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """A member that is its code and carries its label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def of(cls, code: str) -> Self:
        """The member of that code. Raises ``StopIteration`` for a code that no report could have stored."""
        return next(each for each in cls if each == code)
