"""The invented people of a case: whose side they are on, their role, and their post."""

from cases.actor import Role

PEOPLE = {
    "worker": ("host", Role.CASEWORKER, None),
    "other_worker": ("host", Role.CASEWORKER, None),
    "supervisor": ("host", Role.SUPERVISOR, None),
    "head": ("host", Role.SUPERVISOR, "head_of_agency"),
    "ministry": ("host", Role.SUPERVISOR, "foreign_ministry"),
    "network": ("host", Role.SUPERVISOR, "liaison_network"),
    "partner": ("origin", Role.PARTNER, None),
    "origin_worker": ("origin", Role.CASEWORKER, None),
    "origin_supervisor": ("origin", Role.SUPERVISOR, None),
}
