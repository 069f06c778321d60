"""What people say of two cases that belong together, and the word that one case sends the other."""

from typing import Any

from pydantic import Field

from cases.link import LinkKind
from workflows.messages import Act


class Link(Act):
    """Another case belongs to this one: a sister's, a brother's, of one family, of one group found together."""

    other: str
    kind: LinkKind
    reason: str = Field(min_length=1)


class Separate(Act):
    """A reasoned determination says that this child does not travel with the other."""

    other: str
    report: dict[str, Any]


class JoinDuplicate(Act):
    """This case was opened twice: it ends, and ``goes_on`` goes on for both."""

    goes_on: str
    reason: str = Field(min_length=1)


class LinkEpisode(Act):
    """An earlier case of the same child."""

    other: str
    reason: str = Field(min_length=1)


class Fellow(Act):
    """Word from another case: the children part, that journey was broken off, the child has two cases."""

    other: str
