"""What somebody says who takes a case away as a file: for what, and to whom it is meant to go."""

from collections.abc import Iterator

from pydantic import Field

from cases.reports.base import Part, Problem
from cases.reports.coded import Coded
from cases.reports.text import Line, NeededLine
from cases.words import N_


class Purpose(Coded):
    """For what a case is taken away."""

    COURT = "court", N_("A court or a prosecutor asked for it")
    TRANSFER = "transfer", N_("Another agency takes the case over, or a part of it")
    CHILD_OR_GUARDIAN = "child_or_guardian", N_("The child or the guardian asked for it")
    SUPERVISION = "supervision", N_("Supervision or inspection of this agency")
    OTHER = "other_purpose", N_("Another purpose")


class FileForm(Coded):
    """In which form."""

    HTML = "html", N_("To be read and printed (HTML)")
    JSON = "json", N_("For another program (JSON)")


class ExportAsked(Part):
    """A case, as a file. Everything here is kept before the file is given."""

    purpose: Purpose = Field(title=N_("For what"))
    words: Line = Field(
        title=N_("Which proceedings, request or order"),
        description=N_("Its number and date, if it has one. Needed where the purpose is another one."),
        default="",
    )
    recipient: NeededLine = Field(
        title=N_("To whom it goes"),
        description=N_("The authority and the person, as on an envelope. It stands beside your name on the case."),
    )
    form: FileForm = Field(title=N_("As what kind of file"), default=FileForm.HTML)
    addresses: bool = Field(
        title=N_("With where the child sleeps and is"),
        description=N_("Only if whoever receives it must know. Else those answers are left out of the file."),
        default=False,
    )

    def checks(self) -> Iterator[Problem]:
        """Another purpose is said in words."""
        if self.purpose is Purpose.OTHER and not self.words:
            yield "words", N_("Say what it is for.")
