"""What a refusal of a document says to people."""

from cases.words import N_

DOCUMENT_PROBLEMS: dict[str, tuple[str, str]] = {
    "document_empty": (
        N_("The file is empty"),
        N_("There is nothing in it. Choose it again, or scan the paper again."),
    ),
    "document_too_large": (
        N_("The file is too large"),
        N_(
            "It is larger than what is taken here. Photograph the paper at a lower quality, or send a long document in "
            "parts."
        ),
    ),
    "document_of_another_kind": (
        N_("Not a kind of file that is taken"),
        N_(
            "Photographs (JPEG, PNG) and PDF are taken, by what is in the file and not by its name. Save it as PDF, or "
            "photograph it."
        ),
    ),
    "document_active": (
        N_("The file does something by itself"),
        N_("It holds a script or another file inside. Print it, or print it to PDF, and attach that."),
    ),
    "document_unreadable": (
        N_("The file cannot be opened"),
        N_(
            "It is damaged, was cut off on its way, or is locked with a password. Open it yourself, save it anew, and "
            "try again."
        ),
    ),
    "document_too_wide": (
        N_("The picture is too big"),
        N_("It has more pixels than are taken here. Photograph the paper at a lower resolution."),
    ),
    "document_infected": (
        N_("The file would do harm"),
        N_(
            "The scanner knows what is in it. It is not kept and not given out: do not open it, do not send it on, and "
            "tell your administrator."
        ),
    ),
    "not_scanned_yet": (
        N_("Not checked yet"),
        N_("No scanner has looked at this document yet, so it is not given out. Try again in a while."),
    ),
    "document_withdrawn": (
        N_("The document was withdrawn"),
        N_("It was taken back from this step, with a reason. Supervisors can still read it."),
    ),
    "document_lost": (
        N_("The document is not as it was attached"),
        N_(
            "What lies in the storage is not what was attached, or nothing lies there. Tell your administrator: it "
            "must be put back from its copy."
        ),
    ),
    "storage_away": (
        N_("The documents cannot be reached"),
        N_("Their storage does not answer. Nothing was changed. Try again in a while, and tell your administrator."),
    ),
}
"""By the refusal's code: a title and a sentence, as msgids."""
