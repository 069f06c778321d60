"""B2, first half: the consulate is told, and told as little as it needs."""

from collections.abc import Iterator
from typing import Self

from pydantic import AwareDatetime, Field

from cases.reports import story
from cases.reports.base import Problem, Report
from cases.reports.coded import Coded
from cases.reports.parts import Contact
from cases.reports.text import CountryCode, Line, NeededLine, Text
from cases.words import N_


class Channel(Coded):
    """How an official message travelled."""

    NOTE = "note", N_("Official note")
    EMAIL = "email", N_("Protected e-mail")
    PHONE = "phone", N_("Telephone, confirmed in writing")
    IN_PERSON = "in_person", N_("In person")
    SYSTEM = "system", N_("Through this system")


class SharedDatum(Coded):
    """What was told to the consulate; the list holds nothing about the trafficking."""

    NAME = "name", N_("Name")
    BIRTH = "birth", N_("Date and place of birth")
    GENDER = "gender", N_("Gender")
    PARENTS = "parents", N_("Names of the parents")
    RESIDENCE = "residence", N_("Habitual residence")
    PHOTO = "photo", N_("Photograph")
    PAPERS = "papers", N_("Documents shown")
    GUARDIAN = "guardian", N_("That a guardian is being appointed")
    CONTACT = "contact", N_("Whom to call")


class ConsularNotification(Report):
    """When, by what channel, to whom, and which data (domain B2; VCCR 36 and 37(b); MX Ley de Migracion 112.V)."""

    name = "consular_notification"

    notified_at: AwareDatetime = Field(title=N_("When the consulate was told"))
    consulate: NeededLine = Field(title=N_("Consulate"))
    country: CountryCode = Field(title=N_("Country of the consulate"))
    recipient: NeededLine = Field(title=N_("Who received it"))
    channel: Channel = Field(title=N_("Channel"))
    reference: Line = Field(title=N_("Number of the message"), default="")
    shared: tuple[SharedDatum, ...] = Field(title=N_("What was told"), min_length=1)
    trafficking_told: bool = Field(title=N_("Facts of the trafficking were told"))
    why_trafficking_told: Text = Field(title=N_("If told: why the consulate needs them"), default="")
    child_informed: bool = Field(title=N_("The child was told beforehand that the consulate would be told"))
    contact: Contact = Field(title=N_("Whom the consulate may call"))
    acknowledged_at: AwareDatetime | None = Field(title=N_("When the consulate acknowledged it"), default=None)

    @classmethod
    def example(cls) -> Self:
        """The Guatemalan consulate in Tapachula hears that a child needs her papers."""
        return cls(
            done_at=story.at("2026-12-04", 19),
            notified_at=story.at("2026-12-04", 18, 45),
            consulate="Consulado de ejemplo en Tapachula",
            country="GT",
            recipient="Carla Cónsul Ejemplo",
            channel=Channel.NOTE,
            reference="NOTA-EJEMPLO-1",
            shared=(SharedDatum.NAME, SharedDatum.BIRTH, SharedDatum.PARENTS, SharedDatum.CONTACT),
            trafficking_told=False,
            child_informed=True,
            contact=Contact(name=story.GUARDIAN, agency=story.HOST_AUTHORITY, phone=story.HOST_PHONE),
            acknowledged_at=story.at("2026-12-04", 18, 55),
        )

    def checks(self) -> Iterator[Problem]:
        """The child first; the trafficking only with a reason; hours in order."""
        if not self.child_informed:
            yield "child_informed", N_("Tell the child before the consulate is told.")
        if self.trafficking_told and not self.why_trafficking_told:
            yield "why_trafficking_told", N_("Say why the consulate needs facts of the trafficking.")
        if self.acknowledged_at and self.acknowledged_at < self.notified_at:
            yield "acknowledged_at", N_("The consulate cannot acknowledge before it was told.")
