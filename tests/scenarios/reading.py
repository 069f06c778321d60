"""Scenarios as lawyers write them: YAML, read strictly. What the runner does not know is refused in a sentence."""

from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from guidelines import strict_yaml
from tests.scenarios import (  # noqa: F401  their words are known by being read
    correcting,
    expected_of_a_journey,
    expected_of_sharing,
    other_cases,
)
from tests.scenarios.acts import ACTS
from tests.scenarios.expectations import EXPECTATIONS
from tests.scenarios.stretches import STRETCHES
from tests.scenarios.world import FIRST
from tests.workflows.people import PEOPLE

HERE = Path(__file__).parent

OPTIONS = {
    "by",
    "with",
    "now",
    "as_before",
    "refused",
    "naming",
    "missing",
    "reason",
    "until",
    "to",
    "alone",
    "round",
    "gate",
    "seen",
    "case",
    "as",
}
"""What may stand beside an act."""


class Broken(Exception):
    """A scenario file that cannot be read, and what to write instead."""


class Turn(BaseModel):
    """Either acts, one after the other, or what is then true."""

    model_config = ConfigDict(extra="forbid")

    when: list[dict[str, Any]] = Field(default_factory=list)
    then: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known(self) -> Self:
        if bool(self.when) == bool(self.then):  # dumped and read again, the other one is empty
            raise ValueError("a turn has either `when` (acts) or `then` (what is true then)")
        for act in self.when:
            verbs = [key for key in act if key in ACTS]
            strange = sorted(set(act) - set(ACTS) - OPTIONS)
            if strange or len(verbs) != 1:
                raise ValueError(f"{act}: one act of {', '.join(ACTS)}; beside it {', '.join(sorted(OPTIONS))}")
            if act.get("by", "worker") not in PEOPLE:
                raise ValueError(f"{act['by']} is nobody: the people are {', '.join(PEOPLE)}")
            if {"naming", "missing"} & set(act) and "refused" not in act:
                raise ValueError(f"{act}: `naming` and `missing` stand beside `refused`")
        for then in (self.then, *self.then.get("of_others", {}).values()):
            strange = sorted(set(then) - set(EXPECTATIONS))
            if strange:
                raise ValueError(f"{strange[0]} is not an expectation: they are {', '.join(EXPECTATIONS)}")
        return self

    @property
    def cases(self) -> set[str]:
        """Every other case that this turn names."""
        named = {act[key] for act in self.when for key in act if key == "case" or key in other_cases.NAMING}
        return named | set(self.then.get("of_others", {}))


class Scenario(BaseModel):
    """One story: between two countries, from a stretch of the path on."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=10)
    host: str = "MX"
    origin: str = "GT"
    given: str
    opening: dict[str, Any] = Field(default_factory=dict)
    """What the report that opens the case says otherwise than its example."""
    others: dict[str, str] = Field(default_factory=dict)
    """Other cases between the same countries, each by a name, and where it stands."""
    without: list[str] = Field(default_factory=list)
    each: list[str] = Field(default_factory=list)
    """The same story for each of these words, which stand for {each} in it."""
    story: list[Turn] = Field(min_length=1)

    @model_validator(mode="after")
    def _known(self) -> Self:
        for given in (self.given, *self.others.values()):
            if given in STRETCHES:
                continue
            raise ValueError(f"{given} is not a stretch of the path: they are {', '.join(STRETCHES)}")
        unknown = {name for turn in self.story for name in turn.cases} - {FIRST, *self.others}
        if unknown:
            raise ValueError(f"{sorted(unknown)} is no case of this story: they are {', '.join((FIRST, *self.others))}")
        if set(self.without) - set(PEOPLE):
            raise ValueError(f"nobody of {self.without} is known: the people are {', '.join(PEOPLE)}")
        if not self.story[-1].then:
            raise ValueError("a story ends with what is true then")
        return self


class File(BaseModel):
    """The scenarios of one stage, or of one subject."""

    model_config = ConfigDict(extra="forbid")

    about: Literal[
        "detection",
        "protection",
        "assessment",
        "best_interests",
        "decision",
        "preparation",
        "transfer",
        "reception",
        "reintegration",
        "interruptions",
        "hard_cases",
        "ladder",
        "agreeing",
        "border",
        "consent",
        "journey",
        "sharing",
        "editions",
        "correcting",
        "together",
        "majority",
        "episodes",
    ]
    scenarios: list[Scenario] = Field(min_length=1)


def read(path: Path) -> list[Scenario]:
    """The scenarios of a file. Raises Broken."""
    try:
        written = File.model_validate(strict_yaml.read(path, path.name)).scenarios
    except ValidationError as invalid:
        raise Broken(
            "; ".join(f"{path.name}: {_said(each)}" for each in invalid.errors(include_url=False))
        ) from invalid

    return [Scenario.model_validate(told) for scenario in written for told in _told_for_each(scenario)]


def _said(error: ErrorDetails) -> str:
    place = ".".join(str(each) for each in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{place}: `{error['loc'][-1]}` is not a key that is known here: delete it or mend its spelling"
    return f"{place}: {error['msg']}"


def _told_for_each(scenario: Scenario) -> list[dict[str, Any]]:
    text = scenario.model_dump(exclude={"each"})
    return [_filled(text, word) for word in scenario.each] if scenario.each else [text]


def _filled(value: Any, word: str) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner, word) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, word) for inner in value]
    return value.replace("{each}", word) if isinstance(value, str) else value


HARD = frozenset({"border", "episodes", "hard_cases", "journey", "majority", "sharing", "together"})
EVERY_DAY = frozenset(path.stem for path in HERE.glob("*.yaml")) - HARD


def scenarios_of(files: frozenset[str]) -> list[Scenario]:
    """The scenarios of these files, in the order of the files."""
    return [each for file, each in _all() if file in files]


def all_scenarios() -> list[Scenario]:
    """Every scenario, in the order of the files. Raises Broken for two of one name."""
    return [each for _, each in _all()]


def _all() -> list[tuple[str, Scenario]]:
    found = [(path.stem, each) for path in sorted(HERE.glob("*.yaml")) for each in read(path)]
    names = [each.name for _, each in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise Broken(f"two scenarios are called {twice}: give each its own sentence")
    return found
