"""The histories that are kept, and how each is read: most are xz, the first were gzip."""

import gzip
import lzma
from pathlib import Path

HERE = Path(__file__).resolve().parent
READS = {".gz": gzip.decompress, ".xz": lzma.decompress}


def kept(named: str = "*") -> list[Path]:
    """Every one whose name goes so."""
    return sorted(path for path in HERE.glob(f"[0-9]*_{named}.json.*") if path.suffix in READS)


def name(path: Path) -> str:
    """``NN_case_workflow``."""
    return path.name.partition(".")[0]


def told(path: Path) -> str:
    """The history, as JSON."""
    return READS[path.suffix](path.read_bytes()).decode()


def store(told: str, name: str) -> None:
    """Keep one. Never written over: raises FileExistsError."""
    with (HERE / f"{name}.json.xz").open("xb") as file:
        file.write(lzma.compress(told.encode(), preset=9 | lzma.PRESET_EXTREME))
