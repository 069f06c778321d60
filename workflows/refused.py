"""Refusals on their way out of a workflow: typed for the caller, never a stalled case."""

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.exceptions import ApplicationError

from cases.errors import Refusal


@contextmanager
def refusing() -> Iterator[None]:
    """Turn a refusal into the ApplicationError of its code. Any other exception is a bug and stalls the case loudly."""
    try:
        yield
    except Refusal as refusal:
        raise ApplicationError(refusal.code, refusal.details, type=refusal.code, non_retryable=True) from refusal
