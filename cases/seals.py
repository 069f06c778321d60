"""Seals: a chain of digests over the lines of a case's ledger. Pure: the rows come from cases.repository.sealing."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from itertools import count
from typing import Literal

from cases.tables import LedgerEntry
from cases.tables.ciphering import stored

Fault = Literal["changed", "changed_or_before", "missing", "no_seal", "not_known"]
"""``changed_or_before``: lines before seals were kept are covered by the first seal alone, together.
``no_seal``: a seal was taken away. ``not_known``: an anchor names a line that the ledger does not have as it was."""


@dataclass(frozen=True)
class Break:
    """The first line of a case at which its ledger is not what was written."""

    case: str
    sequence: int
    fault: Fault


def seal_of(before: str, entry: LedgerEntry) -> str:
    """The seal of a line: SHA-256, in hexadecimal, over the seal before it and all that the line says.

    It covers the details as they are stored, enciphered: so it can be verified after the case was erased.
    """
    said = entry.model_dump(exclude={"details"}) | {"details": stored(entry, "details")}
    said["at"] = entry.at.astimezone(UTC).isoformat()
    line = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{before}\n{line}".encode()).hexdigest()


def first_break(case: str, entries: Iterable[LedgerEntry], seals: Mapping[int, str], written: int) -> Break | None:
    """Hold the lines of one case, in order, against their seals; ``written``: how many the case says it has.

    Lines older than the first seal have none of their own. The last of them is found wrong at the first seal.
    """
    before, since = "", min(seals, default=0)
    numbers = count(1)
    for entry in entries:
        number = next(numbers)
        if entry.sequence < number:
            return Break(case, entry.sequence, "changed")
        if entry.sequence > number:
            return Break(case, number, "missing")
        before = seal_of(before, entry)
        if since and number >= since and seals.get(number) != before:
            return Break(case, number, _how(number, since, seals))
    end = next(numbers)
    return Break(case, end, "missing") if end <= max(written, *seals, 0) else None


def _how(number: int, since: int, seals: Mapping[int, str]) -> Fault:
    if number not in seals:
        return "no_seal"
    return "changed_or_before" if number == since and since > 1 else "changed"
