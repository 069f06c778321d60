"""How activities are called: short local ones for the rules, normal ones for what is written and what is rendered."""

from typing import Any

from runtime.patience import BEAT, DELIVERY, RENDER, RETENTION, RULE, WRITE

RULES: dict[str, Any] = {"start_to_close_timeout": RULE}
"""Judging and computing read our own data. Retried without end: a case waits for its rules, it never skips them."""

RECORD: dict[str, Any] = {"start_to_close_timeout": WRITE}
"""A normal activity, never a local one: the history must hold what is to be written before it is written.

A local one that was killed between its commit and its workflow task is forgotten, and the next act then takes its
sequence: the record would skip it. Idempotent by sequence, retried without end: what is not recorded has not happened.
"""

ERRAND: dict[str, Any] = {"start_to_close_timeout": DELIVERY}
"""Word to another case. Retried without end: a sister's journey must not go on because nobody heard."""

LETTER: dict[str, Any] = {"start_to_close_timeout": RENDER}
"""Rendering a letter; a refusal (suppressed) is final and not retried."""

SWEPT: dict[str, Any] = {"start_to_close_timeout": RETENTION}
"""A look through all closed cases. Retried without end; what was done is not done again."""

CLEARED: dict[str, Any] = SWEPT | {"heartbeat_timeout": BEAT}
"""A look through all that lies in the storage, which says after each part that it goes on."""
