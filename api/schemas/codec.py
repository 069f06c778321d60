"""Payloads as Temporal's pages send and expect them."""

import base64
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StringConstraints


def whole(text: str) -> str:
    """``text``, if it can be read back. Raises ValueError."""
    base64.b64decode(text, validate=True)
    return text


Base64 = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9+/]*={0,2}$", max_length=8_000_000), AfterValidator(whole)
]


class Written(BaseModel):
    """One payload; everything of it in base 64."""

    metadata: dict[str, Base64] = Field(default_factory=dict)
    data: Base64 = ""


class Payloads(BaseModel):
    """Some of them, in their order."""

    payloads: list[Written] = Field(max_length=1000)
