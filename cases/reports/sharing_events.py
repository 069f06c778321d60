"""Consent to share lives: given for one recipient and purpose, withdrawn at any hour, the withdrawal reviewed."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.parts import Views
from cases.reports.sharing import GivenBy, Purpose, Recipient
from cases.reports.text import LanguageCode, Line, NeededLine, NeededText, Text
from cases.sharing import Shared
from cases.words import N_

WHICH = N_("If somebody else: who")
CHILD_SAID = N_("If the guardian speaks: what the child says of it")


class SharingConsented(Report):
    """Who consented that one recipient has the child's data for one purpose, and on what this rests.

    A consent whose basis nobody wrote down is none (after GAO-15-521, which found that of consents to return).
    """

    name = "sharing_consented"

    recipient: Recipient = Field(title=N_("Who may receive the data"))
    recipient_name: Line = Field(title=WHICH, default="")
    purpose: Purpose = Field(title=N_("For what"))
    purpose_details: Line = Field(title=N_("If for another purpose: which"), default="")
    given_by: GivenBy = Field(title=N_("Who consents"))
    child_said: Text = Field(title=CHILD_SAID, default="")
    how_informed: NeededText = Field(title=N_("What was explained, and how"))
    language: LanguageCode = Field(title=N_("In which language"))
    interpreter: Line = Field(title=N_("Name of the interpreter, if there was one"), default="")
    interpreter_silent: bool = Field(title=N_("The interpreter has promised confidentiality"), default=False)
    why_able: NeededText = Field(
        title=N_("What shows that whoever consents was able to"),
        description=N_("Age and maturity, how it was said back; of a guardian, the appointment."),
    )
    may_withdraw_told: bool = Field(title=N_("It was said that this may be taken back at any time"))
    given_at: AwareDatetime = Field(title=N_("When it was given"))
    until: date | None = Field(title=N_("Last day on which it holds, if it was limited"), default=None)

    @classmethod
    def example(cls) -> Self:
        """Luz lets the agency of her country know what it needs to receive her."""
        return cls(
            done_at=story.at("2026-12-03", 16, 20),
            recipient=Recipient.RECEIVING_AGENCY,
            purpose=Purpose.RETURN,
            given_by=GivenBy.CHILD,
            how_informed="With drawings of who reads what; she asked who can see where she sleeps.",
            language="mam",
            interpreter="Inés Intérprete Ejemplo",
            interpreter_silent=True,
            why_able="Thirteen; said back in her own words what it is for, and that she may say no.",
            may_withdraw_told=True,
            given_at=story.at("2026-12-03", 15, 50),
        )

    def checks(self) -> Iterator[Problem]:
        """Named, explained, taken back at will, and in the order of time."""
        if self.recipient == Recipient.OTHER and not self.recipient_name:
            yield "recipient_name", N_("Say who it is.")
        if self.purpose == Purpose.OTHER and not self.purpose_details:
            yield "purpose_details", N_("Say for what.")
        if self.given_by == GivenBy.GUARDIAN and not self.child_said:
            yield "child_said", N_("A guardian does not speak over the child's head: write what the child says.")
        if self.interpreter and not self.interpreter_silent:
            yield "interpreter_silent", N_("An interpreter must promise confidentiality before anything is explained.")
        if not self.may_withdraw_told:
            yield "may_withdraw_told", N_("Explain first that it may be taken back: else it is no consent.")
        if self.given_at > self.done_at:
            yield "given_at", N_("It was given before this was reported, not after.")
        if self.until is not None and self.until < self.given_at.date():
            yield "until", N_("Its last day cannot lie before the day on which it was given.")

    def sharing(self) -> Iterator[Shared]:
        """One recipient, one purpose, allowed."""
        yield Shared(
            recipient=self.recipient.value, purpose=self.purpose.value, allowed=True, given_by=self.given_by.value
        )


class SharingWithdrawn(Report):
    """Who takes a consent back, towards whom, for what, in which words. No reason is asked.

    It is honoured too where no consent had been recorded: then it is a no.
    """

    name = "sharing_withdrawn"

    withdrawn_at: AwareDatetime = Field(title=N_("When it was said"))
    recipient: Recipient = Field(title=N_("Who may no longer receive the data"))
    recipient_name: Line = Field(title=WHICH, default="")
    purpose: Purpose | None = Field(
        title=N_("For what"), description=N_("Leave open if it is for every purpose."), default=None
    )
    may_have_for_others: bool = Field(
        title=N_("For other purposes the recipient may still have the data"),
        description=N_("Only if this was said. Otherwise nothing reaches the recipient any more."),
        default=False,
    )
    needed_for_journey: bool = Field(
        title=N_("The journey, or the care after it, depends on this recipient"),
        description=N_("Then the journey stops. Without the agency of the receiving country it always does."),
        default=False,
    )
    given_by: GivenBy = Field(title=N_("Who withdraws"))
    words: NeededText = Field(title=N_("What was said, in these very words"))
    child_said: Text = Field(title=CHILD_SAID, default="")
    told_to: NeededLine = Field(title=N_("To whom"))
    language: LanguageCode = Field(title=N_("In which language"))
    interpreter: Line = Field(title=N_("Name of the interpreter, if there was one"), default="")
    pressure_suspected: bool = Field(title=N_("Somebody may have pressed the child"), default=False)
    pressure_details: Text = Field(title=N_("If so: who, and how"), default="")
    left_otherwise: Text = Field(
        title=N_("What the recipient already has that did not pass through this system"),
        description=N_("What did pass through it is recorded by itself."),
        default="",
    )

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz changed her mind about the agency of her country."""
        return cls(
            done_at=story.at("2027-01-12", 16),
            withdrawn_at=story.at("2027-01-12", 15, 45),
            recipient=Recipient.RECEIVING_AGENCY,
            given_by=GivenBy.CHILD,
            words="I do not want them over there to know where I am.",
            told_to=story.SHELTER_WORKER,
            language="es",
        )

    def checks(self) -> Iterator[Problem]:
        """Whom it is about is clear, and the child is heard."""
        if self.recipient == Recipient.OTHER and not self.recipient_name:
            yield "recipient_name", N_("Say who it is.")
        if self.may_have_for_others and self.purpose is None:
            yield "purpose", N_("Say for which purpose it was withdrawn: for every one, no other is left.")
        if self.given_by == GivenBy.GUARDIAN and not self.child_said:
            yield "child_said", N_("A guardian does not speak over the child's head: write what the child says.")
        if self.pressure_suspected and not self.pressure_details:
            yield "pressure_details", N_("Say who may have pressed the child, and how.")
        if self.withdrawn_at > self.done_at:
            yield "withdrawn_at", N_("It was said before this was reported, not after.")

    def outcome(self) -> str:
        """Whether a journey can go on without this recipient."""
        needed = self.recipient == Recipient.RECEIVING_AGENCY or self.needed_for_journey
        return "journey_stops" if needed and not self.may_have_for_others else "journey_goes_on"

    def sharing(self) -> Iterator[Shared]:
        """One recipient, for one purpose or for all, no longer allowed."""
        yield Shared(
            recipient=self.recipient.value,
            purpose=self.purpose.value if self.purpose else None,
            allowed=False,
            given_by=self.given_by.value,
            shuts=not self.may_have_for_others,
        )


