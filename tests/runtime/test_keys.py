"""The keys: made once, wrapped, wrapped anew, destroyed; and what is said when one is not there."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from runtime.keys.cipher import Undecipherable, new_key
from runtime.keys.ring import AT_HAND, Erased, KeyLost, Keys
from runtime.keys.store import Folder, Memory, Store
from runtime.keys.wrapping import KeyFile, KeysGiven, NoKey, Wrapped, given

NOW = datetime(2026, 11, 28, tzinfo=UTC)
CASE = "K7QM-4RTX-5"


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    """Key-encryption keys in a file, with one key."""
    made = KeyFile(tmp_path / "key-encryption-keys")
    made.add(NOW)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Folder:
    """The folder of a new installation."""
    return Folder(tmp_path / "keys")


@pytest.fixture
def keys(store: Folder, file: KeyFile) -> Keys:
    """The keys of one process."""
    return Keys(store, file)


@pytest.mark.parametrize("plain", ["", "Niña", "the same words " * 500])
def test_there_and_back(keys: Keys, plain: str) -> None:
    text = keys.text(CASE, plain, "draft.data.guardian")
    assert keys.plain(CASE, text, "draft.data.guardian") == plain
    assert not plain or plain[:8] not in text
    assert keys.text(CASE, plain, "draft.data.guardian") != text, "twice the same is not seen to be the same"


def test_what_says_the_same_words_is_packed(keys: Keys) -> None:
    assert len(keys.text(CASE, "the same words " * 500, "x")) < 500


@pytest.mark.parametrize("place", ["draft.data.shelter", "draft.reason.guardian"])
def test_a_value_in_another_place_does_not_open(keys: Keys, place: str) -> None:
    """Who writes to the database cannot show one column's words in another's place."""
    text = keys.text(CASE, "a shelter's address", "draft.data.guardian")
    with pytest.raises(Undecipherable, match=place):
        keys.plain(CASE, text, place)


def test_nor_in_another_case(keys: Keys) -> None:
    text = keys.text(CASE, "words", "x")
    keys.text("0000-0000-0", "", "x")
    with pytest.raises(Undecipherable):
        keys.plain("0000-0000-0", text, "x")


def test_one_byte_changed_does_not_open(keys: Keys) -> None:
    text = keys.text(CASE, "words", "x")
    middle = len(text) // 2
    other = "A" if text[middle] != "A" else "B"
    with pytest.raises(Undecipherable):
        keys.plain(CASE, text[:middle] + other + text[middle + 1 :], "x")
    with pytest.raises(Undecipherable):
        keys.plain(CASE, text[:9], "x")


def test_each_case_has_a_key_of_its_own(keys: Keys, store: Folder) -> None:
    """And only wrapped does it lie there, for its owner alone."""
    for number in (CASE, "0000-0000-0"):
        keys.encipher(number, b"", "x")
    assert set(store.names()) == {CASE, "0000-0000-0"}
    assert store.get(CASE) != store.get("0000-0000-0")
    assert {each.stat().st_mode & 0o777 for each in store.path.iterdir()} == {0o600}
    assert store.path.stat().st_mode & 0o777 == 0o700


def test_two_processes_make_one_key(store: Folder, file: KeyFile) -> None:
    """Whoever is second takes the first one's."""
    made = [Keys(store, file) for _ in range(8)]
    together, texts = threading.Barrier(len(made)), []

    def write(each: Keys) -> None:
        together.wait()
        texts.append(each.text(CASE, "words", "x"))

    threads = [threading.Thread(target=write, args=(each,)) for each in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [Keys(store, file).plain(CASE, text, "x") for text in texts] == ["words"] * len(made)


def test_two_who_rotate_at_once_lose_no_key(file: KeyFile) -> None:
    """A lost line would be every case that was wrapped with it."""
    together, made = threading.Barrier(8), []

    def add() -> None:
        together.wait()
        made.append(KeyFile(file.path).add(NOW))

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(made) < set(file.names())
    assert len(file.names()) == 9


def test_destroyed_is_destroyed(store: Folder, file: KeyFile) -> None:
    """At once for who destroys it; for another process when it looks again, after half a minute."""
    clock = Clock()
    ours, other = Keys(store, file), Keys(store, file, clock)
    text = ours.text(CASE, "words", "x")
    assert other.plain(CASE, text, "x") == "words"
    assert ours.destroy(CASE, NOW)
    assert not ours.destroy(CASE, NOW)
    assert ours.is_erased(CASE)
    with pytest.raises(Erased):
        ours.plain(CASE, text, "x")
    assert other.plain(CASE, text, "x") == "words"
    clock.now += AT_HAND
    with pytest.raises(Erased):
        other.plain(CASE, text, "x")
    with pytest.raises(Erased):
        other.text(CASE, "new", "x")
    assert not ours.destroy("0000-0000-0", NOW), "there never was one"
    with pytest.raises(Erased):
        ours.text("0000-0000-0", "new", "x")


def test_a_key_that_is_not_there_is_never_made_to_read(keys: Keys, file: KeyFile) -> None:
    """A wrong folder must not look like an empty one."""
    text = keys.text(CASE, "words", "x")
    with pytest.raises(KeyLost, match=CASE):
        Keys(Memory(), file).plain(CASE, text, "x")


def test_rotated_and_retired(keys: Keys, store: Folder, file: KeyFile) -> None:
    """What was written before is read after; an old copy of the folder is worth nothing once its key is gone."""
    text, first = keys.text(CASE, "words", "x"), file.current()
    copy = {name: store.get(name) for name in store.names()}
    second = file.add(NOW)
    assert keys.wrapped_by() == {first: 1}
    assert keys.rewrap(CASE)
    assert not keys.rewrap(CASE)
    assert keys.wrapped_by() == {second: 1}
    with pytest.raises(NoKey, match="wraps now"):
        file.remove(second)
    file.remove(first)
    assert Keys(store, file).plain(CASE, text, "x") == "words"
    old = Memory()
    old.add(CASE, str(copy[CASE]))
    with pytest.raises(NoKey, match=first):
        Keys(old, file).plain(CASE, text, "x")


def test_an_erased_key_is_not_wrapped_anew(keys: Keys, file: KeyFile) -> None:
    keys.text(CASE, "words", "x")
    keys.destroy(CASE, NOW)
    file.add(NOW)
    assert not keys.rewrap(CASE)
    assert keys.is_erased(CASE)
    assert keys.wrapped_by() == {}


class Slow(KeyFile):
    """While it wraps, something else happens."""

    meanwhile: Callable[[], object] = staticmethod(lambda: None)

    def wrap(self, key: bytes, name: str) -> Wrapped:
        self.meanwhile()
        return super().wrap(key, name)


def test_what_is_destroyed_while_it_is_wrapped_anew_stays_destroyed(store: Folder, file: KeyFile) -> None:
    """The rotation has read the key already: it must not put it back. Nor does who writes for the first time."""
    ours, slow = Keys(store, file), Slow(file.path)
    text = ours.text(CASE, "words", "x")
    file.add(NOW)
    slow.meanwhile = lambda: ours.destroy(CASE, NOW)
    assert not Keys(store, slow).rewrap(CASE)
    with pytest.raises(Erased):
        Keys(store, file).plain(CASE, text, "x")
    assert "key" not in str(store.get(CASE)), "nothing of it lies there"
    slow.meanwhile = lambda: ours.destroy("AAAA-AAAA-3", NOW)
    with pytest.raises(Erased):
        Keys(store, slow).text("AAAA-AAAA-3", "words", "x")


def test_what_is_wrapped_anew_while_it_is_destroyed_is_destroyed(store: Folder, file: KeyFile) -> None:
    """The other way round: whoever destroys looks again, until it is gone."""

    class Between(Memory):
        """Somebody wraps anew after each look."""

        turns = 3

        def swap(self, name: str, before: str, text: str) -> bool:
            if self.turns and "destroyed" in text:
                self.turns -= 1
                super().swap(name, before, before + " ")
            return super().swap(name, before, text)

    keys = Keys(Between(), file)
    keys.text(CASE, "words", "x")
    assert keys.destroy(CASE, NOW)
    assert keys.is_erased(CASE)


def test_a_word_is_searched_for_blindly(keys: Keys, file: KeyFile) -> None:
    """The same word for the same purpose, under this installation's key only."""
    found = keys.blind("sound", "ernandes")
    assert found == keys.blind("sound", "ernandes")
    assert "ernandes" not in found
    assert len({found, keys.blind("born", "ernandes"), Keys(Memory(), file).blind("sound", "ernandes")}) == 3


@pytest.mark.parametrize("name", ["../key-encryption-keys", "", "a/b", "a\n", "ñ"])
def test_a_name_is_no_path(keys: Keys, name: str) -> None:
    with pytest.raises(ValueError, match="letters"):
        keys.text(name, "words", "x")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["only-a-name"], "line 1"),
        (["a b c"], "line 1"),
        (["", "name bm90IDMyIGJ5dGVz"], "line 2"),
        (["name !!!"], "32 bytes"),
    ],
)
def test_keys_given_wrongly_are_refused_and_not_shown(lines: list[str], words: str) -> None:
    with pytest.raises(NoKey, match=words) as refused:
        given(lines)
    assert "bm90" not in str(refused.value)


