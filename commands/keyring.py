"""The keys of this installation, as its settings say where they are."""

from commands.leaving import CannotRun
from runtime.keys.ring import Keys
from runtime.keys.store import Folder
from runtime.keys.wrapping import KeyFile, KeysGiven, NoKey, given
from runtime.settings import Settings


def keys(ours: Settings) -> Keys:
    """The keys. Raises CannotRun where no key-encryption key can be read: nothing is written without one."""
    try:
        found = wrapping(ours)
        found.current()
    except NoKey as why:
        raise CannotRun(
            f"The cases cannot be enciphered: {why}. `resguardo keys new` makes a file of key-encryption keys "
            "(RESGUARDO_KEY_FILE); where there was one before, bring it back: without it no case can be read."
        ) from None
    return Keys(Folder(ours.keys_in), found)


def wrapping(ours: Settings) -> KeyFile | KeysGiven:
    """The key-encryption keys: from the environment where it gives them, or else from their file. Raises NoKey."""
    if ours.key_encryption_keys is not None:
        return given(ours.key_encryption_keys.get_secret_value().split(","))
    return KeyFile(ours.key_file_at)
