"""``python -m tests.prepare_browser``: Chromium for the browser tests, installed where that is allowed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("chromium", "libatomic1")
"""libatomic1: the Node that Playwright brings needs it, and a minimal Debian does not have it."""

NOT_HERE = (
    "Chromium is not here, so the browser tests are left out. To have them: apt-get install chromium libatomic1, "
    "or name another Chromium in RESGUARDO_CHROMIUM."
)


def there() -> bool:
    """Whether the browser tests can run."""
    named = os.environ.get("RESGUARDO_CHROMIUM") or shutil.which("chromium")
    libraries = any(Path("/usr/lib").glob("**/libatomic.so.1"))
    return bool(named) and libraries


def install() -> None:
    """Install with apt; a failure is told by what is missing afterwards."""
    unasked = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *PACKAGES]):
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=unasked)


def main() -> int:
    """0: there, or left out with a sentence. 1: missing in CI, where nothing may be left out."""
    if there():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        sys.stdout.write("Installing Chromium for the browser tests ...\n")
        sys.stdout.flush()
        install()
    if there():
        return 0
    sys.stdout.write(f"{NOT_HERE}\n")
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
