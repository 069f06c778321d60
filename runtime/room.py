"""A full disk has one name, whatever was to be written there."""


class NoRoom(Exception):
    """The disk is full: nothing of this was written, everything before it stands."""

    def __init__(self) -> None:
        super().__init__("the disk is full")
