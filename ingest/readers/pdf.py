"""PDF: the text of its pages, line by line as they lie; a page that is a picture is recognised."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from ingest.document import RECOGNISING_PAGES, Progress, SourceText, Unreadable
from ingest.readers import fonts, layout, recognition, ruling
from ingest.readers.encoding import encodable
from ingest.readers.limits import LARGEST_PAGE, MOST_CHARACTERS, MOST_PAGES, MOST_SCANNED_PAGES

_LETTERS_OF_A_STAMP = 40  # characters; a scan may carry no more text than a page number or an app's name
_COVERED = 0.4  # of the page, by pictures, from which it is a scan
_OUTLINED = 60  # shapes on a page without text: its letters were turned into curves
_UNMAPPED = 0.15  # of the letters; more without a meaning, and the text is recognised instead
_DEEPEST = 3  # forms within forms in which pictures are looked for
_WORD_GAP = 0.7  # letters between two Chinese letters where a space is meant
_HYPHENS = {0x2: "-", 0xFFFE: "-"}  # what pdfium gives for a hyphen at the end of a line
_TURNED: dict[int, Callable[[float, float], tuple[float, float]]] = {  # from pdfium's axes to left and top
    0: lambda x, y: (x, -y),
    90: lambda x, y: (y, x),
    180: lambda x, y: (-x, y),
    270: lambda x, y: (-y, -x),
}


def read(content: bytes, progress: Progress) -> SourceText:
    """The text of a PDF; pages without text that can be used are recognised, one by one.

    Raises:
        Unreadable: it is damaged, encrypted, too long, or holds no text.
    """
    with _opened(content) as document:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"文件有{len(document)}页，最多读{MOST_PAGES}页，请拆成几份再加。")
        texts = _written(document, ruling.Tables(content), progress)
        scanned = [number for number, text in enumerate(texts) if text is None]
        if len(scanned) > MOST_SCANNED_PAGES:
            raise Unreadable(f"有{len(scanned)}页是扫描的，最多识别{MOST_SCANNED_PAGES}页，请拆成几份再加。")
        pages = recognition.Pages()
        for done, number in enumerate(scanned):
            progress(RECOGNISING_PAGES, done, len(scanned))
            texts[number] = pages.recognise(_picture(document, number), number + 1)
        text = layout.pages_text(page or "" for page in texts)
    if not text.strip():
        raise Unreadable("PDF 里没有文字。")
    return SourceText(text=text, format="pdf", warnings=pages.warnings())


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    fonts.give()
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        locked = getattr(problem, "err_code", None) == raw.FPDF_ERR_PASSWORD
        raise Unreadable(
            "PDF 设了密码，请去掉密码再加。" if locked else "PDF 损坏或不完整，打不开。"
        ) from problem
    try:
        yield document
    finally:
        document.close()


def _written(document: pypdfium2.PdfDocument, tables: ruling.Tables, progress: Progress) -> list[str | None]:
    """The text of each page; None where it has to be recognised."""
    texts: list[str | None] = []
    total = 0
    for number in range(len(document)):
        progress("读第几页", number, len(document))
        try:
            page = document[number]
        except pypdfium2.PdfiumError as problem:
            raise Unreadable(f"PDF 第{number + 1}页损坏，读不出来。") from problem
        try:
            text = _page(page, number, tables)
        finally:
            page.close()
        total += len(text or "")
        if total > MOST_CHARACTERS:
            raise Unreadable(f"文字超过{MOST_CHARACTERS // 10_000}万字，请拆成几份再加。")
        texts.append(text)
    return texts


def _page(page: pypdfium2.PdfPage, number: int, tables: ruling.Tables) -> str | None:
    lines = _lines(page)
    letters = "".join(line.text for line in lines)
    if _is_scan(page, letters) or _unmapped(letters) > _UNMAPPED:
        return None
    return encodable(layout.page_text(tables.put_in(page, number, lines)))


def _is_scan(page: pypdfium2.PdfPage, letters: str) -> bool:
    """Whether a page is a picture of text: it has next to no letters, and pictures or shapes fill it."""
    if len(letters) > _LETTERS_OF_A_STAMP:
        return False
    area = page.get_width() * page.get_height()
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
    covered, shapes = 0.0, 0
    for found in page.get_objects(filter=kinds, max_depth=_DEEPEST):
        if found.type == raw.FPDF_PAGEOBJ_PATH:
            shapes += 1
            continue
        left, bottom, right, top = found.get_bounds()
        covered += abs(right - left) * abs(top - bottom)
    return covered > _COVERED * area or (not letters.strip() and shapes > _OUTLINED)


def _unmapped(letters: str) -> float:
    """The share of letters that mean nothing: a font that does not say which letter each of its shapes is."""
    if not letters:
        return 0.0
    meaningless = sum(
        ord(letter) < 0x20
        or 0x7F <= ord(letter) <= 0xFF
        or 0xE000 <= ord(letter) <= 0xF8FF
        or ord(letter) >= 0xFFF0
        for letter in letters
        if letter not in "·×°±÷§«»®©"
    )
    return meaningless / len(letters)


def _picture(document: pypdfium2.PdfDocument, number: int) -> recognition.Picture:
    """A page as it looks, at the resolution that scans are made in."""
    page = document[number]
    try:
        width, height = min(page.get_width(), LARGEST_PAGE), min(page.get_height(), LARGEST_PAGE)
        picture: recognition.Picture = page.render(scale=recognition.scale(width, height)).to_numpy()
        return picture
    finally:
        page.close()


def _lines(page: pypdfium2.PdfPage) -> list[layout.Line]:
    """The lines of a page in the order of its content, which is the order of reading but for odd files."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MOST_CHARACTERS:
            raise Unreadable(f"文字超过{MOST_CHARACTERS // 10_000}万字，请拆成几份再加。")
        codes = [raw.FPDFText_GetUnicode(textpage, index) for index in range(count)]
        spans = _spans(codes)
        turn = _TURNED.get(page.get_rotation(), _TURNED[0])
        return [_line(textpage, codes, span, turn) for span in spans]
    finally:
        textpage.close()


