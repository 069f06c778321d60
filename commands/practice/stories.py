"""The invented cases to practise on: each shows another place on the path, some of them overdue."""

from datetime import timedelta

from cases.reports import story
from commands.practice.story import Changes, Chapter, Story


def but(*keys: str) -> tuple[Chapter, ...]:
    """One chapter in which all is done but these steps."""
    return (Chapter(leave=frozenset(keys)),)


NEED: dict[str, Changes] = {
    "protection_screening": {
        "asked_for_protection": True,
        "fear": "A gang looks for me at home.",
        "feared": ["gang"],
        "signs": ["recruited", "violence"],
        "finding": "need",
        "reasons": "The child asks for protection; the gang that holds her quarter has threatened her.",
        "referred_to": "Asylum body (example)",
        "referred_at": "2026-12-04T16:30:00+00:00",
        "referral_number": "REF-EJEMPLO-1",
    },
    "risk_assessment": {"origin_author": ""},
    "best_interests_determination": {
        "recommends": "refugee",
        "reasons": "Return is not safe; protection and a foster family here are.",
    },
    "decision": {
        "decided": "refugee",
        "consent": None,
        "reasons": "As the determination: a need for international protection.",
    },
}
"""Screening finds a need: no consulate is told, and the child stays."""

STAY_OF_A_VICTIM: dict[str, Changes] = {
    "best_interests_determination": {"recommends": "victim_stay", "reasons": "She wants to stay with the family here."},
    "decision": {"decided": "victim_stay", "consent": None, "reasons": "As the determination."},
}

AT_RISK: dict[str, Changes] = {
    "risk_assessment": {"level": "red", "reasons": "The network knows the youngest and has asked for her by name."},
}

REFUSED: dict[str, Changes] = {
    "acceptance": {
        "answer": "refused",
        "refusal_reason": "The carer named has moved away; another one is sought.",
        "risk_view": "shared",
        "care_in_writing": False,
        "care_reference": "",
    }
}

RISK_LATER = {"risk_assessment": story.at("2026-12-24", 18)}
"""A risk assessment is good for thirty days, and must be at every gate."""

HOME_AT_ONCE = {"reception": story.at("2027-01-15", 18, 30), "placement": story.at("2027-01-15", 21)}
"""The departure is judged when it is told: the child's last view may be a day old, so the journey was today."""

STORIES = (
    Story("found-today", "MX", "GT", "Abril", "2012-02-11", timedelta(hours=1, minutes=30), but("urgent_measure")),
    Story("guardian-overdue", "MX", "GT", "Brenda", "2011-07-30", timedelta(days=3), but("guardian"), let_in=True),
    Story("asked-for-protection", "US", "HN", "Celia", "2010-09-08", timedelta(days=52), (Chapter(changes=NEED),)),
    Story("screened-today", "US", "HN", "Delia", "2012-12-19", timedelta(days=4), but("protection_screening")),
    Story("consulate-silent", "CR", "NI", "Emilia", "2011-03-27", timedelta(days=31), but("nationality")),
    Story(
        "determination-due",
        "MX",
        "GT",
        "Fabiola",
        "2013-10-02",
        timedelta(days=33),
        but("best_interests_determination"),
    ),
    Story("waiting-for-acceptance", "MX", "GT", "Gloria", "2012-06-16", timedelta(days=42), but("acceptance")),
    Story(
        "refused-by-counterpart",
        "CR",
        "NI",
        "Hilda",
        "2011-11-23",
        timedelta(days=42),
        (Chapter(leave=frozenset({"decision#2"}), changes=REFUSED),),
    ),
    Story("plan-to-countersign", "MX", "GT", "Irma", "2012-04-05", timedelta(days=38), but("agreement"), let_in=True),
    Story(
        "on-the-way",
        "MX",
        "GT",
        "Jimena",
        "2013-01-14",
        timedelta(hours=1, minutes=30),
        but("transit"),
        moment=story.DEPARTURE,
        days=RISK_LATER,
        let_in=True,
    ),
    Story(
        "home-first-visit",
        "MX",
        "GT",
        "Karla",
        "2011-08-09",
        timedelta(hours=5),
        but("visit_72_hours"),
        moment=story.HANDOVER,
        days=RISK_LATER | HOME_AT_ONCE,
    ),
    Story(
        "court-stay",
        "CR",
        "NI",
        "Lidia",
        "2012-10-21",
        timedelta(days=43),
        (Chapter(leave=frozenset({"agreement"}), event="court_stay"),),
        days=RISK_LATER,
    ),
    Story(
        "missing",
        "MX",
        "GT",
        "Mirna",
        "2010-05-17",
        timedelta(days=20),
        (Chapter(leave=frozenset({"risk_assessment"}), event="child_missing"),),
    ),
    *(
        Story(
            name,
            "MX",
            "HN",
            child,
            born,
            timedelta(minutes=50),
            but(left),
            moment=story.DEPARTURE,
            days=RISK_LATER,
            sibling_of=None if name == "three-sisters-1" else "three-sisters-1",
        )
        for name, child, born, left in (
            ("three-sisters-1", "Olga", "2010-02-20", "escort"),
            ("three-sisters-2", "Paula", "2012-07-03", "escort"),
        )
    ),
    Story(
        "three-sisters-3",
        "MX",
        "HN",
        "Quetzal",
        "2014-09-12",
        timedelta(days=33),
        (Chapter(leave=frozenset({"decision"}), changes=AT_RISK),),
        sibling_of="three-sisters-1",
    ),
    Story("stayed", "CR", "NI", "Nidia", "2011-01-29", timedelta(days=54), (Chapter(changes=STAY_OF_A_VICTIM),)),
)
