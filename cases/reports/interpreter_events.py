"""Nobody speaks the child's language, and somebody is found (domain section 7; LGDNNA 92)."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.parts import Interpreter
from cases.reports.text import LanguageCode, Line, NeededText, Text
from cases.words import N_


class NoInterpreter(Report):
    """Which language, and where one was looked for. Until one is found nobody hears, determines or decides."""

    name = "no_interpreter"

    language: LanguageCode = Field(title=N_("Language of the child"))
    variant: Line = Field(title=N_("Variant or place (an indigenous language has many)"), default="")
    sign_language: bool = Field(title=N_("It is a sign language"), default=False)
    asked: NeededText = Field(title=N_("Where an interpreter was looked for"))
    meanwhile: NeededText = Field(title=N_("How one makes oneself understood meanwhile, for care and safety only"))
    refused_persons: Text = Field(title=N_("Who offered and may not (relatives, companions, consulate)"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, had nobody spoken Mam."""
        return cls(
            done_at=story.at("2026-12-02", 18),
            language="mam",
            variant="Mam of San Marcos",
            asked="Institute of indigenous languages; two universities.",
            meanwhile="Pictures and a few words of Spanish: food, sleep, pain.",
        )


class InterpretingHow(Coded):
    """Where the interpreter is."""

    PRESENT = "interpreter_present", N_("In the room")
    VIDEO = "interpreter_video", N_("By video")
    PHONE = "interpreter_phone", N_("By telephone")


class InterpreterFound(Report):
    """Who, from where, and that the child understands and trusts them."""

    name = "interpreter_found"

    interpreter: Interpreter = Field(title=N_("Interpreter"))
    how: InterpretingHow = Field(title=N_("How"))
    line_is_safe: bool | None = Field(
        title=N_("If from afar: the line is protected, and nobody else is in the room"), default=None
    )
    child_understands: bool = Field(title=N_("The child understands this person, and was asked whether it may be so"))
    independent: bool = Field(title=N_("No relative, companion or consular officer, and nobody of the network"))
    available_until: Line = Field(title=N_("For which steps the interpreter stays"), default="")

    @classmethod
    def example(cls) -> Self:
        """What it would be, three days later."""
        return cls(
            done_at=story.at("2026-12-05", 18),
            interpreter=Interpreter(name="Inés Intérprete Ejemplo", language="mam", promised_silence=True),
            how=InterpretingHow.VIDEO,
            line_is_safe=True,
            child_understands=True,
            independent=True,
            available_until="Until the child has left or stays",
        )

    def checks(self) -> Iterator[Problem]:
        """Understood, independent, and on a line nobody else hears."""
        if not self.child_understands:
            yield "child_understands", N_("Look for another one: the child does not understand this interpreter.")
        if not self.independent:
            yield "independent", N_("A relative, a companion or the consulate does not interpret for the child.")
        if self.how != InterpretingHow.PRESENT and not self.line_is_safe:
            yield "line_is_safe", N_("From afar only on a protected line, with nobody else in the room.")
