"""Encryption switched off, to show that the hunt would find what is not enciphered. For tests only."""

from runtime.keys.cipher import MARK
from runtime.keys.ring import Keys


class PlainKeys(Keys):
    """Keys that hide nothing."""

    def encipher(self, name: str, plain: bytes, about: str) -> bytes:
        """The same bytes."""
        return plain

    def decipher(self, name: str, ciphered: bytes, about: str) -> bytes:
        """The same bytes."""
        return ciphered

    def text(self, name: str, plain: str, about: str) -> str:
        """The text, after the sign by which an enciphered one is known."""
        return MARK + plain

    def plain(self, name: str, text: str, about: str) -> str:
        """The text without that sign."""
        return text.removeprefix(MARK)

    def blind(self, purpose: str, word: str, name: str = "index") -> str:
        """The word."""
        return word
