"""Who determines a child's best interests: a panel of several disciplines, without migration and consulates."""

from pydantic import Field

from cases.reports.base import Part
from cases.reports.coded import Coded
from cases.reports.text import NeededLine
from cases.words import N_


class Discipline(Coded):
    """What a member stands for (domain B7; UNHCR BID guidelines 2008; composition ours)."""

    CHILD_PROTECTION = "child_protection", N_("Child protection")
    HEALTH = "health", N_("Health or psychology")
    LEGAL = "legal", N_("Law")
    GUARDIAN = "guardian", N_("Guardian")
    CIVIL_SOCIETY = "civil_society", N_("Civil society")
    EDUCATION = "education", N_("Education")
    MIGRATION = "migration", N_("Migration authority")
    CONSULATE = "consulate", N_("Consulate")


MAY_NOT_VOTE = (Discipline.MIGRATION, Discipline.CONSULATE)

MUST_VOTE = (Discipline.CHILD_PROTECTION, Discipline.HEALTH, Discipline.LEGAL)


class Member(Part):
    """A member of the panel."""

    name: NeededLine = Field(title=N_("Full name"))
    discipline: Discipline = Field(title=N_("Discipline"))
    votes: bool = Field(title=N_("Votes"))
    signed: bool = Field(title=N_("Has signed"))


def lacking(members: tuple[Member, ...]) -> set[Discipline]:
    """Which disciplines a complete panel still wants: those that must vote and sign, and the guardian."""
    voting = {member.discipline for member in members if member.votes and member.signed}
    there = {member.discipline for member in members}
    return (set(MUST_VOTE) - voting) | ({Discipline.GUARDIAN} - there)


def complete(members: tuple[Member, ...]) -> bool:
    """Child protection, health and law vote and have signed; the guardian is there."""
    return not lacking(members)
