"""Anchors: the newest seal of every case at one moment, signed, each naming the one before it.

Kept where who writes to the database cannot reach. Pure: the seals come from cases.repository.sealing.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from runtime.keys.signing import Signer, is_signed

Fault = Literal["not_signed", "not_in_line"]
"""``not_signed``: not by the key that is asked for, or changed since. ``not_in_line``: one before it is missing, or is
another."""


class Anchor(BaseModel):
    """``heads``: by case, the number of its newest line and its seal. ``before``: the digest of the anchor before."""

    made: datetime
    heads: dict[str, tuple[int, str]]
    before: str = ""
    by: str = ""
    signature: str = ""

    @property
    def said(self) -> bytes:
        """What is signed: all but the signature."""
        return json.dumps(self.model_dump(mode="json", exclude={"signature"}), sort_keys=True).encode()

    @property
    def digest(self) -> str:
        """SHA-256 of the whole, in hexadecimal: what the next one names."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def text(self) -> str:
        """As it is kept."""
        return json.dumps(self.model_dump(mode="json"), sort_keys=True) + "\n"


@dataclass(frozen=True)
class Wrong:
    """An anchor that is not what was kept."""

    made: datetime
    fault: Fault


def signed(heads: dict[str, tuple[int, str]], before: Anchor | None, signer: Signer, now: datetime) -> Anchor:
    """The anchor of ``now``, after ``before``."""
    made = Anchor(made=now, heads=heads, before=before.digest if before else "", by=signer.public)
    return made.model_copy(update={"signature": signer.sign(made.said)})


def wrong(anchors: Iterable[Anchor], public: str) -> list[Wrong]:
    """Those, oldest first, that are not signed by ``public``, or do not follow the one before them."""
    found: list[Wrong] = []
    before = ""
    for place, each in enumerate(anchors):
        if each.by != public or not is_signed(public, each.said, each.signature):
            found.append(Wrong(each.made, "not_signed"))
        elif place and each.before != before:
            found.append(Wrong(each.made, "not_in_line"))
        before = each.digest
    return found
