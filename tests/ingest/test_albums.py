"""Photographs of one document become its pages, in order."""

from io import BytesIO

import pytest
from PIL import Image

from ingest.albums import document
from ingest.document import Unreadable

COLOURS = [(255, 0, 0), (0, 255, 0), (0, 0, 255)]


def image(colour: tuple[int, int, int], form: str = "JPEG", size: tuple[int, int] = (60, 90)) -> bytes:
    held = BytesIO()
    Image.new("RGB", size, colour).save(held, form)
    return held.getvalue()


def test_one_part_is_the_document_as_it_is() -> None:
    found = document("通知.docx", [(".docx", b"content")])
    assert (found.path, found.content, found.suffix) == ("通知.docx", b"content", ".docx")


def test_several_images_are_pages_in_order() -> None:
    forms = ("JPEG", "PNG", "WEBP")
    images = [(f".{form}", image(colour, form)) for form, colour in zip(forms, COLOURS, strict=True)]
    bound = document("相册", images)
    assert bound.suffix == ".pdf"
    pages = pytest.importorskip("pypdfium2").PdfDocument(bound.content)
    seen = []
    for page in pages:
        bitmap = page.render(scale=200 / 72)
        picture = bitmap.to_pil().convert("RGB")
        assert abs(picture.width - 60) + abs(picture.height - 90) <= 2  # as many dots as there were
        seen.append(max(range(3), key=picture.getpixel((30, 45)).__getitem__))
        page.close()
    pages.close()
    assert seen == [0, 1, 2]


def test_what_is_no_image_is_one_sentence() -> None:
    with pytest.raises(Unreadable, match="第2张"):
        document("相册", [(".jpg", image(COLOURS[0])), (".jpg", b"no image")])
