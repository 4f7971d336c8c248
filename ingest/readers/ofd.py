"""OFD: the text of China's own format of laid-out documents (GB/T 33190): a zip of pages as XML."""

import posixpath
import zipfile
from collections.abc import Iterator

from ingest.document import Progress, SourceText, Unreadable
from ingest.readers import layout, markup, zips
from ingest.readers.limits import LARGEST_MARKUP, MOST_CHARACTERS, MOST_PAGES
from ingest.readers.markup import Element, attribute, name

_HEIGHT = 4.0  # millimetres of a letter whose text does not say: about twelve points


def read(content: bytes, progress: Progress) -> SourceText:
    """The text of the pages of all documents in an OFD file, in order.

    Raises:
        Unreadable: it is damaged, too long, or holds no text.
    """
    with zips.opened(content) as found:
        pages: list[str] = []
        addresses = list(_pages(found))
        if len(addresses) > MOST_PAGES:
            raise Unreadable(f"文件有{len(addresses)}页，最多读{MOST_PAGES}页，请拆成几份再加。")
        for number, address in enumerate(addresses):
            progress("读第几页", number, len(addresses))
            pages.append(_page(_part(found, address)))
        text = layout.pages_text(pages)
    if not text.strip():
        raise Unreadable("这份 OFD 里没有文字，只有图片。请用阅读器另存为 PDF 再加。")
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"文字超过{MOST_CHARACTERS // 10_000}万字，请拆成几份再加。")
    return SourceText(text=text, format="ofd")


def _pages(found: zipfile.ZipFile) -> Iterator[str]:
    """Where the pages stand in the zip, in the order of the document."""
    for body in _part(found, "OFD.xml").iter("{*}DocRoot"):
        address = _address("", body.text or "")
        root = _part(found, address)
        for page in root.iter("{*}Page"):
            location = attribute(page, "BaseLoc")
            if location:
                yield _address(posixpath.dirname(address), location)


def _address(folder: str, location: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, location.strip())).lstrip("/")


def _part(found: zipfile.ZipFile, address: str) -> Element:
    try:
        member = found.getinfo(address)
    except KeyError as problem:
        raise Unreadable("文件损坏或不完整，缺少其中的页面。") from problem
    return markup.parse(zips.read(found, member, LARGEST_MARKUP))


def _page(root: Element) -> str:
    pieces = [piece for element in root.iter("{*}TextObject") for piece in _pieces(element)]
    return layout.page_text(layout.rows(pieces))


def _pieces(element: Element) -> Iterator[layout.Line]:
    """The runs of letters of a text object, each where it stands on the page."""
    x, y, width, height = _numbers(attribute(element, "Boundary"), 4) or (0.0, 0.0, 0.0, _HEIGHT)
    size = (_numbers(attribute(element, "Size"), 1) or (height or _HEIGHT,))[0]
    matrix = _numbers(attribute(element, "CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    for code in (one for one in element if name(one) == "TextCode"):
        text = (code.text or "").strip("\n")
        if not text.strip():
            continue
        inner_x = (_numbers(attribute(code, "X"), 1) or (0.0,))[0]
        inner_y = (_numbers(attribute(code, "Y"), 1) or (size,))[0]
        left = x + matrix[0] * inner_x + matrix[2] * inner_y + matrix[4]
        base = y + matrix[1] * inner_x + matrix[3] * inner_y + matrix[5]
        letter = size * abs(matrix[3] or 1.0)
        long = _advance(attribute(code, "DeltaX"), len(text)) * abs(matrix[0] or 1.0)
        right = (
            left + long + letter
            if long
            else min(x + width, left + letter * len(text))
            if width
            else left + letter
        )
        yield layout.Line(left, base - letter, max(right, left), base, text)


def _advance(deltas: str | None, letters: int) -> float:
    """How far the last letter stands from the first: `g 3 4.2` says 4.2 three times."""
    words, total, given = (deltas or "").split(), 0.0, 0
    while words and given < letters - 1:
        word = words.pop(0)
        times, step = 1, word
        if word == "g" and len(words) > 1:
            times, step = int(_number(words.pop(0))), words.pop(0)
        times = min(times, letters - 1 - given)
        total += times * _number(step)
        given += max(times, 1)
    return total


def _numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    words = (text or "").split()
    return tuple(map(_number, words)) if len(words) == count else None


def _number(word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        return 0.0
    return number if abs(number) < 1e6 else 0.0  # also for what is no number: no page is a kilometre wide
