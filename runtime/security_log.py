"""What the log says of security: by ids alone. Never a name, an e-mail, an address of the network or what was typed."""

from typing import Any

import structlog

WELL = {
    "signed_in": "somebody (`user`) came in, by `way`: password, code, passkey or provider",
    "signed_out": "and went out",
    "password_changed": "their own",
    "second_factor_on": "codes of a telephone, or a passkey (`way`)",
    "second_factor_off": "one of them less",
    "recovery_codes_made": "the old ones serve no more",
    "sessions_ended": "their owner ended sessions elsewhere (`count`)",
}

ILL = {
    "sign_in_refused": "a wrong password; `user` where there is such an account, `origin` always",
    "sign_in_waits": "tries came while none is looked at (`origin`)",
    "code_refused": "the password was right, the code was not; or a code was to turn something off",
    "access_refused": "somebody (`user`) asked for what is not theirs: `code`, `route`, `case` where one was named",
    "request_refused": "a request that no page of ours makes: `code`, `route`",
    "asked_too_much": "somebody (`user`), or an address before sign-in, has to wait: `route`",
    "fault": "a bug (`error`: its kind, `route`); the trace stands beside it",
}

EVENTS = WELL | ILL
"""docs/operations.md lists each; a test sees to it."""


def note(event: str, **ids: Any) -> None:
    """Keep an event. Raises KeyError for one that is not in the list."""
    EVENTS[event]
    log = structlog.get_logger("security")
    (log.warning if event in ILL else log.info)(event, **ids)
