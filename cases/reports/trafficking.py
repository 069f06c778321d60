"""How the child was trafficked, in the codes of HTCDS: by whom, how, for what, on which route."""

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from cases.reports.base import Part, Problem
from cases.reports.htcds import EventType, RelationshipToTrafficker, RoleInProcess
from cases.reports.htcds_exploitation import (
    Control,
    Exploitation,
    Industry,
    Recruitment,
    SexExploitation,
    Website,
)
from cases.reports.text import CountryCode, Line, NeededLine, Text
from cases.words import N_


class Trafficking(Part):
    """The account of the trafficking as a joint assessment of both countries sees it (HTCDS vic_ fields)."""

    relationship: RelationshipToTrafficker | None = Field(title=N_("Who the recruiter was to the child"), default=None)
    age_when_trafficked: int | None = Field(title=N_("Age when first trafficked, in years"), default=None, ge=0, le=17)
    recruitment: tuple[Recruitment, ...] = Field(title=N_("How the child was recruited"), default=())
    recruitment_apps: tuple[Website, ...] = Field(title=N_("Sites and apps of the recruitment"), default=())
    control: tuple[Control, ...] = Field(title=N_("How the child was controlled"), default=())
    exploitation: tuple[Exploitation, ...] = Field(title=N_("Exploitation"), default=())
    industry: Industry | None = Field(title=N_("Industry of the forced labour"), default=None)
    sex_exploitation: tuple[SexExploitation, ...] = Field(title=N_("Kind of sexual exploitation"), default=())
    exploitation_apps: tuple[Website, ...] = Field(title=N_("Sites and apps of the exploitation"), default=())

    def checks(self) -> Iterator[Problem]:
        """Industry only with labour, kind of sexual exploitation only with that (our validator over HTCDS)."""
        labour = {Exploitation.LABOUR, Exploitation.CHILD_LABOUR, Exploitation.SERVITUDE}
        if self.industry and not labour & set(self.exploitation):
            yield "industry", N_("Give an industry only with forced labour, child labour or servitude.")
        if self.sex_exploitation and Exploitation.SEXUAL not in self.exploitation:
            yield "sex_exploitation", N_("Give a kind of sexual exploitation only with sexual exploitation.")


class RouteEvent(Part):
    """One place of the route (HTCDS hte_ fields)."""

    kind: EventType = Field(title=N_("What happened there"))
    country: CountryCode = Field(title=N_("Country"))
    state: Line = Field(title=N_("State or department"), default="")
    city: Line = Field(title=N_("City"), default="")
    day: date | None = Field(title=N_("Date"), default=None)
    description: Text = Field(title=N_("What is known"), default="")


class Suspect(Part):
    """Somebody who may have taken part (HTCDS per_ fields)."""

    name: NeededLine = Field(title=N_("Name, or description"))
    role: RoleInProcess = Field(title=N_("Role"))
    at_large: bool = Field(title=N_("At large"))
    whereabouts: Line = Field(title=N_("Where, as far as known"), default="")
