"""Why somebody is not let into a case, named in it, or shown it in an emergency: typed refusals."""

from cases.errors import Refusal


class NoSuchAgency(Refusal):
    """No agency of one's own country that could be let in: unknown, closed, or of another country."""

    code = "no_such_agency"


class PartByRight(Refusal):
    """The agency takes part without having been let in: it need not be, and nobody ends that."""

    code = "part_by_right"


class NobodyToTell(Refusal):
    """A case is not read in an emergency where nobody else could be told of it at once."""

    code = "nobody_to_tell"


class TakesPartAlready(Refusal):
    """Who takes part in a case needs no emergency to read it."""

    code = "takes_part_already"


class NoSuchPerson(Refusal):
    """Somebody is named who works for no agency that takes part in the case now."""

    code = "no_such_person"


class EndNeeded(Refusal):
    """Until when an agency is let in must be said: a day to come, and at most so many ``days`` ahead."""

    code = "end_needed"
