"""What a file is, by its bytes: its name and what a browser says of it count for nothing."""

import re
from dataclasses import dataclass

import puremagic

HIDDEN = (b"<?php", b"<script", b"<html", b"<svg", b"<!doctype html", b"<?xml-stylesheet")
"""What would run or be shown as something else, wherever it stands: in a comment, after the end."""

ACTING = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)\b")
"""Names of what a PDF does by itself, or carries along."""

ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
"""A PDF may write any letter of a name so."""

END_OF_A_ZIP, AT_MOST_BEFORE_ITS_END = b"PK\x05\x06", 65557
"""How an archive ends, and how many bytes may follow that: whatever stands before it, it opens as one."""


class WrongKind(Exception):
    """The bytes are none of the kinds that are taken."""


class Active(Exception):
    """It holds what acts by itself, or is two kinds of file at once."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: its media type, what its name ends with, and what it begins with."""

    media_type: str
    ending: str
    begins: bytes


KINDS = {
    each.media_type: each
    for each in (
        Kind("image/jpeg", "jpg", b"\xff\xd8\xff"),
        Kind("image/png", "png", b"\x89PNG\r\n\x1a\n"),
        Kind("application/pdf", "pdf", b"%PDF-"),
    )
}
"""All that can be taken; an installation may take fewer (RESGUARDO_DOCUMENT_TYPES)."""


def kind_of(content: bytes, taken: frozenset[str] = frozenset(KINDS)) -> Kind:
    """What it is. Raises WrongKind, and Active."""
    kind = next((KINDS[name] for name in sorted(taken) if content.startswith(KINDS[name].begins)), None)
    if kind is None or kind.media_type not in _recognised(content):
        raise WrongKind
    _demand_inert(kind, content)
    return kind


def _recognised(content: bytes) -> set[str]:
    try:
        return {each.mime_type for each in puremagic.magic_string(content)}
    except puremagic.PureError:
        return set()


def _demand_inert(kind: Kind, content: bytes) -> None:
    lower = content.lower()
    found = any(each in lower for each in HIDDEN) or END_OF_A_ZIP in content[-AT_MOST_BEFORE_ITS_END:]
    if kind.media_type == "application/pdf":
        found = found or ACTING.search(_unescaped(content)) is not None
    else:
        found = found or b"%pdf-" in lower
    if found:
        raise Active


def _unescaped(content: bytes) -> bytes:
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
