"""The words that steps may use for people and papers: roles and kinds of evidence."""

from typing import Literal

from guidelines.model import Model, Words


class Role(Model):
    """Who may be named in a step or told by a ladder.

    ``every_country``: each country's file must name a holder. The others are people inside an agency.
    ``always_of``: the consulate that acts in the host country is the consulate of the country of origin.
    """

    id: str
    words: Words
    every_country: bool
    always_of: Literal["host", "origin"] | None = None


class EvidenceKind(Model):
    """A paper that must exist before a step can be finished."""

    id: str
    words: Words


class Vocabulary(Model):
    """``vocabulary.yaml``."""

    roles: tuple[Role, ...]
    evidence: tuple[EvidenceKind, ...]
