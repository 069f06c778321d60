"""People and sayings that many reports share: officials, contacts, interpreters, the child's views, the consent."""

from collections.abc import Iterator

from pydantic import AwareDatetime, Field

from cases.reports.base import Part, Problem
from cases.reports.coded import Coded
from cases.reports.text import LanguageCode, Line, NeededLine, NeededText, Phone, Text
from cases.words import N_


class Official(Part):
    """Somebody who acts for an authority; ``paper`` is the number of the document that proves who they are."""

    name: NeededLine = Field(title=N_("Full name"))
    post: NeededLine = Field(title=N_("Post"))
    agency: NeededLine = Field(title=N_("Agency"))
    paper: Line = Field(title=N_("Number of the identity document"), default="")
    phone: Phone = Field(title=N_("Telephone"), default="", description=N_("With country code, no blanks."))


class Contact(Part):
    """Whom to call, and who answers when they do not."""

    name: NeededLine = Field(title=N_("Contact"))
    agency: NeededLine = Field(title=N_("Agency"))
    phone: Phone = Field(title=N_("Telephone"), description=N_("With country code, no blanks."))
    alternate_name: Line = Field(title=N_("Alternate contact"), default="")
    alternate_phone: Phone = Field(title=N_("Telephone of the alternate"), default="")


class Interpreter(Part):
    """Who interpreted (LGDNNA 92: free of charge). Never a relative, a companion or a consular officer."""

    name: NeededLine = Field(title=N_("Name of the interpreter"))
    language: LanguageCode = Field(title=N_("Language interpreted"))
    promised_silence: bool = Field(title=N_("Has promised confidentiality"))

    def checks(self) -> Iterator[Problem]:
        """Nobody interprets for a child without the promise."""
        if not self.promised_silence:
            yield "promised_silence", N_("An interpreter must promise confidentiality before the child speaks.")


class Heard(Coded):
    """How the child's views came to be known. To be heard is a right, not a duty (CRC article 12)."""

    SPOKE = "spoke", N_("The child spoke")
    OTHER_WAY = "other_way", N_("The child wrote, drew or showed it in another way")
    CHOSE_SILENCE = "chose_silence", N_("The child was asked and chose not to speak")
    NOT_HEARD = "not_heard", N_("The child has not been heard")


class Views(Part):
    """The child's own position at this point (domain A6; LGDNNA 92; CRC article 12)."""

    heard: Heard = Field(title=N_("How the child was heard"))
    words: Text = Field(title=N_("What the child said, in the child's own words"), default="")
    why_not: Text = Field(title=N_("If the child did not speak: why, and what was tried"), default="")
    language: LanguageCode = Field(title=N_("Language the child spoke"))
    guardian_present: bool = Field(title=N_("The guardian was present"))
    lawyer_present: bool = Field(title=N_("A lawyer was present"))
    disagrees: bool = Field(title=N_("The child disagrees with what is planned"))

    @property
    def known(self) -> bool:
        """The child was heard, or was asked and chose silence."""
        return self.heard != Heard.NOT_HEARD

    def checks(self) -> Iterator[Problem]:
        """Words where the child spoke, a reason where not."""
        if self.heard in (Heard.SPOKE, Heard.OTHER_WAY) and not self.words:
            yield "words", N_("Write what the child said, in the child's own words.")
        if self.heard in (Heard.CHOSE_SILENCE, Heard.NOT_HEARD) and not self.why_not:
            yield "why_not", N_("Say why the child did not speak, and what was tried.")


class Consent(Part):
    """The child's consent to return: voluntary, informed, on a recorded basis (LGPSEDMTP 76; CR Ley 9095; GAO-15-521).

    A consent whose basis nobody wrote down is none.
    """

    voluntary: bool = Field(title=N_("The child wants to return, and nobody pressed the child"))
    informed: bool = Field(title=N_("The child knows the risks, the alternatives, and that the answer may change"))
    guardian_agrees: bool = Field(title=N_("The guardian agrees"))
    basis: NeededText = Field(
        title=N_("What shows that the child was able to decide"),
        description=N_("Age and maturity, what was explained and how, how the child answered."),
    )
    given_at: AwareDatetime = Field(title=N_("When the consent was given"))
    witnessed_by: NeededLine = Field(title=N_("Who heard it"))


class DataConsent(Part):
    """Agreement to keep and use the child's data: the consent block of IOM's screening form (HTCDS con_Consent)."""

    assents_to_interview: bool = Field(title=N_("The child agrees to be interviewed"))
    purpose_told: bool = Field(title=N_("The purpose was explained"))
    uses_told: bool = Field(title=N_("The uses of the data were explained"))
    research_allowed: bool = Field(title=N_("Research without names is allowed"))
    access_told: bool = Field(title=N_("The right to see the data was explained"))
    storage_told: bool = Field(title=N_("How long the data are kept was explained"))
    withdrawal_told: bool = Field(title=N_("How to withdraw was explained"))
    guardian_consents: bool = Field(title=N_("The guardian consents"))
