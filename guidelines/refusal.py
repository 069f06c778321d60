"""What a guideline file is told when it is refused: where, what is wrong, and what to write instead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend. ``file`` is the path inside ``guidelines/``; ``where`` the step or the line."""

    file: str
    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        place = f"{self.file}, {self.where}" if self.where else self.file
        return f"{place}: {self.what} {self.mend}".rstrip()


class GuidelineRefused(Exception):
    """The guidelines cannot be used as they stand. Carries every problem found, not only the first."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
