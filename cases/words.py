"""Marks a text for translation where it is written, without translating it there."""


def N_(text: str) -> str:
    """Return ``text`` unchanged; Babel collects it, the templates translate it."""
    return text
