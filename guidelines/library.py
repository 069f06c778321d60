"""The whole library, read once: region, countries, vocabulary and register, checked against one another."""

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from guidelines.checks import problems_of
from guidelines.citation import Instrument
from guidelines.country import Country, Overlay
from guidelines.deadline import Ladder
from guidelines.loader import load_as
from guidelines.model import Model
from guidelines.need_to_know import NeedToKnow
from guidelines.oversight import Oversight
from guidelines.proposal import Proposal
from guidelines.refusal import GuidelineRefused, Problem
from guidelines.retention import Retention
from guidelines.rule import Condition, Interruption, Safeguard
from guidelines.statistics import Statistics
from guidelines.step import Stage, Step
from guidelines.vocabulary import Vocabulary

M = TypeVar("M", bound=Model)

FOLDER = Path(__file__).parent

AS_A_WHOLE = ("vocabulary", "oversight", "need_to_know", "statistics", "retention")
"""Files that are one thing, and no list of things of one kind."""


class _Instruments(Model):
    instruments: tuple[Instrument, ...]


class _Ladders(Model):
    ladders: tuple[Ladder, ...]


class _Safeguards(Model):
    safeguards: tuple[Safeguard, ...]


class _Conditions(Model):
    conditions: tuple[Condition, ...]


class _Interruptions(Model):
    interruptions: tuple[Interruption, ...]


class _Duties(Model):
    duties: tuple[Step, ...]


class Library(Model):
    """Everything that the folder says, before a day and a pair of countries are chosen."""

    instruments: tuple[Instrument, ...]
    vocabulary: Vocabulary
    oversight: Oversight
    need_to_know: NeedToKnow
    statistics: Statistics
    retention: Retention
    stages: tuple[Stage, ...]
    ladders: tuple[Ladder, ...]
    safeguards: tuple[Safeguard, ...]
    conditions: tuple[Condition, ...]
    interruptions: tuple[Interruption, ...]
    interruption_files: dict[str, str]
    duties: tuple[Step, ...]
    countries: dict[str, Country]
    overlays: dict[str, Overlay]
    proposals: tuple[Proposal, ...] = ()

    def file_of(self, stage: str) -> str:
        """The file a stage stands in, for refusals."""
        place = [each.stage for each in self.stages].index(stage) + 1
        return f"region/{place:02d}_{stage}.yaml"

    def file_of_interruption(self, interruption_id: str) -> str:
        """The file an interruption stands in, for refusals. Raises KeyError."""
        return self.interruption_files[interruption_id]

    def proposal(self, proposal_id: str) -> Proposal:
        """The proposal of that id. Raises KeyError."""
        return {each.id: each for each in self.proposals}[proposal_id]

    def instrument(self, instrument_id: str) -> Instrument:
        """The registered text of that id. Raises KeyError."""
        return {each.id: each for each in self.instruments}[instrument_id]

    def condition(self, name: str) -> Condition:
        """The condition of that name, with its sentence. Raises KeyError."""
        return {each.id: each for each in self.conditions}[name]


def load(folder: Path = FOLDER) -> Library:
    """Read and check the folder. Raises GuidelineRefused with every problem found."""
    library_ = _read(folder)
    problems = problems_of(library_)
    if problems:
        raise GuidelineRefused(*problems)
    return library_


@cache
def library() -> Library:
    """This folder, loaded once in the life of the process. Raises GuidelineRefused."""
    return load()


def _read(folder: Path) -> Library:
    if not (folder / "countries").is_dir():
        mend = "Give the folder that holds region/ and countries/."
        raise GuidelineRefused(Problem(str(folder), "", "There are no guidelines here.", mend))
    found: list[Problem] = []

    def one(model: type[M], file: str) -> M | None:
        try:
            return load_as(model, folder / file, file)
        except GuidelineRefused as refused:
            found.extend(refused.problems)
            return None

    stage_files = sorted(f"region/{path.name}" for path in (folder / "region").glob("[0-9][0-9]_*.yaml"))
    event_files = sorted(
        f"region/interruptions/{path.name}" for path in (folder / "region/interruptions").glob("*.yaml")
    )
    codes = sorted(path.name for path in (folder / "countries").iterdir() if path.is_dir())
    parts = {
        "instruments": one(_Instruments, "instruments.yaml"),
        "vocabulary": one(Vocabulary, "vocabulary.yaml"),
        "oversight": one(Oversight, "oversight.yaml"),
        "need_to_know": one(NeedToKnow, "need_to_know.yaml"),
        "statistics": one(Statistics, "statistics.yaml"),
        "retention": one(Retention, "retention.yaml"),
        "ladders": one(_Ladders, "region/ladders.yaml"),
        "safeguards": one(_Safeguards, "region/safeguards.yaml"),
        "conditions": one(_Conditions, "region/conditions.yaml"),
        "duties": one(_Duties, "region/duties.yaml"),
    }
    stages = {file: one(Stage, file) for file in stage_files}
    events = {file: one(_Interruptions, file) for file in event_files}
    countries = {code: one(Country, f"countries/{code}/country.yaml") for code in codes}
    overlays = {code: one(Overlay, f"countries/{code}/overlay.yaml") for code in codes}
    proposed = {name: one(Proposal, file_of_proposal(name)) for name in _proposed(folder)}
    for number, (file, stage) in enumerate(stages.items(), start=1):
        if stage and file != f"region/{number:02d}_{stage.stage}.yaml":
            mend = f"Rename the file to {number:02d}_{stage.stage}.yaml, or correct `stage`."
            found.append(Problem(file, "stage", f"The stage is called `{stage.stage}`.", mend))
    found += [
        Problem(file_of_proposal(name), "id", f"It says `{each.id}`.", f"Write `{name}`, as the file.")
        for name, each in proposed.items()
        if each and each.id != name
    ]
    if not stages:
        found.append(Problem("region/", "", "There is no stage.", "Put the stage files back, 01_detection.yaml first."))
    if found:
        raise GuidelineRefused(*found)
    # Nothing was refused, so nothing is missing: model_construct takes what was validated piece by piece.
    listed: dict[str, Any] = {name: getattr(part, name) for name, part in parts.items() if name not in AS_A_WHOLE}
    whole: dict[str, Any] = {
        **{name: parts[name] for name in AS_A_WHOLE},
        "stages": tuple(stages.values()),
        "interruptions": tuple(each for part in events.values() if part for each in part.interruptions),
        "interruption_files": {each.id: file for file, part in events.items() if part for each in part.interruptions},
        "countries": countries,
        "overlays": overlays,
        "proposals": tuple(proposed.values()),
    }
    return Library.model_construct(**listed, **whole)


def file_of_proposal(proposal_id: str) -> str:
    """The file a proposal stands in, for refusals."""
    return f"proposals/{proposal_id}.yaml"


def _proposed(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "proposals").glob("*.yaml"))
