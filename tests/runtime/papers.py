"""Files as people send them, and as they should not: made here, so that every byte is known."""

import zipfile
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image

CAMERA = "Camera Ejemplo"
PLACE: dict[int, Any] = {1: "N", 2: (19.0, 24.0, 0.0), 3: "W", 4: (99.0, 9.0, 0.0)}
"""What a telephone writes into a photograph: its own name, and where it was."""


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (320, 240), **more: Any) -> bytes:
    """A grey picture."""
    out = BytesIO()
    Image.new(mode, size, 128 if mode in ("L", "P", "I;16") else None).save(out, kind, **more)
    return out.getvalue()


def png(**more: Any) -> bytes:
    """A PNG."""
    return picture("PNG", **more)


def jpeg(**more: Any) -> bytes:
    """A JPEG."""
    return picture("JPEG", **more)


def located_jpeg() -> bytes:
    """One that says where it was taken."""
    exif = Image.Exif()
    exif[0x0110] = CAMERA
    exif.get_ifd(0x8825).update(PLACE)
    return jpeg(exif=exif.tobytes())


def pdf(pages: int = 1) -> bytes:
    """White pages."""
    out = BytesIO()
    white = [Image.new("RGB", (200, 280), "white") for _ in range(pages)]
    white[0].save(out, "PDF", save_all=True, append_images=white[1:])
    return out.getvalue()


def acting_pdf(action: bytes = b"/S /JavaScript /JS (app.alert(1))") -> bytes:
    """A PDF that does something once it is opened."""
    return pdf().replace(b"/Type /Catalog", b"/OpenAction << " + action + b" >> /Type /Catalog")


def carrying_pdf() -> bytes:
    """A PDF with a file inside."""
    document, out = pypdfium2.PdfDocument(pdf()), BytesIO()
    document.new_attachment("inside.txt").set_data(b"inside")
    document.save(out)
    return out.getvalue()


def archive() -> bytes:
    """A ZIP, as an Office document with macros is one."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/vbaProject.bin", b"macro")
        made.writestr("[Content_Types].xml", b"<Types/>")
    return out.getvalue()


def bomb() -> bytes:
    """Fifty kilobytes that unfold into four hundred million pixels."""
    return picture("PNG", "1", (20_000, 20_000))


HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "document_empty"),
    "a web page": (b"<!doctype html><html><script>alert(1)</script></html>", "document_of_another_kind"),
    "a drawing with a script": (
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "document_of_another_kind",
    ),
    "a program": (b"MZ" + bytes(200), "document_of_another_kind"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "document_of_another_kind"),
    "words": (b"only words", "document_of_another_kind"),
    "a moving picture": (picture("GIF", "P"), "document_of_another_kind"),
    "a document with macros": (archive(), "document_of_another_kind"),
    "PHP in a comment of a JPEG": (jpeg(comment=b"<?php system($_GET[0]); ?>"), "document_active"),
    "a script after a PNG": (png() + b"<SCRIPT>alert(1)</SCRIPT>", "document_active"),
    "a ZIP after a PNG": (png() + archive(), "document_active"),
    "a PDF in a comment of a JPEG": (jpeg(comment=b"%PDF-1.4"), "document_active"),
    "a web page before a PDF": (b"<html></html>\n" + pdf(), "document_of_another_kind"),
    "a PDF with a script": (acting_pdf(), "document_active"),
    "a PDF with a script spelt otherwise": (acting_pdf(b"/S /J#61vaScript /JS (1)"), "document_active"),
    "a PDF that starts a program": (acting_pdf(b"/S /Launch /F (cmd.exe)"), "document_active"),
    "a PDF with a file inside": (carrying_pdf(), "document_active"),
    "half a JPEG": (jpeg(size=(900, 700))[:1500], "document_unreadable"),
    "half a PNG": (png()[:60], "document_unreadable"),
    "the beginning of a PDF": (pdf()[:200], "document_unreadable"),
    "a bomb": (bomb(), "document_too_wide"),
    "too much": (png() + bytes(1024 * 1024), "document_too_large"),
}
"""What must not be taken, by what it is; and how it is refused where a mebibyte is the most."""

TAKEN: dict[str, tuple[bytes, str]] = {
    "a JPEG": (jpeg(), "image/jpeg"),
    "a JPEG in parts": (jpeg(progressive=True), "image/jpeg"),
    "a grey JPEG": (jpeg(mode="L"), "image/jpeg"),
    "a JPEG for print": (jpeg(mode="CMYK"), "image/jpeg"),
    "a PNG": (png(), "image/png"),
    "a PNG with holes": (png(mode="RGBA"), "image/png"),
    "a PNG of few colours": (png(mode="P"), "image/png"),
    "a PNG of deep grey": (png(mode="I;16"), "image/png"),
    "a PDF": (pdf(), "application/pdf"),
    "a PDF of pages": (pdf(3), "application/pdf"),
}
"""What is, whatever it is called."""
