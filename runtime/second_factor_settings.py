"""Who must have a second factor (``RESGUARDO_SECOND_FACTOR_FOR``): a list of roles, ``all``, or ``none``."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator
from pydantic_settings import BaseSettings, NoDecode

ALL, NONE = "all", "none"


def _listed(value: Any) -> Any:
    """The names of a list with commas. Raises ValueError, with a sentence."""
    if not isinstance(value, str):
        return value
    names = frozenset(name for each in value.split(",") if (name := each.strip().lower()))
    if not names or (names & {ALL, NONE} and len(names) > 1):
        raise ValueError("write roles with commas between them (supervisor,caseworker), or all, or none")
    return names


class SecondFactorSettings(BaseSettings):
    """``second_factor_for``: not given, everybody in production, nobody in practice."""

    mode: Literal["practice", "production"] = "production"
    second_factor_for: Annotated[frozenset[str] | None, NoDecode, BeforeValidator(_listed)] = None

    def second_factor_demanded(self, role: str) -> bool:
        """Whether whoever has that role must have a second factor."""
        named = self.second_factor_for
        if named is None:
            return self.mode == "production"
        return ALL in named or role in named
