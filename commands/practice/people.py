"""The invented agencies and people: the same posts in each country that has practice cases."""

from typing import NamedTuple

from cases.actor import Function, Role

COUNTRIES = ("MX", "GT", "US", "HN", "CR", "NI")
"""Hosts and origins of the practice cases."""

ENGLISH = frozenset({"US"})
"""Where a practice account opens in English; elsewhere in Spanish."""


class Post(NamedTuple):
    """A person's place: what the address begins with, the name people see, the role, and whom a ladder tells."""

    address: str
    name: str
    role: Role
    post: str | None = None


PROTECTION = (
    Post("caseworker", "Ana (caseworker)", Role.CASEWORKER),
    Post("supervisor", "Berta (supervisor)", Role.SUPERVISOR),
    Post("partner", "Carla (partner agency)", Role.PARTNER),
    Post("head", "Dora (head of agency)", Role.SUPERVISOR, "head_of_agency"),
    Post("auditor", "Hilda (auditor)", Role.AUDITOR),
)
"""Who works in a child-protection agency."""

MINISTRY = (
    Post("ministry", "Elsa (foreign ministry)", Role.SUPERVISOR, "foreign_ministry"),
    Post("liaison", "Flor (liaison network)", Role.SUPERVISOR, "liaison_network"),
)
"""Who is told when a ladder climbs past the agency."""

SHELTER = (Post("shelter", "Inés (shelter)", Role.CASEWORKER),)
ESCORT = (Post("escort", "Julia (escort)", Role.CASEWORKER),)
"""Who is let into a case for a part of it."""

AGENCIES = (
    ("protection", "Child protection", Function.PROTECTION, PROTECTION),
    ("ministry", "Foreign ministry", Function.CONSULATE, MINISTRY),
    ("shelter", "Casa de la Niñez", Function.SHELTER, SHELTER),
    ("escort", "Escort service", Function.ESCORT, ESCORT),
)
"""The agencies of each country: part of the id, name, what it does in cases, its people."""

ANALYST = Post("analyst", "Irma (analyst)", Role.ANALYST)
ADMINISTRATOR = Post("administrator", "Gina (administrator)", Role.ADMINISTRATOR)


def email(post: Post, country: str) -> str:
    """A practice address. ``.example`` never reaches anybody (RFC 2606)."""
    return f"{post.address}.{country.lower()}@resguardo.example"
