"""docs/asvs.md is whole: each requirement of levels 1 and 2 once, its level right, its sums right, its paths there."""

import re
from collections import Counter

from tests.architecture.tree import PACKAGES, ROOT, modules, shown, tracked

PAGE = ROOT / "docs" / "asvs.md"

LEVELS = {
    "1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123",
    "2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23",
    "3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3", "3.7": "22333",
    "4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222",
    "5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222",
    "6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333", "6.6": "2223",
    "6.7": "33", "6.8": "2222",
    "7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22",
    "8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23",
    "9.1": "111", "9.2": "1222",
    "10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222", "10.6": "22",
    "10.7": "222",
    "11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23", "11.7": "33",
    "12.1": "12233", "12.2": "11", "12.3": "22223",
    "13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233",
    "14.1": "22", "14.2": "12223333", "14.3": "122",
    "15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333",
    "16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223",
    "17.1": "23", "17.2": "22223333", "17.3": "22",
}  # fmt: skip
"""ASVS 5.0.0, by section: the level of its first requirement, of its second, and so on."""

STATES = ("met", "partly", "not", "n/a")

ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
SUM = re.compile(r"^\| (level 1|level 2|together) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
PATH = re.compile(r"`([\w./-]+/[\w./-]*|[\w-]*\.[\w.]+|Makefile|Dockerfile)`")


def rows() -> list[tuple[str, str, str, str, str]]:
    """Number, level, what is asked, state, and where or what is missing."""
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


def test_every_requirement_has_one_row_with_its_level() -> None:
    """70 of level 1 and 183 of level 2; nothing of level 3."""
    wanted = {
        f"{section}.{at}": level
        for section, levels in LEVELS.items()
        for at, level in enumerate(levels, 1)
        if level != "3"
    }
    assert Counter(wanted.values()) == {"1": 70, "2": 183}
    found = [(number, level) for number, level, *_ in rows()]
    assert found == list(wanted.items()), sorted(set(wanted.items()) ^ set(found))
    assert not {state for *_, state, _ in rows()} - set(STATES)


def test_its_sums_are_those_of_its_rows() -> None:
    """At the top: how many are met, partly, not, and do not apply."""
    said = {name: tuple(map(int, numbers)) for name, *numbers in SUM.findall(PAGE.read_text(encoding="utf-8"))}
    counted = Counter((level, state) for _, level, _, state, _ in rows())
    one, two = (tuple(counted[level, state] for state in STATES) for level in "12")
    both = tuple(map(sum, zip(one, two, strict=True)))
    assert said == {"level 1": (*one, 70), "level 2": (*two, 183), "together": (*both, 253)}


def test_what_it_names_is_there() -> None:
    """Files and folders; and where something is met, one is named."""
    here = {str(path.relative_to(ROOT)) for path in tracked()}
    here |= {f"{parent}/" for each in here for parent in (ROOT / each).relative_to(ROOT).parents}
    named = {path for *_, where in rows() for path in PATH.findall(where)}
    assert not named - here, f"these are not there: {sorted(named - here)}"
    bare = [number for number, *_, state, where in rows() if state == "met" and not PATH.search(where)]
    assert not bare, f"say where these are met: {bare}"


MAKES_OR_PROVES = re.compile(
    r"^(?:import|from) (?:cryptography|hashlib|hmac|pwdlib|pyotp|joserfc|webauthn)\b", re.MULTILINE
)


def test_whatever_enciphers_hashes_or_signs_is_in_the_inventory() -> None:
    """docs/protection.md names the module, or the folder it lies in."""
    told = (ROOT / "docs" / "protection.md").read_text(encoding="utf-8")
    using = [path for path in modules(*PACKAGES) if MAKES_OR_PROVES.search(path.read_text(encoding="utf-8"))]
    untold = [shown(path) for path in using if f"`{shown(path)}`" not in told]
    assert not untold, f"say in docs/protection.md with which algorithm, for what: {untold}"
