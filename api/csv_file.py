"""A table for a spreadsheet: CSV that Excel reads as UTF-8, and in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""Without it Excel reads the accents wrongly."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, which could send the sheet elsewhere or start a program."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file: every cell in quotation marks, every line ended as RFC 4180 says."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([plain(cell) for cell in row])
    return (BOM + text.getvalue()).encode()


def plain(cell: str) -> str:
    """The cell, kept from being a formula by an apostrophe before it; also where blanks stand before the sign."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(FORMULAS) or cell[:1] in FORMULAS else cell
