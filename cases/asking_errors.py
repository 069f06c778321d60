"""What is refused to whoever asks too much."""

from cases.errors import Refusal


class TooMuchAsked(Refusal):
    """More was asked than one person asks by hand; nothing of it was done. ``seconds``: how long to wait.
    ``what``: requests, copies, or searches."""

    code = "too_much_asked"
