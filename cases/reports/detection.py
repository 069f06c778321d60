"""A1: a presumed child victim is found and reported."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Part, Problem, Report
from cases.reports.bodies import DetectingBody
from cases.reports.companions import Companion, FamilyLink, PaperLook, ShownPaper
from cases.reports.htcds import Gender, StatusDecidedBy, TraffickingStatus
from cases.reports.htcds_exploitation import Exploitation
from cases.reports.indicators import Indicator
from cases.reports.text import CountryCode, LanguageCode, Line, NeededLine, Phone, Text
from cases.words import N_
from guidelines.majority import majority_on


class Detector(Part):
    """The public official, or other person, who found the child."""

    name: NeededLine = Field(title=N_("Name of the officer"))
    body: DetectingBody = Field(title=N_("Body"))
    unit: Line = Field(title=N_("Unit"), default="")
    phone: Phone = Field(title=N_("Telephone"), default="")
    trained: bool = Field(title=N_("Trained to interview children"))


class Detection(Report):
    """Who was found, where, by whom, and what made them suspect (domain A1; MX Ley de Migracion 112.I).

    Reasonable suspicion is enough: no complaint and no cooperation is asked of the child (CR Ley 9095 article 2(b)).
    Everything about the child is as claimed or seen, not as proved.
    """

    name = "detection"
    supplies = ("of_age",)

    detected_at: AwareDatetime = Field(title=N_("When the child was found"))
    place: NeededLine = Field(title=N_("Where the child was found"))
    municipality: NeededLine = Field(title=N_("Municipality"))
    country: CountryCode = Field(title=N_("Country"))
    officer: Detector = Field(title=N_("Who found the child"))

    child_name: NeededLine = Field(title=N_("Name the child gives"), description=N_("If unknown, write: unknown."))
    aliases: tuple[NeededLine, ...] = Field(title=N_("Other names"), default=())
    birth_date: date | None = Field(title=N_("Date of birth"), default=None)
    apparent_age: int | None = Field(title=N_("Age the child appears to have, in years"), default=None, ge=0, le=25)
    gender: Gender = Field(title=N_("Gender"))
    nationalities: tuple[CountryCode, ...] = Field(title=N_("Nationality claimed"), default=())
    languages: tuple[LanguageCode, ...] = Field(title=N_("Languages, the first one first"), min_length=1)
    needs_interpreter: bool = Field(title=N_("An interpreter is needed"))
    papers: tuple[ShownPaper, ...] = Field(title=N_("Documents shown"), default=())

    trafficking_status: TraffickingStatus = Field(title=N_("Trafficking status"), default=TraffickingStatus.POSSIBLE)
    status_decided_by: StatusDecidedBy = Field(title=N_("Who says so"))
    indicators: tuple[Indicator, ...] = Field(title=N_("Signs of trafficking"), default=())
    indicators_text: Text = Field(title=N_("What was seen and heard"), default="")
    suspected_exploitation: tuple[Exploitation, ...] = Field(title=N_("Suspected exploitation"), default=())
    immediate_danger: bool = Field(title=N_("The child is in immediate danger"))
    companions: tuple[Companion, ...] = Field(title=N_("Who was with the child"), default=())
    account_consistent: bool | None = Field(title=N_("The account given is consistent"), default=None)
    exit_permission_shown: bool | None = Field(title=N_("An exit permission was shown"), default=None)
    belongings: Text = Field(title=N_("Belongings"), default="")
    reported_to: NeededLine = Field(title=N_("Reported to"))
    reported_at: AwareDatetime = Field(title=N_("When it was reported"))

    @property
    def majority(self) -> date | None:
        """The eighteenth birthday, by the date of birth that is claimed."""
        return majority_on(self.birth_date) if self.birth_date else None

    def facts(self, now: datetime) -> dict[str, Any]:
        """Of age by now, though found as a child. Whoever is found of age is a question of the age assessment."""
        if self.majority is None or self.majority <= self.detected_at.date():
            return {"of_age": False}
        return {"of_age": now.date() >= self.majority}

    @classmethod
    def example(cls) -> Self:
        """Luz is found at a market."""
        return cls(
            done_at=story.at("2026-12-01", 16, 30),
            detected_at=story.FOUND,
            place="Mercado de ejemplo",
            municipality="Tapachula",
            country="MX",
            officer=Detector(
                name="Óscar Inspector Ejemplo", body=DetectingBody.LABOUR, phone=story.HOST_PHONE, trained=True
            ),
            child_name=story.CHILD,
            aliases=("Lucía",),
            birth_date=date.fromisoformat(story.BIRTH),
            apparent_age=13,
            gender=Gender.FEMININE,
            nationalities=("GT",),
            languages=("es", "mam"),
            needs_interpreter=False,
            papers=(ShownPaper(kind="Copy of a birth record", country="GT", look=PaperLook.DOUBTFUL),),
            status_decided_by=StatusDecidedBy.GOVERNMENT,
            indicators=(Indicator.PAPERS_HELD, Indicator.NO_PAY, Indicator.FEAR),
            indicators_text="Works from before dawn; looks at the employer before she answers.",
            suspected_exploitation=(Exploitation.LABOUR,),
            immediate_danger=True,
            companions=(Companion(name="N. Empleador Ejemplo", link=FamilyLink.NONE, link_proved=False, suspect=True),),
            account_consistent=True,
            exit_permission_shown=False,
            belongings="A school bag, one change of clothes.",
            reported_to=story.HOST_AUTHORITY,
            reported_at=story.at("2026-12-01", 16, 20),
        )

    def checks(self) -> Iterator[Problem]:
        """An age of some kind, a reason of some kind, hours in order."""
        if self.birth_date is None and self.apparent_age is None:
            yield "apparent_age", N_("Give the date of birth, or the age the child appears to have.")
        if self.birth_date and self.birth_date > self.detected_at.date():
            yield "birth_date", N_("The date of birth is after the day the child was found.")
        if not self.indicators and not self.indicators_text:
            yield "indicators", N_("Choose at least one sign, or describe what was seen and heard.")
        if self.trafficking_status == TraffickingStatus.NOT_A_VICTIM:
            yield (
                "trafficking_status",
                N_("This path is for presumed victims. Refer other children to the track for unaccompanied children."),
            )
        if self.reported_at < self.detected_at:
            yield "reported_at", N_("The report cannot come before the child was found.")
