"""Why somebody is not let into a case, named in it, shown it in an emergency, or given it as a file: typed refusals."""

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


class LetInTakesNothing(Refusal):
    """An agency that reads a case until a day takes none of it away: a file would outlive its part. ``until``."""

    code = "let_in_takes_nothing"


class ProtectedBySupervisor(Refusal):
    """Only a named supervisor takes away a case of which only named people may know."""

    code = "protected_by_supervisor"
