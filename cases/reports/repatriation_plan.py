"""D2: one plan, signed as one: the journey, the handover, the first night, and when to stop."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Self

from pydantic import AwareDatetime, Field

from cases.names import fold
from cases.promise import Promised
from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.crossing import Crossing
from cases.reports.journey import HandoverPoint, JourneyLeg, PlannedVisit, engaged, in_order, visited_in_time
from cases.reports.parts import Contact, Official
from cases.reports.places import Transport
from cases.reports.text import CountryCode, Line, NeededLine, NeededPlace, NeededText, Phone, SecretLine, Text
from cases.words import N_


class RepatriationPlan(Report):
    """Everything of domain D2 (MX Ley de Migracion 112.III; GC6 85; 8 USC 1232(a)(2)(C)). Times are UTC."""

    name = "repatriation_plan"
    supplies = (
        "departure_at",
        "receiver_named",
        "handover_in_agreed_hours",
        "follow_up_scheduled",
        "crossed_states_agreed",
    )

    departure_at: AwareDatetime = Field(title=N_("Departure from the shelter"))
    latest_departure_at: AwareDatetime = Field(title=N_("Latest departure; after it the plan is void"))
    legs: tuple[JourneyLeg, ...] = Field(title=N_("Legs of the journey"), min_length=1)
    transit_states: tuple[CountryCode, ...] = Field(title=N_("Countries crossed"), default=())
    crossings: tuple[Crossing, ...] = Field(title=N_("Each country crossed"), default=())
    transit_consent: Text = Field(title=N_("If countries are crossed: their consent and the place to wait"), default="")
    handover: HandoverPoint = Field(title=N_("Handover"))
    receiver: Official = Field(title=N_("Who receives the child"))
    backup_receiver: Official = Field(title=N_("Who receives if the first one cannot"))
    fit_to_travel: bool = Field(title=N_("A doctor found the child fit to travel"))
    doctor: NeededLine = Field(title=N_("Doctor"))
    medicines: Text = Field(title=N_("Medicines to take along, with doses"), default="")
    supports: Text = Field(
        title=N_("Supports for a disability on the journey and over there, and who provides each"),
        description=N_("Needed where it was reported that the child needs supports."),
        default="",
    )
    carer_name: NeededLine = Field(title=N_("Carer"))
    carer_phone: Phone = Field(title=N_("Telephone of the carer"), default="", json_schema_extra={"place": True})
    first_night: NeededPlace = Field(title=N_("Where the child sleeps the first night"))
    first_night_address: SecretLine = Field(title=N_("Address of the first night (secret)"), min_length=1)
    first_days: NeededText = Field(title=N_("The first 72 hours"))
    contact: Contact = Field(title=N_("Whom to call during the journey"))
    plan_b: NeededText = Field(title=N_("Plan B"))
    abort_criteria: NeededText = Field(title=N_("When the journey is stopped"))
    visits: tuple[PlannedVisit, ...] = Field(title=N_("Follow-up visits"), default=())
    funding: Line = Field(title=N_("Who pays"), default="")

    @classmethod
    def example(cls) -> Self:
        """By car and on foot across the bridge, in daylight."""
        return cls(
            done_at=story.at("2027-01-07", 20),
            departure_at=story.DEPARTURE,
            latest_departure_at=story.at("2027-01-15", 16),
            legs=(
                JourneyLeg(
                    number=1,
                    from_place="Shelter",
                    to_place="Ciudad Hidalgo",
                    country="MX",
                    transport=Transport.AGENCY_CAR,
                    departs_at=story.DEPARTURE,
                    arrives_at=story.at("2027-01-15", 15, 30),
                    escort=story.ESCORT,
                ),
                JourneyLeg(
                    number=2,
                    from_place="Ciudad Hidalgo",
                    to_place="Tecún Umán",
                    country="GT",
                    transport=Transport.FOOT,
                    departs_at=story.at("2027-01-15", 16),
                    arrives_at=story.at("2027-01-15", 16, 40),
                    escort=story.ESCORT,
                ),
            ),
            handover=HandoverPoint(
                place="Tecún Umán, office of child protection",
                country="GT",
                timezone="America/Guatemala",
                opens=time(8),
                closes=time(16),
                planned_at=story.HANDOVER,
            ),
            receiver=Official(
                name=story.RECEIVER,
                post="Officer of child protection",
                agency=story.ORIGIN_AUTHORITY,
                paper=story.RECEIVER_PAPER,
                phone=story.ORIGIN_PHONE,
            ),
            backup_receiver=Official(
                name="Laura Licenciada Ejemplo",
                post="Delegate",
                agency=story.ORIGIN_AUTHORITY,
                paper="DPI-EJEMPLO-0005",
            ),
            fit_to_travel=True,
            supports="None: the doctor found no need of any.",
            doctor="Daniela Doctora Ejemplo",
            medicines="Vitamins, one a day.",
            carer_name=story.CARER,
            carer_phone="+50200000003",
            first_night="Shelter of the child-protection authority, San Marcos",
            first_night_address="Calle Inventada 3, San Marcos",
            first_days="Rest; meeting with the aunt; doctor; call on the third day.",
            contact=Contact(
                name=story.GUARDIAN,
                agency=story.HOST_AUTHORITY,
                phone=story.HOST_PHONE,
                alternate_name=story.RECEIVER,
                alternate_phone=story.ORIGIN_PHONE,
            ),
            plan_b="Back to the shelter in Tapachula; a new day within a week.",
            abort_criteria="The child says no; illness; the bridge is closed; the receiver is not there.",
            visits=tuple(PlannedVisit(day=date(2027, 1, day), by="Tomás Trabajador Ejemplo") for day in (18, 29)),
            funding="Child-protection authority of the host country",
        )

    def checks(self) -> Iterator[Problem]:
        """A journey without gaps, a handover at its end, two receivers, a healthy child."""
        if not in_order(self.legs):
            yield "legs", N_("Number the legs 1, 2, 3, each leaving from where the one before arrived.")
        if self.legs[0].departs_at < self.departure_at:
            yield "departure_at", N_("The first leg departs before the departure.")
        if self.latest_departure_at < self.departure_at:
            yield "latest_departure_at", N_("The latest departure cannot come before the planned one.")
        if self.handover.planned_at < self.legs[-1].arrives_at:
            yield "handover.planned_at", N_("The handover is planned before the last leg arrives.")
        if self.handover.country != self.legs[-1].country:
            yield "handover.country", N_("The last leg does not end in the country of the handover.")
        if fold(self.receiver.name) == fold(self.backup_receiver.name):
            yield "backup_receiver.name", N_("Name somebody else as the second receiver.")
        if not (self.receiver.paper and self.backup_receiver.paper):
            yield (
                "receiver.paper",
                N_("Give the identity documents of both receivers: they are checked at the handover."),
            )
        if self.transit_states and not (self.transit_consent or self.crossings):
            yield "transit_consent", N_("Say how each country crossed has agreed, and where the child waits.")
        if any(each.agreed_on > self.done_at.date() for each in self.crossings):
            yield "crossings", N_("A country crossed cannot have agreed after the plan was made.")
        if not self.fit_to_travel:
            yield "fit_to_travel", N_("Nobody plans a journey for a child who is not fit to travel.")

    def facts(self, now: datetime) -> dict[str, Any]:
        """Departure, receiver, hours, and a first visit inside two weeks of the handover."""
        return {
            "departure_at": self.departure_at,
            "receiver_named": bool(self.receiver.name and self.receiver.paper),
            "handover_in_agreed_hours": self.handover.within_hours(self.handover.planned_at),
            "follow_up_scheduled": visited_in_time(self.visits, self.handover.planned_at),
            "crossed_states_agreed": set(self.transit_states) <= {each.country for each in self.crossings},
        }

    def promises(self) -> Iterator[Promised]:
        """The bed of the first night, the countries crossed, what is booked, and who travels along."""
        yield Promised(kind="placement")
        for each in self.crossings:
            yield Promised(kind="transit_consent", what=each.country)
        for leg in self.legs:
            if leg.carrier:
                yield Promised(kind="booking", legs=[leg.number], what=leg.carrier)
        yield from engaged((leg.number, leg.escort) for leg in self.legs)
