"""What whoever runs the installation did on the machine itself."""

from datetime import datetime

from pydantic import BaseModel


class OperatorActShown(BaseModel):
    """``what`` and ``detail``: codes; ``words`` and ``detail_words``: the same for people. ``by``: the name under which
    they were signed in on that machine. ``name``, ``agency_name``, ``case``: to whom or what; none of them: to all."""

    at: datetime
    what: str
    words: str
    detail: str
    detail_words: str
    by: str
    user: str | None
    name: str | None
    agency_name: str | None
    case: str | None
