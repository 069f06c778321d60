"""A proposal's file read by itself, and written back once it is adopted."""

import json
from datetime import date
from pathlib import Path

import yaml

from guidelines import strict_yaml
from guidelines.check_proposals import problems_of
from guidelines.checks import of_region
from guidelines.library import FOLDER, Library
from guidelines.loader import load_as
from guidelines.proposal import Proposal
from guidelines.refusal import GuidelineRefused, Problem

LONGEST_LINE = 100


class _Indented(yaml.SafeDumper):
    """Lists stand indented under their key, as in every other file here."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def read(path: Path, library: Library) -> Proposal:
    """The proposal in ``path``, wherever it lies, checked against the library. Raises GuidelineRefused."""
    proposal = load_as(Proposal, path, path.name)
    if proposal.id != path.stem:
        raise GuidelineRefused(
            Problem(path.name, "id", f"It says `{proposal.id}`.", f"Write `{path.stem}`, as the file.")
        )
    problems = tuple(problems_of(library, proposal, of_region))
    if problems:
        raise GuidelineRefused(*problems)
    return proposal


def adopt(
    path: Path, library: Library, by: str, on: date, from_: date | None = None, folder: Path = FOLDER
) -> Proposal:
    """Mark the proposal in ``path`` as adopted by ``by`` on ``on``, and write the file back, without its comments.

    ``from_``: another first day than the one it names. Raises GuidelineRefused: one that is decided already, one that
    would apply before it is adopted, and a file outside the folder, which no case would ever follow.
    """
    proposal = read(path, library)
    if path.resolve().parent != (folder / "proposals").resolve():
        mend = f"Put the file into {folder / 'proposals'} first: what lies elsewhere nobody follows."
        raise GuidelineRefused(Problem(path.name, "", "It is not among the proposals.", mend))
    if proposal.status != "proposed":
        mend = "Write a new proposal; what was decided stays as it was decided."
        raise GuidelineRefused(Problem(path.name, "status", f"It was {proposal.status} already.", mend))
    first = from_ or proposal.applies_from
    if first < on:
        mend = f"Give a later day with --from, {on} at the earliest."
        raise GuidelineRefused(Problem(path.name, "applies_from", f"{first} lies before its adoption.", mend))
    decided = {"applies_from": first.isoformat(), "status": "adopted", "decided_on": on.isoformat(), "decided_by": by}
    content = strict_yaml.read(path, path.name) | decided
    ordered = {name: content[name] for name in Proposal.model_fields if name in content}
    adopted = Proposal.model_validate_json(json.dumps(ordered), strict=True)
    problems = tuple(problems_of(library, adopted, of_region))
    if problems:
        raise GuidelineRefused(*problems)
    written = yaml.dump(ordered, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=LONGEST_LINE)
    path.write_text(written, encoding="utf-8")
    return load_as(Proposal, path, path.name)
