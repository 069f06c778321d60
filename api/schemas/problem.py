"""A refusal as a program reads it (application/problem+json, RFC 9457)."""

from typing import Any

from pydantic import BaseModel, Field

from api.schemas.verdicts import FactMissing, State


class Fault(BaseModel):
    """What is wrong with one field. What was typed is never repeated."""

    loc: list[str | int]
    type: str
    message: str | None = None


class Blocking(BaseModel):
    """A safeguard that keeps a gate shut, with the facts that are missing or against it, and the report of each."""

    id: str
    sentence: str
    state: State
    missing: list[FactMissing] = Field(default_factory=list)
    against: list[FactMissing] = Field(default_factory=list)
    """What was reported that keeps it from being met."""


class Problem(BaseModel):
    """Why a request was not carried out. ``type`` is stable; ``detail`` is a sentence in the reader's language."""

    type: str = Field(examples=["/problems/step_not_open"])
    title: str
    status: int
    detail: str
    code: str = Field(examples=["step_not_open"])
    details: dict[str, Any] = Field(default_factory=dict)
    faults: list[Fault] = Field(default_factory=list)
    blocking: list[Blocking] = Field(default_factory=list)
    evidence_missing: list[str] = Field(default_factory=list)
