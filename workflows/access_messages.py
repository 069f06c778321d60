"""What is sent to say which agencies take part in a case."""

from datetime import datetime

from pydantic import Field

from workflows.messages import Act


class Protect(Act):
    """Only these people may know of the case from now on; nobody named: everybody of the agencies that take part."""

    people: list[str]
    reason: str = Field(min_length=1)


class LetIn(Act):
    """Another agency of one's own country takes part from now on; ``until``: at the latest until then.

    ``let_in`` False: its part is over.
    """

    agency: str
    let_in: bool = True
    until: datetime | None = None
    reason: str = Field(min_length=1)
