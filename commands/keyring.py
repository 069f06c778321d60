"""The keys of this installation, as its settings say where they are."""

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from cases.tables import Case
from commands.leaving import CannotRun
from runtime.database import Sessions
from runtime.keys.cipher import Undecipherable
from runtime.keys.moving import Moving
from runtime.keys.ring import KeyLost, Keys
from runtime.keys.service import KeyService
from runtime.keys.store import Folder
from runtime.keys.wrapping import KeyFile, KeysGiven, NoKey, given
from runtime.settings import Settings


def keys(ours: Settings) -> Keys:
    """The keys. Raises CannotRun where no key-encryption key can be read: nothing is written without one."""
    try:
        found = wrapping(ours)
        found.current()
    except NoKey as why:
        if ours.key_service is not None:
            raise CannotRun(f"The cases cannot be enciphered: {why}. Look at RESGUARDO_KEY_SERVICE_URL.") from None
        raise CannotRun(
            f"The cases cannot be enciphered: {why}. `resguardo keys new` makes a file of key-encryption keys "
            "(RESGUARDO_KEY_FILE); where there was one before, bring it back: without it no case can be read."
        ) from None
    return Keys(Folder(ours.keys_in), found)


async def demand_fitting(record: Sessions, ours: Settings) -> None:
    """Raises CannotRun where the newest case cannot be read with these keys: they are another installation's.

    A record that does not answer, or has no tables yet, is not judged here: /health tells of it.
    """
    newest = select(Case).where(col(Case.erased_at).is_(None)).order_by(col(Case.opened_at).desc()).limit(1)
    try:
        async with record() as session:
            (await session.exec(newest)).first()
    except (KeyLost, Undecipherable, NoKey) as why:
        raise CannotRun(
            f"The record and the keys do not fit: {why}. Look at RESGUARDO_DATABASE_URL, RESGUARDO_KEY_FOLDER "
            f"({ours.keys_in}), and RESGUARDO_KEY_FILE ({ours.key_file_at}) or RESGUARDO_KEY_SERVICE_URL."
        ) from None
    except (SQLAlchemyError, OSError):
        return


def wrapping(ours: Settings) -> KeyFile | KeysGiven | KeyService | Moving:
    """What wraps: the key service where there is one, or else our own keys. Raises NoKey.

    With a service, our own keys are asked for where there are any: they wrapped what was enciphered before.
    """
    if ours.key_service is None:
        return own(ours)
    service = KeyService(ours.key_service)
    before = ours.key_encryption_keys is not None or ours.key_file_at.exists()
    return Moving(service, own(ours)) if before else service


def own(ours: Settings) -> KeyFile | KeysGiven:
    """The key-encryption keys of this installation: from the environment where it gives them, or from their file."""
    if ours.key_encryption_keys is not None:
        return given(ours.key_encryption_keys.get_secret_value().split(","))
    return KeyFile(ours.key_file_at)
