"""Where a child may be kept, and where a child may never be."""

from cases.reports.coded import Coded
from cases.words import N_


class StayPlace(Coded):
    """The kind of place in which the child now is."""

    SHELTER = "shelter", N_("Specialised shelter")
    FOSTER = "foster", N_("Foster family")
    RELATIVE = "relative", N_("Relative approved by the child-protection authority")
    NGO = "ngo", N_("House of a civil-society organisation")
    HOSPITAL = "hospital", N_("Hospital")
    MIGRATION_STATION = "migration_station", N_("Migration station")
    CELL = "cell", N_("Cell of the police or of a court")
    PRISON = "prison", N_("Prison or juvenile detention")


DETENTION = (StayPlace.MIGRATION_STATION, StayPlace.CELL, StayPlace.PRISON)
"""Never for a child victim: MX Ley de Migracion 99; LGPSEDMTP 75; NI Ley 896 article 29."""


class Transport(Coded):
    """How a leg is travelled. Never a removal flight, never together with people who are deported."""

    FLIGHT = "flight", N_("Scheduled flight")
    BUS = "bus", N_("Bus")
    AGENCY_CAR = "agency_car", N_("Car of the child-protection authority")
    BOAT = "boat", N_("Boat")
    FOOT = "foot", N_("On foot across the border point")
