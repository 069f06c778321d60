"""The program that opens a foreign file: a process of its own, which opens no other file and no connection.

It reads an order (a line of JSON) and the file, and writes the number of pages, or a picture; how it ends says the
rest.
"""

import json
import resource
import sys
from typing import Any

from PIL import Image

from runtime.documents.picture import Acts, TooManyPixels, pages, preview

MEMORY = 1024 * 1024 * 1024
"""Bytes: four times the largest picture that is taken, and room for the libraries."""

SECONDS = 20
"""Of the processor's time."""

OPEN = 3
"""Files: what it reads, what it writes, and where nobody listens. No other can be opened, nor a socket."""

TOO_MANY_PIXELS, ACTS = 3, 4
"""How it ends where that was found. Any other end but 0 says that the file is damaged, or made to do harm."""


def confined() -> None:
    """From now on this process has little memory and time, and opens nothing."""
    Image.init()  # its plugins are files too
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, OPEN),
    ):
        resource.setrlimit(what, (most, most))


def answer(order: dict[str, Any], content: bytes) -> bytes:
    """What was asked for."""
    if "page" not in order:
        return str(pages(order["type"], content, order["pixels"])).encode()
    return preview(order["type"], content, order["pixels"], order["page"], order["marks"])


def main() -> int:
    """Read, draw, write."""
    confined()
    Image.MAX_IMAGE_PIXELS = None  # they are counted by us, before any is unfolded
    order = json.loads(sys.stdin.buffer.readline())
    try:
        sys.stdout.buffer.write(answer(order, sys.stdin.buffer.read()))
    except TooManyPixels:
        return TOO_MANY_PIXELS
    except Acts:
        return ACTS
    return 0


if __name__ == "__main__":
    sys.exit(main())
