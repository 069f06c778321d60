"""A picture of a page of a document, marked with who looks at it. Runs apart (runtime.documents.drawing)."""

import unicodedata
from collections.abc import Sequence
from io import BytesIO

import pypdfium2
from PIL import Image, ImageDraw, ImageFont, ImageOps
from pypdfium2 import raw

WIDE, HIGH = 1200, 1700
"""Pixels of a preview at most: a page that can be read, on a line that is slow."""

QUALITY = 75
"""Of the JPEG that is sent, in percent."""

LETTERS, APART, SLANT = 26, 30, 28
"""The watermark: pixels of its letters and between two of it, and its slope in degrees."""

INK, EDGE = (40, 40, 40, 130), (255, 255, 255, 170)
"""Dark with a light edge, both half transparent: seen on dark and on light, and the page is read through it."""

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}


class TooManyPixels(Exception):
    """It would unfold into more than is taken."""


class Acts(Exception):
    """It carries scripts, files or a form of its own."""


def pages(media_type: str, content: bytes, most_pixels: int) -> int:
    """How many pages it has, once it was read to its end. Raises TooManyPixels, Acts; anything else: it is damaged."""
    if media_type == "application/pdf":
        with pypdfium2.PdfDocument(content) as document:
            scripts = raw.FPDFDoc_GetJavaScriptActionCount(document)
            if scripts > 0 or document.count_attachments() or document.get_formtype() > raw.FORMTYPE_ACRO_FORM:
                raise Acts
            _page(document, 1)
            return len(document)
    _image(media_type, content, most_pixels)
    return 1


def preview(media_type: str, content: bytes, most_pixels: int, page: int, marks: Sequence[str]) -> bytes:
    """A JPEG of one page, drawn anew: nothing of what the file says besides is in it."""
    if media_type == "application/pdf":
        with pypdfium2.PdfDocument(content) as document:
            found = _page(document, page)
    else:
        found = _image(media_type, content, most_pixels)
    found.thumbnail((WIDE, HIGH))
    out = BytesIO()
    watermarked(_flat(found), marks).save(out, "JPEG", quality=QUALITY, progressive=True)
    return out.getvalue()


def _image(media_type: str, content: bytes, most_pixels: int) -> Image.Image:
    image = Image.open(BytesIO(content), formats=[FORMATS[media_type]])
    if image.width * image.height > most_pixels:
        raise TooManyPixels
    image.load()
    return ImageOps.exif_transpose(image)


def _page(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    page = document[number - 1]
    wide, high = page.get_size()
    found: Image.Image = page.render(scale=min(WIDE / wide, HIGH / high)).to_pil()
    return found


def _flat(image: Image.Image) -> Image.Image:
    """Its colours on white, and nothing else of it."""
    coloured = image.convert("RGBA")
    flat = Image.new("RGB", coloured.size, "white")
    flat.paste(coloured, mask=coloured.getchannel("A"))
    return flat


def plain(text: str) -> str:
    """Without accents: the font that Pillow brings has none, and draws a box for them."""
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def watermarked(image: Image.Image, marks: Sequence[str]) -> Image.Image:
    """The picture with ``marks`` over all of it, again and again. A small one is put on a white ground first."""
    font = ImageFont.load_default(LETTERS)
    text = plain("\n".join(marks))
    left, top, right, bottom = ImageDraw.Draw(image).multiline_textbbox((0, 0), text, font=font, stroke_width=1)
    tile = Image.new("RGBA", (int(right - left) + APART, int(bottom - top) + APART))
    ImageDraw.Draw(tile).multiline_text((0, 0), text, INK, font, stroke_width=1, stroke_fill=EDGE)
    tile = tile.rotate(SLANT, expand=True)
    ground = Image.new("RGBA", (max(image.width, tile.width), max(image.height, tile.height)), "white")
    ground.paste(image, (0, 0))
    over = Image.new("RGBA", ground.size)
    for row, y in enumerate(range(-tile.height // 2, ground.height, tile.height)):
        for x in range(-(row % 2) * tile.width // 2, ground.width, tile.width):
            over.alpha_composite(tile, (max(x, 0), max(y, 0)), (max(-x, 0), max(-y, 0)))
    return Image.alpha_composite(ground, over).convert("RGB")
