"""The histories that are kept, and how each is read: most are xz with their payloads as text, the first were gzip."""

import gzip
import json
import lzma
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
READS = {".gz": gzip.decompress, ".xz": lzma.decompress}


def kept(named: str = "*") -> list[Path]:
    """Every one whose name goes so."""
    return sorted(path for path in HERE.glob(f"[0-9]*_{named}.json.*") if path.suffix in READS)


def name(path: Path) -> str:
    """``NN_case_workflow``."""
    return path.name.partition(".")[0]


def told(path: Path) -> str:
    """The history, as JSON of Temporal's own form."""
    return json.dumps(_packed(json.loads(READS[path.suffix](path.read_bytes()))))


def store(told: str, name: str) -> None:
    """Keep one. Never written over: raises FileExistsError."""
    content = json.dumps(_unpacked(json.loads(told)), ensure_ascii=False, separators=(",", ":")).encode()
    with (HERE / f"{name}.json.xz").open("xb") as file:
        file.write(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))


def _unpacked(part: Any) -> Any:
    """Payloads as text: in base64 what is said twice looks like two things, and takes twice the room."""
    if isinstance(part, list):
        return [_unpacked(each) for each in part]
    if not isinstance(part, dict):
        return part
    if "metadata" in part and isinstance(part.get("data"), str):
        return {"metadata": part["metadata"], "text": b64decode(part["data"]).decode()}
    return {key: _unpacked(each) for key, each in part.items()}


def _packed(part: Any) -> Any:
    if isinstance(part, list):
        return [_packed(each) for each in part]
    if not isinstance(part, dict):
        return part
    if set(part) == {"metadata", "text"}:
        return {"metadata": part["metadata"], "data": b64encode(part["text"].encode()).decode()}
    return {key: _packed(each) for key, each in part.items()}
