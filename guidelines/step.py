"""One step of the guidelines, and the stage it belongs to."""

from typing import Literal

from pydantic import Field

from guidelines.citation import Citation
from guidelines.deadline import Deadline, Term
from guidelines.model import Model, Words

Side = Literal["host", "origin", "both"]
Gate = Literal["consular_notice", "decision", "departure", "release"]
Approver = Literal["supervisor", "counterpart"]


class Visit(Model):
    """One of a series: the same duty again, each time with its own clock."""

    id: str
    title: Words
    deadline: Deadline


class Step(Model):
    """One duty: whose it is, when it may begin, what it needs, by when, and under which text.

    ``duty`` is our paraphrase, never the instrument's own words. ``after`` orders; ``only_if`` names
    conditions under which the step applies at all; ``needs`` names conditions that keep it closed until met.
    ``gate`` names the safeguards judged before it may be finished. ``moments`` says which field of
    the report gives a moment that other clocks start from. ``renewable``: reporting progress starts the clock again.
    ``opens_before``: the step opens that long before it is due. ``turns`` names conditions that its report may turn:
    what no longer applies then stops, and what was passed over because of one is judged again.
    """

    id: str
    title: Words
    duty: Words
    side: Side
    cite: Citation
    responsible: str
    after: tuple[str, ...] = ()
    only_if: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    gate: Gate | None = None
    evidence: tuple[str, ...] = ()
    approvals: tuple[Approver, ...] = ()
    report: str = ""
    moments: dict[str, str] = Field(default_factory=dict)
    deadline: Deadline | None = None
    renewable: bool = False
    opens_before: Term | None = None
    series: tuple[Visit, ...] = ()
    extra: Visit | None = None
    if_blocked: Words | None = None

    @property
    def report_model(self) -> str:
        """The name of the report that finishes this step."""
        return self.report or self.id


class Stage(Model):
    """A stage of the guidelines: its steps, in the order of their ``after``."""

    stage: str
    title: Words
    side: Literal["host", "origin"]
    introduction: Words
    steps: tuple[Step, ...] = Field(min_length=1)
