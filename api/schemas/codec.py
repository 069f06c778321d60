"""Payloads as Temporal's pages send and expect them."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]*={0,2}$", max_length=8_000_000)]


class Written(BaseModel):
    """One payload; everything of it in base 64."""

    metadata: dict[str, Base64] = Field(default_factory=dict)
    data: Base64 = ""


class Payloads(BaseModel):
    """Some of them, in their order."""

    payloads: list[Written] = Field(max_length=1000)
