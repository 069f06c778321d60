"""``python -m tests.releases.keep COMMIT``: keeps the code of a released worker, and the driver its tests had."""

import io
import lzma
import subprocess
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

WORKER = ("activities", "cases", "commands", "guidelines", "locales", "migrations", "runtime", "templates", "workflows")
"""What a worker is made of; pages and API are not part of a case's story."""

DRIVER = tuple(f"tests/workflows/{name}.py" for name in ("acting", "moving", "path", "people"))
"""The invented people of that release, who file its reports as it wanted them."""


def git(*words: str) -> bytes:
    """What git answers. Raises CalledProcessError."""
    return subprocess.run(["git", *words], check=True, capture_output=True).stdout


def keep(commit: str) -> Path:
    """Store it under its day and its commit; a release is never written over. Raises FileExistsError."""
    day, name = git("show", "-s", "--format=%cs %h", commit).decode().split()
    tree = git("archive", "--format=tar", commit, *WORKER, *DRIVER)
    with tarfile.open(fileobj=io.BytesIO(tree)) as made:
        assert made.getmembers(), "an empty archive"
    stored = HERE / f"{day}_{name}.tar.xz"
    with stored.open("xb") as file:
        file.write(lzma.compress(tree, preset=9 | lzma.PRESET_EXTREME))
    return stored


if __name__ == "__main__":
    sys.stdout.write(f"{keep(sys.argv[1])}\n")
