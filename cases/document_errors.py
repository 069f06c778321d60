"""What is refused of a document: what it is, what it holds, whether it may be given out."""

from cases.errors import Refusal


class DocumentEmpty(Refusal):
    """The file has no bytes."""

    code = "document_empty"


class DocumentTooLarge(Refusal):
    """The file is larger than is taken. ``mebibytes``: how large it may be."""

    code = "document_too_large"


class DocumentOfAnotherKind(Refusal):
    """By its bytes it is none of the kinds that are taken, whatever its name says. ``taken``: their endings."""

    code = "document_of_another_kind"


class DocumentActive(Refusal):
    """It holds a script or another file, or is two kinds of file at once."""

    code = "document_active"


class DocumentUnreadable(Refusal):
    """It cannot be opened: damaged, cut off, or locked with a password."""

    code = "document_unreadable"


class DocumentTooWide(Refusal):
    """The picture has more pixels than are taken."""

    code = "document_too_wide"


class DocumentInfected(Refusal):
    """The scanner knows it to do harm: it was not taken, or is not given out."""

    code = "document_infected"


class NotScannedYet(Refusal):
    """No scanner has looked at it: it is not given out until one has."""

    code = "not_scanned_yet"


class DocumentWithdrawn(Refusal):
    """It was withdrawn from its step: supervisors read it still."""

    code = "document_withdrawn"


class DocumentLost(Refusal):
    """What lies in the storage is not what was attached, or nothing lies there."""

    code = "document_lost"


class StorageAway(Refusal):
    """The storage of the documents cannot be reached: nothing was kept, nothing can be given out."""

    code = "storage_away"


DOCUMENTS: dict[str, type[Refusal]] = {
    kind.code: kind
    for kind in (
        DocumentEmpty,
        DocumentTooLarge,
        DocumentOfAnotherKind,
        DocumentActive,
        DocumentUnreadable,
        DocumentTooWide,
        DocumentInfected,
        NotScannedYet,
        DocumentWithdrawn,
        DocumentLost,
        StorageAway,
    )
}
