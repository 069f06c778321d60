"""The words of a journey's promises, and of how each was undone: msgids, translated where they are shown."""

from cases.words import N_

PROMISES = {
    "placement": N_("The place where the child will live"),
    "transit_consent": N_("Consent of a country crossed"),
    "booking": N_("Booking"),
    "escort": N_("Escort engaged"),
    "consulate": N_("The consulate knows of the journey"),
    "reception": N_("The reception expects the child"),
}

PROMISE_STATES = {
    "standing": N_("Stands"),
    "kept": N_("Kept"),
    "owed": N_("Being undone"),
    "undone": N_("Undone"),
}

UNDOING = {
    "told": N_("Told that the journey does not take place now"),
    "withheld": N_("Not told, and it must not be: contact with the country of origin is shut"),
    "asked": N_("The country of origin was asked to keep the place open"),
    "to_cancel": N_("To be cancelled"),
    "to_tell": N_("To be told in person: no message reaches them"),
    "kept_open": N_("The place is kept open"),
    "given_up": N_("The place cannot be kept open"),
    "released": N_("No longer needed: the decision is another one"),
    "cancelled": N_("Cancelled"),
}

PROMISE_LOOK = {"standing": "open", "kept": "met", "owed": "due_soon", "undone": "not_applicable"}
"""The shape and colour of each state, as those of steps."""

BROKEN = {
    "gap": N_("There is a gap: who gave the child on is not who had the child."),
    "overlap": N_("Two had the child at the same time, by their records."),
}
