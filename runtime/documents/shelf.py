"""What an installation does with a file: the kinds and the size it takes, its scanner, its storage."""

from dataclasses import dataclass

from runtime.documents.objects import Objects, objects
from runtime.documents.scanner import Scanner, scanner
from runtime.settings import Settings

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Shelf:
    """``mebibytes``: how large a file may be. ``only_scanned``: what no scanner has looked at is not given out."""

    objects: Objects
    scanner: Scanner
    taken: frozenset[str]
    mebibytes: int
    only_scanned: bool

    @property
    def largest(self) -> int:
        """Bytes of a file at most."""
        return self.mebibytes * MEBIBYTE


def shelf(settings: Settings) -> Shelf:
    """The one of these settings. Nothing is made and nobody is asked before the first file comes."""
    return Shelf(
        objects(settings.documents_in),
        scanner(settings.scanner_address),
        frozenset(settings.document_types.split()),
        settings.document_largest_mib,
        settings.mode == "production",
    )
