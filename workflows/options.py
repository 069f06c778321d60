"""How activities are called: short local ones for the rules and the record, a normal one for a letter."""

from typing import Any

from runtime.patience import RENDER, RULE, WRITE

RULES: dict[str, Any] = {"start_to_close_timeout": RULE}
"""Judging and computing read our own data. Retried without end: a case waits for its rules, it never skips them."""

RECORD: dict[str, Any] = {"start_to_close_timeout": WRITE}
"""The record is idempotent by sequence. Retried without end: what is not recorded has not happened."""

LETTER: dict[str, Any] = {"start_to_close_timeout": RENDER}
"""Rendering a letter; a refusal (suppressed) is final and not retried."""
