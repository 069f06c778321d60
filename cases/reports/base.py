"""What every step report has in common: when it was done, on what evidence, and which facts it supplies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError  # deptry: ignore[DEP003]

from cases.promise import Promised
from cases.sharing import Shared
from cases.words import N_

Problem = tuple[str, str]
"""A field (``views.words`` inside a part), and the sentence that says what is wrong with it (a msgid)."""


@dataclass(frozen=True)
class Filing:
    """That a report is being filed now, and what the case lets it ask: the context of its validation.

    What is only *read* is validated without it: a report filed under earlier demands stays readable as it was filed.
    """

    contact_shut: bool = False
    """Nothing may be told to the country of origin (signs of a need for international protection)."""


class Passing(NamedTuple):
    """A child passes from one person to another: the moment, and the numbers of both identity documents."""

    at: datetime
    giver_paper: str
    taker_paper: str


class Part(BaseModel):
    """A part of a report. Unknown keys are refused; blanks around a text are dropped; a statement never changes.

    What is typed never appears in an error's text, for errors reach logs.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True, hide_input_in_errors=True)

    only_with_contact: ClassVar[tuple[str, ...]] = ()
    """Fields that are asked, and must be answered, only while contact with the country of origin is not shut."""

    def checks(self) -> Iterator[Problem]:
        """Every problem between its fields. All of them reach the page at once, each at its own field."""
        yield from ()

    def checks_when_filed(self, filing: Filing) -> Iterator[Problem]:
        """Every problem that only a report filed from now on is refused for, in the case as it stands."""
        yield from ()

    @model_validator(mode="after")
    def _refuse_problems(self, info: ValidationInfo) -> Self:
        found = [*self.checks()]
        if isinstance(info.context, Filing):
            found += self.checks_when_filed(info.context)
        problems = [
            InitErrorDetails(type=PydanticCustomError("report", sentence), loc=tuple(field.split(".")), input=None)
            for field, sentence in found
        ]
        if problems:
            raise ValidationError.from_exception_data(type(self).__name__, problems, hide_input=True)
        return self


class Evidence(Part):
    """A paper that proves something in the report; ``kind`` is an id of guidelines/vocabulary.yaml."""

    kind: str = Field(title=N_("Kind of evidence"), min_length=1, max_length=60)
    reference: str = Field(title=N_("Reference or number"), min_length=1, max_length=120)
    issued_by: str = Field(title=N_("Issued by"), max_length=200, default="")


def _with_example(schema: dict[str, Any], model: type["Report"]) -> None:
    schema["examples"] = [model.example().model_dump(mode="json")]


class Report(Part):
    """The base of all step reports.

    ``done_at`` is when the act was done, not when it was typed: later clocks start from it. Times are UTC.
    """

    model_config = ConfigDict(json_schema_extra=_with_example)

    name: ClassVar[str]
    """The report's id: the step's ``report_model``."""
    supplies: ClassVar[tuple[str, ...]] = ()
    """The facts (guidelines.facts.Facts) this report answers for."""

    done_at: AwareDatetime = Field(title=N_("When it was done"))
    evidence: tuple[Evidence, ...] = Field(title=N_("Evidence"), default=())
    remarks: str = Field(title=N_("Remarks"), default="", max_length=4000, json_schema_extra={"widget": "textarea"})

    @classmethod
    def example(cls) -> Self:
        """A complete worked report of an invented case (cases.reports.story)."""
        raise NotImplementedError(cls.__name__)

    def facts(self, now: datetime) -> dict[str, Any]:
        """The facts it supplies, as they stand at ``now``. Keys are exactly ``supplies``."""
        return {}

    def outcome(self) -> str | None:
        """What the workflow may branch on ("clear", "need", "accepted", "red_flag" ...); None for most."""
        return None

    def promises(self) -> Iterator[Promised]:
        """What others count on because of it, in the order in which it is promised; nothing for most."""
        yield from ()

    def sharing(self) -> Iterator[Shared]:
        """Who may have the child's data from now on, and who no longer; nothing for most."""
        yield from ()

    def lost_legs(self) -> list[int]:
        """Legs of the journey on which nobody travels as it was booked; none for most."""
        return []

    def passing(self) -> Passing | None:
        """By whose signatures, and when, the child passed from one to another; None for most."""
        return None
