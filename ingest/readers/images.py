"""Images: photographs and scans, recognised as pages."""

import io
from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from ingest.document import RECOGNISING_PAGES, Progress, SourceText, Unreadable
from ingest.readers import layout, recognition
from ingest.readers.limits import MOST_FRAMES, MOST_PIXELS

_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")
_LONGEST_SIDE = 4_000  # pixels; a photograph of a page shows no more letters with more
_DAMAGED = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,  # Pillow's own for a broken PNG
    ValueError,
    EOFError,
    OverflowError,
    Image.DecompressionBombError,
)


def read(content: bytes, progress: Progress) -> SourceText:
    """The text of a picture; a TIFF may hold several pages.

    Raises:
        Unreadable: it is damaged, too large, or shows no text.
    """
    return read_all([content], progress)


def read_all(contents: Sequence[bytes], progress: Progress) -> SourceText:
    """The text of several pictures, in order, as one document.

    Raises:
        Unreadable: one is damaged or too large, or they show no text.
    """
    pages = recognition.Pages()
    texts: list[str] = []
    for place, content in enumerate(contents):
        for number, total, picture in _pictures(content):
            progress(RECOGNISING_PAGES, place + number, len(contents) + total - 1)
            texts.append(pages.recognise(picture, len(texts) + 1))
    text = layout.pages_text(texts)
    if not text.strip():
        raise Unreadable("图片里没有认出文字，请拍得清楚、端正一些再加。")
    return SourceText(text=text, format="image", warnings=pages.warnings())


def _pictures(content: bytes) -> Iterator[tuple[int, int, recognition.Picture]]:
    """The pages with their number from 0 and how many there are."""
    Image.MAX_IMAGE_PIXELS = None  # checked below, with a sentence of our own
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            total = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            if total > MOST_FRAMES:
                raise Unreadable(f"图片有{total}页，最多识别{MOST_FRAMES}页，请拆成几份再加。")
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number >= total:
                    return
                yield number, total, _picture(frame)
    except _DAMAGED as problem:
        raise Unreadable("图片损坏或不完整，打不开。") from problem


def _picture(frame: Image.Image) -> recognition.Picture:
    if frame.width * frame.height > MOST_PIXELS:
        raise Unreadable(
            f"图片太大（{frame.width}×{frame.height}），最多{MOST_PIXELS // 10_000}万像素，请缩小再加。"
        )
    frame.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))  # a JPEG is read smaller at once
    upright = ImageOps.exif_transpose(frame) or frame
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    if upright.mode in {"RGBA", "LA", "P", "PA"}:
        seen = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    return np.asarray(upright.convert("RGB"))[:, :, ::-1].copy()  # blue first, as OpenCV has it
