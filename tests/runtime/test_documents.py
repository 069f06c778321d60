"""What a file is by its bytes, what a scanner says of it, where it lies, and what a picture of it shows."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from runtime.documents import scanner as scanning
from runtime.documents.apart import MOST_PIXELS, TooWide, Unreadable, pages_of, preview_of
from runtime.documents.kinds import KINDS, Active, WrongKind, kind_of
from runtime.documents.objects import InAFolder, Lost, Unreachable, objects
from runtime.settings import Settings
from tests.runtime.bucket import bucket
from tests.runtime.clamd import EICAR, clamd
from tests.runtime.papers import CAMERA, HOSTILE, TAKEN, jpeg, located_jpeg, pdf, png

RAISED: dict[str, type[Exception]] = {
    "document_of_another_kind": WrongKind,
    "document_active": Active,
    "document_unreadable": Unreadable,
    "document_too_wide": TooWide,
}
MARKS = ("Luz Ejemplo", "Procuraduría", "2026-12-10 15:00 UTC", "K7QM-4RTX-5")


@pytest.mark.parametrize("name", [name for name, (_, code) in HOSTILE.items() if code in RAISED])
async def test_what_is_not_taken(name: str) -> None:
    content, code = HOSTILE[name]
    with pytest.raises(RAISED[code]):
        await pages_of(kind_of(content).media_type, content)


@pytest.mark.parametrize("name", TAKEN)
async def test_what_is_taken_and_drawn(name: str) -> None:
    content, media_type = TAKEN[name]
    assert kind_of(content).media_type == media_type
    assert await pages_of(media_type, content) == (3 if "pages" in name else 1)
    assert opened(await preview_of(media_type, content, 1, MARKS)).format == "JPEG"


def test_an_installation_may_take_fewer_kinds() -> None:
    with pytest.raises(WrongKind):
        kind_of(pdf(), frozenset({"image/png"}))
    with pytest.raises(ValueError, match="RESGUARDO_DOCUMENT_TYPES"):
        Settings(document_types="image/svg+xml")


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("make", [lambda: jpeg(size=(900, 700)), pdf], ids=["photograph", "page"])
async def test_the_watermark_is_all_over_it_and_says_who(make: Callable[[], bytes]) -> None:
    """Every quarter of the picture differs from the page as it is, and another reader's picture from this one."""
    content = make()
    kind = kind_of(content).media_type
    marked = opened(await preview_of(kind, content, 1, MARKS))
    other = opened(await preview_of(kind, content, 1, ("Another", *MARKS[1:])))
    bare = Image.new("RGB", marked.size, "white" if kind == "application/pdf" else (0, 0, 0))
    wide, high = marked.width // 2, marked.height // 2
    for left, top in ((0, 0), (wide, 0), (0, high), (wide, high)):
        quarter = (left, top, left + wide, top + high)
        changed = ImageChops.difference(marked.crop(quarter), bare.crop(quarter)).convert("L")
        assert sum(changed.point(lambda value: value > 60).histogram()[1:]) > 200, "no mark is here"
    assert ImageChops.difference(marked, other).getbbox() is not None


async def test_nothing_that_the_camera_said_is_in_the_picture() -> None:
    content = located_jpeg()
    assert opened(content).getexif().get_ifd(0x8825), "the photograph says where it was taken"
    drawn = await preview_of("image/jpeg", content, 1, MARKS)
    assert not opened(drawn).getexif()
    assert CAMERA.encode() not in drawn


async def test_a_page_that_is_not_there_and_too_many_pixels() -> None:
    with pytest.raises(Unreadable):
        await preview_of("application/pdf", pdf(), 2, MARKS)
    assert MOST_PIXELS < 20_000**2


def test_the_program_that_opens_files_opens_no_other() -> None:
    """Neither a file nor a connection, once it is confined; and it is given no environment."""
    tried = (
        "import socket; from runtime.documents.drawing import confined; confined()\n"
        "for attempt in (lambda: open('/etc/hostname'), lambda: socket.socket()):\n"
        "    try: attempt()\n"
        "    except OSError: print('refused')\n"
    )
    run = subprocess.run([sys.executable, "-I", "-c", tried], capture_output=True, text=True, check=True, env={})
    assert run.stdout.split() == ["refused", "refused"]


async def test_what_the_scanner_says() -> None:
    async with clamd() as server:
        scanner = scanning.scanner(server.address)
        large = png() + bytes(3 * scanning.CHUNK)
        assert await scanner.scan(large) == "clean"
        assert server.seen == [large], "it was given every byte"
        assert await scanner.scan(b"x" + EICAR) == "infected"
        server.errs = True
        assert await scanner.scan(b"x") == "not_scanned"
        server.hangs = True
        assert await scanning.Clamd(server.address, wait=0.2).scan(b"x") == "not_scanned"
    assert await scanner.scan(b"x") == "not_scanned", "it is away"
    assert await scanning.scanner(None).scan(b"x") == "not_scanned"
    assert await scanning.scanner("unix:///nowhere/clamd.sock").scan(b"x") == "not_scanned"


async def test_a_folder_keeps_what_it_was_given_once(tmp_path: Path) -> None:
    kept = objects(str(tmp_path / "made" / "later"))
    with pytest.raises(Lost):
        await kept.get("ab")
    await kept.put("ab", b"bytes")
    assert await kept.get("ab") == b"bytes"
    assert (tmp_path / "made" / "later").stat().st_mode & 0o077 == 0, "its owner alone reads it"
    with pytest.raises(Unreachable):
        await kept.put("ab", b"others")
    with pytest.raises(Lost):
        await kept.get("cd")
    assert isinstance(kept, InAFolder)


async def test_a_bucket_is_asked_in_the_same_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over HTTP, with what the environment says of its access; away, it is said to be away."""
    with bucket() as (address, lying):
        for name, value in (
            ("ENDPOINT", address),
            ("REGION", "x"),
            ("ACCESS_KEY_ID", "x"),
            ("SECRET_ACCESS_KEY", "x"),
        ):
            monkeypatch.setenv(f"AWS_{name}", value)
        kept = objects("s3://papers/of/cases")
        await kept.put("ab", b"bytes")
        assert await kept.get("ab") == b"bytes"
        assert lying == {"/papers/of/cases/ab": b"bytes"}
        with pytest.raises(Unreachable):
            await kept.put("ab", b"others")
        with pytest.raises(Lost):
            await kept.get("cd")
    with pytest.raises(Unreachable):
        await kept.get("ab")


def test_each_kind_has_its_ending() -> None:
    assert {each.ending for each in KINDS.values()} == {"jpg", "png", "pdf"}
