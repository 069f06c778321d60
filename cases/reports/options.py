"""What may be compared for a child, and what may be decided."""

from pydantic import Field

from cases.reports.base import Part
from cases.reports.coded import Coded
from cases.reports.text import NeededText
from cases.words import N_


class Option(Coded):
    """What a panel compares (domain B7)."""

    RETURN_TO_FAMILY = "return_to_family", N_("Return to the family")
    CARE_THERE = "care_there", N_("Return to care in the country of origin")
    FAMILY_HERE = "family_here", N_("Stay with family here")
    CARE_HERE = "care_here", N_("Stay in care here")
    THIRD_COUNTRY = "third_country", N_("Family or care in a third country")


RETURNS = (Option.RETURN_TO_FAMILY, Option.CARE_THERE)


class Outcome(Coded):
    """What may be decided (domain C1): the same codes as ``guidelines.facts.Outcome``."""

    RETURN = "return", N_("Return")
    REFUGEE = "refugee", N_("Stay as a refugee")
    COMPLEMENTARY = "complementary_protection", N_("Stay under complementary protection")
    VICTIM_STAY = "victim_stay", N_("Stay as a victim or for humanitarian reasons")
    FAMILY_HERE = "family_here", N_("Stay with family here")
    CARE = "alternative_care", N_("Stay in foster or other care")
    THIRD_COUNTRY = "third_country", N_("Go to family in a third country")
    DEFERRED = "deferred", N_("Not yet: decide later")
    NOT_A_VICTIM = "not_a_victim", N_("Not a victim of trafficking: another track")


class Weight(Coded):
    """How much an option or a view weighed."""

    DECISIVE = "decisive", N_("Decisive")
    STRONG = "strong", N_("Strong")
    SOME = "some", N_("Some")
    LITTLE = "little", N_("Little")


class ComparedOption(Part):
    """One option, what speaks for it and against it, and its weight."""

    option: Option = Field(title=N_("Option"))
    speaks_for: NeededText = Field(title=N_("What speaks for it"))
    speaks_against: NeededText = Field(title=N_("What speaks against it"))
    weight: Weight = Field(title=N_("Weight"))
