"""YAML without its traps.

YAML 1.1 reads an unquoted NO as false, a key ``on`` as true and 010 as eight. Here nothing is guessed: true and
false, plain whole numbers and decimals, and null are read; everything else is text; whatever another YAML
reader would take for something else is refused until it stands in quotes.
"""

import re
from pathlib import Path
from typing import Any, ClassVar

import yaml

from guidelines.refusal import GuidelineRefused, Problem

_WORDS = re.compile(r"^([yY]|[nN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|True|TRUE|False|FALSE)$")
_NUMBERS = re.compile(r"^[-+]?(0[0-9_]+|0[xob][0-9a-fA-F_]+|[0-9]+(:[0-9]+)+|[0-9]+_[0-9_]*)$")


class _Trap(Exception):
    def __init__(self, line: int, what: str, mend: str) -> None:
        super().__init__(what)
        self.line, self.what, self.mend = line, what, mend


class _Strict(yaml.SafeLoader):
    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            raise _Trap(
                event.start_mark.line + 1, f"`*{event.anchor}` points to another place.", "Write it out in full."
            )
        node = super().compose_node(parent, index)
        if isinstance(node, yaml.ScalarNode) and node.style is None:
            _refuse_trap(node)
        return node

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
                raise _Trap(line, "A key must be a word.", "Put the key in quotes if it is meant as text.")
            if key.value in seen:
                raise _Trap(line, f"`{key.value}` stands here twice.", "Keep one of the two and delete the other.")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _refuse_trap(node: yaml.ScalarNode) -> None:
    if _WORDS.match(node.value) or _NUMBERS.match(node.value):
        raise _Trap(
            node.start_mark.line + 1,
            f"`{node.value}` without quotes is read as something else by YAML.",
            f'Write "{node.value}" in quotes, or use another word.',
        )


_Strict.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
_Strict.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(null|~|)$"), ["n", "~", ""])
_Strict.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(0|[1-9][0-9]*)$"), list("-0123456789"))
_Strict.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789")
)


def read(path: Path, file: str) -> Any:
    """The content of a YAML file: dicts, lists, text, numbers, booleans, None; a date stays text.

    ``file`` is the name used in refusals. Raises GuidelineRefused.
    """
    if not path.is_file():
        raise GuidelineRefused(Problem(file, "", "There is no such file.", "Create it, or put it back from git."))
    try:
        text = path.read_text(encoding="utf-8")
        return yaml.load(text, Loader=_Strict)  # nosec B506  (_Strict is a SafeLoader)
    except UnicodeDecodeError:
        raise GuidelineRefused(Problem(file, "", "The file is not UTF-8 text.", "Save it as UTF-8.")) from None
    except _Trap as trap:
        raise GuidelineRefused(Problem(file, f"line {trap.line}", trap.what, trap.mend)) from None
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise GuidelineRefused(
            Problem(
                file,
                line,
                f"This is not YAML that can be read ({error.problem}).",
                "Check the indentation; put a sentence that contains a colon in quotes.",
            )
        ) from None
    except yaml.YAMLError as error:
        raise GuidelineRefused(Problem(file, "", f"This is not YAML that can be read ({error}).", "")) from None
