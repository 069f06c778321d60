"""A QR code as the path of an SVG: it stands in the page itself, and needs neither a script nor a second request."""

from dataclasses import dataclass
from itertools import groupby

import segno


@dataclass(frozen=True)
class Drawing:
    """``path``: the dark squares, one unit each; ``size``: units a side, without the white margin."""

    path: str
    size: int


def drawn(text: str) -> Drawing:
    """The QR code of ``text``; a seventh of it may be unreadable (level M)."""
    matrix = segno.make(text, error="m", micro=False).matrix
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, same in groupby(row):
            length = len(list(same))
            if dark:
                runs.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return Drawing("".join(runs), len(matrix))