def _spans(codes: Sequence[int]) -> Iterator[range]:
    """Where the lines of a page stand among its characters, without white space around them."""
    start = 0
    for index in range(len(codes) + 1):
        if index < len(codes) and codes[index] not in (0x0A, 0x0D):
            continue
        first, last = start, index
        while first < last and chr(codes[first]).isspace():
            first += 1
        while last > first and chr(codes[last - 1]).isspace():
            last -= 1
        if first < last:
            yield range(first, last)
        start = index + 1


def _line(
    textpage: pypdfium2.PdfTextPage,
    codes: Sequence[int],
    span: range,
    turn: Callable[[float, float], tuple[float, float]],
) -> layout.Line:
    first, last = _box(textpage, span[0], turn), _box(textpage, span[-1], turn)
    letter = max(first[3] - first[1], 1e-3)
    written = []
    for index in span:
        if codes[index] == 0x20 and raw.FPDFText_IsGenerated(textpage, index) == 1:
            between = (
                _between(codes, index)
                and _box(textpage, index + 1, turn)[0] - _box(textpage, index - 1, turn)[2]
            )
            written.append(" " if between is False else "\u3000" if between > _WORD_GAP * letter else "")
        else:
            written.append(_HYPHENS.get(codes[index]) or chr(codes[index]))
    return layout.Line(
        min(first[0], last[0]),
        min(first[1], last[1]),
        max(first[2], last[2]),
        max(first[3], last[3]),
        "".join(written),
    )


def _between(codes: Sequence[int], index: int) -> bool:
    """Whether a space that pdfium put in stands between two letters that are not Latin."""
    return codes[index - 1] > 0x2E7F and codes[index + 1] > 0x2E7F


def _box(
    textpage: pypdfium2.PdfTextPage, index: int, turn: Callable[[float, float], tuple[float, float]]
) -> tuple[float, float, float, float]:
    """Where a letter stands: left, top, right, bottom."""
    rectangle = raw.FS_RECTF()
    if not raw.FPDFText_GetLooseCharBox(textpage, index, rectangle):
        return 0.0, 0.0, 0.0, 0.0
    one, other = turn(rectangle.left, rectangle.top), turn(rectangle.right, rectangle.bottom)
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
