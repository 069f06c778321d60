"""What is sent to say that a document belongs to a step, or no longer does. Its title and name are not told."""

from pydantic import Field

from workflows.messages import Act


class Attach(Act):
    """A document was kept, and belongs to a step from now on. ``sha256``: of its bytes, in hex; ``size``: of them."""

    step: str
    document: str
    sha256: str
    size: int
    media_type: str
    evidence: str | None = None


class WithdrawDocument(Act):
    """It belongs to the step no longer. It stays where it is, and listed as withdrawn."""

    step: str
    document: str
    reason: str = Field(min_length=1)
