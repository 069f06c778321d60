"""A6: the child is told everything, and heard."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from pydantic import Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.parts import DataConsent, Heard, Interpreter, Views
from cases.reports.text import NeededLine
from cases.words import N_


class Told(Coded):
    """What a child has a right to know (after MX LGDNNA 92 and Ley de Migracion 112.IV)."""

    RIGHTS = "rights", N_("The child's rights")
    PROCEDURE = "procedure", N_("What happens next, and how long it takes")
    DECIDERS = "deciders", N_("Who decides, and on what grounds")
    LAWYER = "lawyer", N_("The right to a lawyer")
    INTERPRETER = "interpreter", N_("The right to an interpreter, free of charge")
    PROTECTION = "protection", N_("The right to ask for protection in this country")
    SAY_NO = "say_no", N_("The right to say no, and to change one's mind")
    APPEAL = "appeal", N_("The right to appeal")
    CONSULATE = "consulate", N_("What a consulate is, and when it may be told")
    PRIVACY = "privacy", N_("Who will see what the child says")


ALWAYS_TOLD = (Told.RIGHTS, Told.PROCEDURE, Told.DECIDERS, Told.PROTECTION, Told.SAY_NO)
"""Without these the child is not informed (our choice among the guarantees of LGDNNA 92)."""


class Hearing(Report):
    """What was explained, in which language, and the child's own words (domain A6; LM 112.IV and VI; LGDNNA 92)."""

    name = "hearing"
    supplies = ("child_informed", "views_at_hearing", "tracing_agreed")

    heard_by: NeededLine = Field(title=N_("Who heard the child"))
    heard_by_trained: bool = Field(title=N_("That person is trained to interview children"))
    interpreter: Interpreter | None = Field(title=N_("Interpreter"), default=None)
    told: tuple[Told, ...] = Field(title=N_("What was explained"), min_length=1)
    told_in_plain_words: bool = Field(title=N_("In words that fit the child's age and maturity"))
    child_understood: bool = Field(title=N_("The child understood, and said it back"))
    views: Views = Field(title=N_("The child's views"))
    agrees_to_tracing: bool | None = Field(
        title=N_("The child agrees that the family is looked for"),
        description=N_("Leave open if the child has not been asked."),
        default=None,
    )
    data_consent: DataConsent | None = Field(title=N_("Agreement to keep and use the child's data"), default=None)

    @classmethod
    def example(cls) -> Self:
        """Luz would like to go to her aunt."""
        return cls(
            done_at=story.at("2026-12-03", 16),
            heard_by=story.GUARDIAN,
            heard_by_trained=True,
            interpreter=Interpreter(name="Inés Intérprete Ejemplo", language="mam", promised_silence=True),
            told=tuple(Told),
            told_in_plain_words=True,
            child_understood=True,
            views=Views(
                heard=Heard.SPOKE,
                words="I do not want to go back to that house. I would like to live with my aunt Rosa.",
                language="es",
                guardian_present=True,
                lawyer_present=True,
                disagrees=False,
            ),
            agrees_to_tracing=True,
            data_consent=DataConsent(
                assents_to_interview=True,
                purpose_told=True,
                uses_told=True,
                research_allowed=False,
                access_told=True,
                storage_told=True,
                withdrawal_told=True,
                guardian_consents=True,
            ),
        )

    def checks(self) -> Iterator[Problem]:
        """By somebody trained; with the guardian; and the child really heard."""
        if not self.heard_by_trained:
            yield "heard_by_trained", N_("Only trained staff may hear a child.")
        if not self.views.known:
            yield (
                "views.heard",
                N_("A hearing in which the child was not heard is none. Wait, and hear the child first."),
            )
        if not self.views.guardian_present:
            yield "views.guardian_present", N_("The guardian must be present when the child is heard.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Informed, heard, and whether the family may be looked for."""
        understood = self.told_in_plain_words and self.child_understood
        return {
            "child_informed": understood and set(ALWAYS_TOLD) <= set(self.told),
            "views_at_hearing": self.views.known,
            "tracing_agreed": self.agrees_to_tracing,
        }