class SharingResult(Coded):
    """What the review of a withdrawn consent ends in."""

    STANDS = "sharing_stays_shut", N_("Nothing more is shared; the child is protected without it")
    ANEW = "sharing_decide_anew", N_("The best interests are determined and the decision is taken anew")
    AGAIN = "sharing_agreed_again", N_("A new consent was given and recorded")


class SharingReviewed(Report):
    """The best-interest review of a withdrawal: what it changes for the child, and what became of what had left."""

    name = "sharing_reviewed"

    reviewed_by: NeededLine = Field(title=N_("Who reviewed it"))
    views: Views = Field(title=N_("What the child says"))
    result: SharingResult = Field(title=N_("Result"))
    reasons: NeededText = Field(title=N_("Why this is best for the child"))
    asked_back: NeededText = Field(
        title=N_("What the recipient was asked to return or delete, and the answer"),
        description=N_("Or why nothing was asked: nothing had left, or asking would itself tell where the child is."),
    )
    protection: NeededText = Field(title=N_("Who protects the child in the place of this recipient, if it is needed"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had Luz withdrawn her consent."""
        return cls(
            done_at=story.at("2027-01-14", 17),
            reviewed_by="Ana Abogada Ejemplo",
            views=Views(
                heard="spoke",
                words="My uncle works in that office.",
                language="es",
                guardian_present=True,
                lawyer_present=True,
                disagrees=False,
            ),
            result=SharingResult.ANEW,
            reasons="The uncle is named in her statement; whether she can return must be judged again.",
            asked_back="Nothing: the question would tell the uncle that she is here.",
            protection="The shelter and the guardian go on; no return is prepared.",
        )

    def checks(self) -> Iterator[Problem]:
        """Nobody reviews over the child's head."""
        if not self.views.known:
            yield "views.heard", N_("Hear the child first: the review is about what the child wants known.")

    def outcome(self) -> str:
        """What the review ends in."""
        return self.result.value
