"""What somebody asks for on a step, and who has agreed so far. Part of cases.record; fields are only ever added."""

from datetime import datetime

from pydantic import BaseModel, Field

from cases.actor import Actor


class Extension(BaseModel):
    """More time asked for a step: until when, why, and who has agreed so far."""

    until: datetime
    reason: str
    asked_by: Actor
    agreed_by: list[Actor] = Field(default_factory=list)


class CorrectionAsked(BaseModel):
    """A new version of a finished report that waits for approval. The version before it stands until then."""

    by: Actor
    at: datetime
    reason: str
    approved_by: list[Actor] = Field(default_factory=list)
