"""Albums: several photographs of one document, bound into one file with a page each."""

from collections.abc import Sequence
from io import BytesIO

from ingest.document import Document, Unreadable

IMAGES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})
_RESOLUTION = 200  # dots an inch: what scans are read at, so that no page is made larger or smaller
_QUALITY = 95  # of JPEG: strokes of small characters stay apart


def document(path: str, parts: Sequence[tuple[str, bytes]]) -> Document:
    """One document from its parts, by suffix and in order: the part itself, or a PDF with a page for each image.

    Raises:
        Unreadable: a part of several is no image.
    """
    if len(parts) == 1:
        [(suffix, content)] = parts
        return Document(path=path, content=content, suffix=suffix)
    return Document(path=path, content=_bound([content for _, content in parts]), suffix=".pdf")


def _bound(images: Sequence[bytes]) -> bytes:
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  # only albums need it

    pages = []
    for number, content in enumerate(images, start=1):
        try:
            with Image.open(BytesIO(content)) as image:
                pages.append(ImageOps.exif_transpose(image).convert("RGB"))
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            raise Unreadable(f"第{number}张不是图片，或者图片坏了，请重新拍了再发。") from None
    bound = BytesIO()
    first, *rest = pages
    first.save(bound, "PDF", save_all=True, append_images=rest, resolution=_RESOLUTION, quality=_QUALITY)
    return bound.getvalue()
