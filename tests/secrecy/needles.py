"""Hundreds of texts in a dozen forms, looked for in one go: what begins alike is found by how it begins."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from tests.secrecy.forms import DIGEST, FORMS, HASHED, digests

RUN = re.compile(rb"[0-9a-f]{%d,}" % DIGEST)

ALIKE = 2
"""Signs at both ends by which texts are put together: they begin alike in every form, also backwards."""


def _beginning(written: Iterable[bytes]) -> bytes:
    """How all of them begin."""
    first, last = min(written), max(written)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return bytes(one for one, _ in same)


class Needle(NamedTuple):
    """A text in a form."""

    text: str
    form: str


class Needles:
    """What is looked for."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._digests: dict[bytes, Needle] = {}
        self._families: dict[bytes, dict[bytes, Needle]] = defaultdict(dict)
        groups: dict[tuple[str, ...], dict[bytes, Needle]] = defaultdict(dict)
        known: set[bytes] = set()
        for text in texts:
            self._digests |= dict.fromkeys(digests(text), Needle(text, HASHED))
            for form, write in FORMS.items():
                for way, written in enumerate(write(text)):
                    if written not in known:
                        groups[form, str(way), text[:ALIKE], text[-ALIKE:]][written] = Needle(text, form)
                        known.add(written)
        for group in groups.values():
            head = _beginning(group)
            assert len(head) >= ALIKE, f"{group} do not begin alike"
            self._families[head] |= group

    def found_in(self, data: bytes) -> set[Needle]:
        """What stands there, in whichever form."""
        return {*self._written(data), *self._hashed(data)}

    def _written(self, data: bytes) -> Iterator[Needle]:
        for head, family in self._families.items():
            lengths = {len(each) for each in family}
            at = data.find(head)
            while at >= 0:
                for length in lengths:
                    needle = family.get(data[at : at + length])
                    if needle is not None:
                        yield needle
                at = data.find(head, at + 1)

    def _hashed(self, data: bytes) -> Iterator[Needle]:
        for run in RUN.finditer(data):
            digits = run[0]
            for at in range(len(digits) - DIGEST + 1):
                needle = self._digests.get(digits[at : at + DIGEST])
                if needle is not None:
                    yield needle
