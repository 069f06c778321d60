"""The signs that make an officer suspect trafficking (a short list of ours; RCM 2013 profile guidelines unread)."""

from cases.reports.coded import Coded
from cases.words import N_


class Indicator(Coded):
    """What an officer can see or hear without a formal interview."""

    CONTROLLED = "controlled", N_("Somebody else speaks for the child or watches the child")
    PAPERS_HELD = "papers_held", N_("Somebody else keeps the child's documents")
    LINK_UNPROVED = "link_unproved", N_("The link with the companion is not proved")
    REHEARSED = "rehearsed", N_("The account sounds learnt by heart")
    FEAR = "fear", N_("The child is afraid")
    INJURED = "injured", N_("Injuries or signs of abuse")
    DEBT = "debt", N_("The child speaks of a debt")
    NO_PAY = "no_pay", N_("The child works and keeps no pay")
    LONG_HOURS = "long_hours", N_("The child works very long hours or dangerous work")
    SEXUAL_SETTING = "sexual_setting", N_("The child was found in a place of prostitution")
    CONFINED = "confined", N_("The child could not leave the place")
    NO_ADDRESS = "no_address", N_("The child does not know where the child lives or goes")
    PROMISED = "promised", N_("Work, study or marriage was promised")
    ONLINE = "online", N_("Contacted by strangers over the internet")
    OUT_OF_SCHOOL = "out_of_school", N_("Out of school and far from home")
