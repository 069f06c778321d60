"""Who acts: a person, for an agency, in a role."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Role(StrEnum):
    """The working roles. A partner works for the receiving country's agency; an auditor reads ledgers and who looked,
    never a report; an analyst reads rounded counts and knows of no case; an administrator sees no case."""

    CASEWORKER = "caseworker"
    SUPERVISOR = "supervisor"
    PARTNER = "partner"
    AUDITOR = "auditor"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"


class Function(StrEnum):
    """What an agency does in cases: it answers for the child on its side; says, as a consulate, who the child is; gives
    the child a place to live; or goes along on the journey."""

    PROTECTION = "protection"
    CONSULATE = "consulate"
    SHELTER = "shelter"
    ESCORT = "escort"


class Actor(BaseModel):
    """A person in the capacity they act in. Ids only: no name enters a workflow's history."""

    model_config = ConfigDict(frozen=True)

    user: str
    agency: str
    country: str
    role: Role
    function: Function = Function.PROTECTION
    """Their agency's. Histories from before functions say nothing: only child-protection agencies acted then."""