def test_no_key_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoKey, match="No such file"):
        KeyFile(tmp_path / "nowhere").current()
    with pytest.raises(NoKey, match="no key-encryption key"):
        given([""]).current()


@pytest.mark.parametrize("kind", ["folder", "memory"])
def test_a_store_keeps_what_was_there_first(kind: str, tmp_path: Path) -> None:
    made: Store = Folder(tmp_path / "keys") if kind == "folder" else Memory()
    assert list(made.names()) == []
    assert made.add("a", "first")
    assert not made.add("a", "second")
    assert made.get("a") == "first"
    assert not made.swap("a", "second", "third"), "something else is there"
    assert not made.swap("b", "first", "third"), "nothing is there"
    assert made.swap("a", "first", "third")
    assert (made.get("a"), made.get("b"), list(made.names())) == ("third", None, ["a"])


def test_keys_from_the_environment_serve_as_well() -> None:
    """In the place of the file."""
    keys = Keys(Memory(), KeysGiven({"first": new_key()}))
    assert keys.plain(CASE, keys.text(CASE, "words", "x"), "x") == "words"


def test_what_cannot_be_opened_again_is_not_put_in_place(keys: Keys, file: KeyFile, store: Folder) -> None:
    """Else the old key-encryption key would be retired, and the case with it."""
    text = keys.text(CASE, "Niña", "a place")
    file.add(NOW)

    class WrapsAnother(KeyFile):
        def wrap(self, key: bytes, name: str) -> Wrapped:
            return super().wrap(new_key(), name)

    with pytest.raises(NoKey, match="stays as it was"):
        Keys(store, WrapsAnother(file.path)).rewrap(CASE)
    assert Keys(store, file).plain(CASE, text, "a place") == "Niña"
