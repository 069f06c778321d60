"""How exactly a count of cases may be told."""

from typing import Self

from pydantic import Field, model_validator

from guidelines.citation import Citation
from guidelines.model import Model


class Statistics(Model):
    """``statistics.yaml``: no count under ``least`` is told, any other is rounded to a multiple of ``nearest``."""

    least: int = Field(ge=2)
    nearest: int = Field(ge=2)
    years: int = Field(ge=1)
    cite: Citation

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if self.least % self.nearest:
            raise ValueError(
                "`least` must be a multiple of `nearest`: otherwise a count that may be told would be rounded "
                "to one that may not"
            )
        return self
