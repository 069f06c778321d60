"""YAML without its traps.

YAML 1.1 reads an unquoted NO as false, a key ``on`` as true and 010 as eight. Here nothing is guessed: true and
false, plain whole numbers and decimals, and null are read; everything else is text; whatever another YAML
reader would take for something else is refused until it stands in quotes.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from guidelines.refusal import GuidelineRefused, Problem

_WORDS = re.compile(r"^([yY]|[nN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|True|TRUE|False|FALSE|Null|NULL)$")
_NUMBERS = re.compile(r"^[-+]?(0[0-9_]+|0[xob][0-9a-fA-F_]+|[0-9]+(:[0-9]+)+|[0-9]+_[0-9_]*)$")
_WHOLE = re.compile(r"^-?(0|[1-9][0-9]*)$")
_DECIMAL = re.compile(r"^-?(0|[1-9][0-9]*)\.[0-9]+$")
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only parses: what a plain word means is decided below."""


class _Trap(Exception):
    def __init__(self, node: yaml.Node, what: str, mend: str) -> None:
        super().__init__(what)
        self.line, self.what, self.mend = node.start_mark.line + 1, what, mend


def read(path: Path, file: str) -> Any:
    """The content of a YAML file: dicts, lists, text, numbers, booleans, None; a date stays text.

    ``file`` is the name used in refusals. Raises GuidelineRefused.
    """
    if not path.is_file():
        raise GuidelineRefused(Problem(file, "", "There is no such file.", "Create it, or put it back from git."))
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
        return _value(node, set()) if node else None
    except UnicodeDecodeError:
        raise GuidelineRefused(Problem(file, "", "The file is not UTF-8 text.", "Save it as UTF-8.")) from None
    except _Trap as trap:
        raise GuidelineRefused(Problem(file, f"line {trap.line}", trap.what, trap.mend)) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = f"This is not YAML that can be read ({getattr(error, 'problem', None) or error})."
        mend = "Check the indentation; put a sentence that contains a colon in quotes."
        raise GuidelineRefused(Problem(file, f"line {mark.line + 1}" if mark else "", what, mend)) from None


def _value(node: yaml.Node, seen: set[int]) -> Any:
    if id(node) in seen:
        raise _Trap(node, "Another place points here (`*`).", "Write it out in full in both places.")
    seen.add(id(node))
    if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
        raise _Trap(node, f"`{node.tag}` is not a kind of value that is read here.", "Delete what begins with `!`.")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, seen) for each in node.value]
    quoted = isinstance(node, yaml.ScalarNode) and node.style
    return node.value if quoted else _plain(node)


def _mapping(node: yaml.MappingNode, seen: set[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _value(key_node, seen)
        if not isinstance(key, str):
            raise _Trap(key_node, "A key must be a word.", "Put the key in quotes if it is meant as text.")
        if key in found:
            raise _Trap(key_node, f"`{key}` stands here twice.", "Keep one of the two and delete the other.")
        found[key] = _value(value_node, seen)
    return found


def _plain(node: yaml.Node) -> str | int | float | bool | None:
    text: str = node.value
    if _WORDS.match(text) or _NUMBERS.match(text):
        mend = f'Write "{text}" in quotes, or use another word.'
        raise _Trap(node, f"`{text}` without quotes is read as something else by YAML.", mend)
    if _WHOLE.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return float(text)
    return _PLAIN.get(text, text)
