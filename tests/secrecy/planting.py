"""Worked examples with a mark in every free text: each in its own, but names and papers alike wherever they stand."""

from collections import defaultdict
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from cases.reports import REPORTS, story
from cases.reports.base import Filing
from tests.secrecy.fields import Leaf, Way, leaves
from tests.secrecy.marks import Marks

SHARED = {value for name, value in vars(story).items() if name.isupper() and isinstance(value, str)}
"""Names and numbers by which reports are compared with one another, and how a custody record is numbered."""
SHARED |= {"ACTA-EJEMPLO-2"}

A_PAPER = {"kind": "court_ruling", "reference": "R-1", "issued_by": ""}
"""A proof for the reports whose worked example has none."""

BOUND = ("a code", "a date or a time")
"""Why most strings that hold no mark hold none."""

REFUSED = "refused by the report's own checks"


class Planter:
    """Plants; knows what it planted where, and what it could not, and why."""

    def __init__(self) -> None:
        self.marks = Marks()
        self.left: dict[str, str] = {}
        self._shared: dict[str, str] = {}
        self._planted: dict[str, dict[str, Any]] = {}

    def report(self, name: str) -> dict[str, Any]:
        """The example of a report with its marks: the same ones each time it is asked for."""
        if name not in self._planted:
            self._planted[name] = self._plant(name)
        return deepcopy(self._planted[name])

    @property
    def not_planted(self) -> str:
        """What holds no mark: codes and times counted, the rest by name."""
        why: dict[str, list[str]] = defaultdict(list)
        for field, each in self.left.items():
            why[each].append(field)
        bound = [f"{len(why.pop(each, []))} {each}" for each in BOUND]
        return "; ".join([*bound, *(f"{each}: {', '.join(fields)}" for each, fields in why.items())])

    def _plant(self, name: str) -> dict[str, Any]:
        data = REPORTS[name].example().model_dump(mode="json")
        data["evidence"] = data["evidence"] or [dict(A_PAPER)]
        found = list(leaves(name, data))
        self.left |= {_field(name, leaf.way): leaf.kind for leaf in found if not leaf.free}
        groups = _together(data, [leaf for leaf in found if leaf.free])
        for _ in range(2):  # one answer may need another beside it
            refused = []
            for group in groups:
                tried = self._marked(name, data, group)
                if tried is None:
                    refused.append(group)
                else:
                    data = tried
            groups = refused
        self.left |= {_field(name, leaf.way): REFUSED for group in groups for leaf in group}
        return data

    def _marked(self, name: str, data: dict[str, Any], group: list[Leaf]) -> dict[str, Any] | None:
        """The report with one mark more; None where its own checks refuse it."""
        before, tried = at(data, group[0].way), deepcopy(data)
        text = self._mark(group[0].kind, before)
        for leaf in group:
            put(tried, leaf.way, text)
        try:
            REPORTS[name].model_validate(tried, context=Filing())
        except ValidationError:
            return None
        for leaf in group:
            self.marks.also(text, _field(name, leaf.way))
        if before in SHARED:
            self._shared[before] = text
        return tried

    def _mark(self, kind: str, before: Any) -> str:
        if kind == "telephone":
            return self.marks.telephone()
        return self._shared.get(before) or self.marks.new()


def at(data: Any, way: Way) -> Any:
    """What stands at a place of a report; None where a list is empty."""
    for step in way:
        data = None if data == [] else data[step]
    return data


def put(data: Any, way: Way, text: str) -> None:
    """Put a text at a place of a report."""
    *steps, last = way
    place = at(data, tuple(steps))
    if place == []:
        place.append(text)
    else:
        place[last] = text


def _field(name: str, way: Way) -> str:
    return ".".join((name, *map(str, way)))


def _together(data: dict[str, Any], found: Iterable[Leaf]) -> list[list[Leaf]]:
    """What says the same in two places of a report is compared: it gets one mark."""
    groups: dict[Any, list[Leaf]] = defaultdict(list)
    for leaf in found:
        groups[at(data, leaf.way) or leaf.way].append(leaf)
    return list(groups.values())
