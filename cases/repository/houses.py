"""Which houses stay unnamed: the name of who keeps a child leads to where the child sleeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from cases.actor import Function
from cases.names import fold
from cases.tables import Agency, Participation, User
from cases.words import N_

UNNAMED = "shelter"
"""What stands in place of the id of such an agency, and of the people in it."""

A_SHELTER = N_("a shelter")
"""What stands in place of their names."""


def stays_unnamed(function: str, country: str, reader: str | None) -> bool:
    """Whether an agency of that function and country has no name for readers of the country ``reader``.

    A shelter's name stays in its country. ``reader`` None: a paper that is to say of no child where it sleeps.
    """
    return function == Function.SHELTER and country != reader


@dataclass(frozen=True)
class Houses:
    """The agencies that stay unnamed to a reader, and the people in them, by id. ``names``: what must not be said."""

    agencies: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def neutral(self, value: Any) -> Any:
        """An id, or details that hold ids, without those of the houses."""
        if isinstance(value, dict):
            return {name: self.neutral(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self.neutral(each) for each in value]
        return UNNAMED if isinstance(value, str) and (value in self.agencies or value in self.people) else value

    def said_in(self, text: str) -> bool:
        """Whether words that somebody typed name one of them."""
        return any(fold(name) in fold(text) for name in self.names)


async def unnamed_houses(session: AsyncSession, number: str, reader: str | None) -> Houses:
    """Those that take or took part in a case, for readers of that country."""
    found = await session.exec(
        select(Agency)
        .join(Participation, col(Participation.agency_id) == Agency.id)
        .where(Participation.case_number == number, Agency.function == Function.SHELTER)
    )
    unnamed = {each.id: each.name for each in found if stays_unnamed(each.function, each.country, reader)}
    if not unnamed:
        return Houses()
    people = await session.exec(select(User.id).where(col(User.agency_id).in_(unnamed)))
    return Houses(frozenset(unnamed), frozenset(people.all()), frozenset(unnamed.values()))


async def unnamed_people(session: AsyncSession, people: Iterable[str | None], reader: str) -> frozenset[str]:
    """Those of these people who work in such a house, for readers of that country."""
    found = await session.exec(
        select(User.id, Agency.function, Agency.country)
        .join(Agency, col(Agency.id) == User.agency_id)
        .where(col(User.id).in_({each for each in people if each}))
    )
    return frozenset(user for user, function, country in found if stays_unnamed(function, country, reader))
