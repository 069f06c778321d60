"""The child is a witness in an open trial, and is free to leave (domain section 7; LGPSEDMTP 76)."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.text import Line, NeededLine, NeededText, Text
from cases.words import N_


class TrialOpen(Report):
    """Which proceeding, and how the child is protected in it. The child's stay never depends on testifying."""

    name = "trial_open"

    court: NeededLine = Field(title=N_("Court"))
    case_number: NeededLine = Field(title=N_("Number of the court's case"))
    prosecutor: NeededLine = Field(title=N_("Prosecutor in charge"))
    next_hearing_at: AwareDatetime | None = Field(title=N_("Next hearing"), default=None)
    child_wishes: NeededText = Field(title=N_("What the child wants: to testify or not, to stay until the end or not"))
    stay_without_testifying: bool = Field(title=N_("The child’s stay and care do not depend on testifying"))
    protection: NeededText = Field(title=N_("Protection as a witness (name withheld, screen, video, police)"))
    lawyer: NeededLine = Field(title=N_("Lawyer of the child in the trial"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, had the recruiter been charged."""
        return cls(
            done_at=story.at("2027-01-05", 18),
            court="Juzgado penal de ejemplo",
            case_number="PEN-EJEMPLO-1",
            prosecutor="Fiscalía especial (ejemplo)",
            next_hearing_at=story.at("2027-03-02", 16),
            child_wishes="She wants to say what happened, but not to see him.",
            stay_without_testifying=True,
            protection="Name withheld; testimony by video from the shelter.",
            lawyer="Ana Abogada Ejemplo",
        )

    def checks(self) -> Iterator[Problem]:
        """Nobody buys protection with a testimony."""
        if not self.stay_without_testifying:
            yield (
                "stay_without_testifying",
                N_("Care and stay never depend on testifying. Put that right first, then report the trial."),
            )


class ReleaseGround(Coded):
    """Why the child may leave although there is, or was, a trial."""

    WORD = "prosecutor_word", N_("The prosecutor says in writing that the child may leave")
    REMOTE = "remote_testimony", N_("The child testifies from the country of origin, as arranged in writing")
    ENDED = "trial_over", N_("The trial is over")
    STAYS = "stays_for_trial", N_("The child stays here, and is followed through the trial with the stay")
    NOT_TESTIFYING = "not_testifying", N_("The child does not testify, and the prosecutor has been told")


class TrialReleased(Report):
    """The prosecutor's written word, or the arrangement for a testimony from afar."""

    name = "trial_released"

    ground: ReleaseGround = Field(title=N_("Why the child may leave"))
    reference: NeededLine = Field(title=N_("Number and date of the writing"))
    signed_by: NeededLine = Field(title=N_("Who signed it"))
    remote_where: Text = Field(title=N_("If from afar: where, by which line, with whom beside the child"), default="")
    remote_contact: Line = Field(title=N_("Whom the court calls"), default="")
    child_wishes: NeededText = Field(title=N_("What the child wants now"))
    protection_there: NeededText = Field(title=N_("How the child is protected as a witness over there"))

    @classmethod
    def example(cls) -> Self:
        """What it would be, with a video room in San Marcos."""
        return cls(
            done_at=story.at("2027-02-01", 18),
            ground=ReleaseGround.REMOTE,
            reference="OF-EJEMPLO-77, 1 February 2027",
            signed_by="Fernanda Fiscal Ejemplo",
            remote_where="Court of San Marcos, protected line, with her guardian.",
            remote_contact=story.ORIGIN_AUTHORITY,
            child_wishes="To go home, and to say it by video.",
            protection_there="Name withheld there too; the police of San Marcos know whom to call.",
        )

    def checks(self) -> Iterator[Problem]:
        """From afar only with a place and a name."""
        if self.ground == ReleaseGround.REMOTE and not (self.remote_where and self.remote_contact):
            yield "remote_where", N_("Say where the child testifies, by which line, and whom the court calls.")
