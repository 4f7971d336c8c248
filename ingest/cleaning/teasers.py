"""Teasers: the first words of an article told twice, and news of other things glued to its end without a break."""

import re
from collections.abc import Iterator, Sequence

from ingest.cleaning.edits import Edit
from ingest.cleaning.rows import Row, rows
from knowledge.text import letters

_LABEL = re.compile(
    r"[【\[(]?(?:导读|摘要|核心提示|内容提要|内容摘要|导语|提要|内容简介|简介|阅读提示|编者按)[】\])]?\s*[::]?\s*"
)
_CUT_OFF = re.compile(
    r"(?:\.{3,}|…+|。{2,})\s*(?:[\[(【]?(?:详细|全文|阅读全文|更多|查看全文|点击查看)[\])】>]*)?$"
)
_TEASER = 15  # letters that a teaser has at least
_LINK = re.compile(r"[。\s]*(?:本文|原文|文章)(?:链接|地址|网址|出处)\s*[:：].{0,120}?https?://\S+\s*$")
_DATELINE = re.compile(
    r"\d{1,2}月\d{1,2}日(?:电|讯|消息)|(?:网|社|报|经纬|新闻|中新)[^。，,]{0,6}\d{1,2}月\d{1,2}日|[(（]记者[^)）]{1,12}[)）]|本报记者|网讯|据[^，。,]{2,12}(?:报道|消息)"
)
_GAP = re.compile(r"(?<=[\u3400-\u9fff”》])[ \u3000]+(?=[\u3400-\u9fff“《\d])")
_NUMBERED = re.compile(
    r"(?:^|[\s。；：])(?:第[〇零一二三四五六七八九十百\d]+[条章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])"
)
_TERMINAL = re.compile(r"[。！？!?][”’」』）)]*")
_CUT = 25  # characters of a piece that breaks off in mid-sentence; a title is shorter
_PIECES = 3  # such pieces, or lines of date and place
_MOST = 0.7  # of a text that teasers can be
_TAIL = 3  # lines at the end in which teasers are looked for


def find(text: str) -> Sequence[Edit]:
    """Edits of teasers, as duplicates and as navigation."""
    lines = rows(text)
    doubles = list(_doubles(text, lines))
    taken = {edit.start for edit in doubles}
    tail = [line for line in _tail(lines) if line.start not in taken]
    glued = [
        edit for line in tail for edit in _glued(text, line) if edit.end - edit.start <= _MOST * len(text)
    ]
    return sorted((*doubles, *glued), key=lambda edit: edit.start)


def _doubles(text: str, lines: Sequence[Row]) -> Iterator[Edit]:
    """Lines that break off with dots, or are labelled as a summary, and whose words stand in another line."""
    candidates = [line for line in lines if _CUT_OFF.search(line.text) or _LABEL.match(line.text)]
    if not candidates:
        return
    others = {line.start: letters(line.text) for line in lines}
    for line in candidates:
        words = letters(_CUT_OFF.sub("", _LABEL.sub("", line.text, count=1)))
        if len(words) >= _TEASER and any(
            words in other
            for start, other in others.items()
            if start != line.start and len(other) > len(words)
        ):
            yield line.cut(text, "duplicate")


def _tail(lines: Sequence[Row]) -> Sequence[Row]:
    """The last long lines: the article's last paragraph, and what was put behind it."""
    return [line for line in lines if line.prose][-_TAIL:]


def _glued(text: str, line: Row) -> Iterator[Edit]:
    """The part of a line from which on it is other pages' beginnings."""
    content = text[line.start : line.end]
    link = _LINK.search(content)
    end = link.start() if link else len(content)
    begin = _first_piece(content[:end])
    if begin is not None:
        whole = not content[:begin].strip()
        yield line.cut(text, "navigation") if whole else Edit(line.start + begin, line.end, why="navigation")
    elif link:
        # The full stop before the link is the article's own.
        stop = link.start() + (1 if link[0].startswith("。") else 0)
        yield (
            line.cut(text, "navigation")
            if not content[:stop].strip()
            else Edit(line.start + stop, line.end, why="navigation")
        )


def _first_piece(content: str) -> int | None:
    """Where the pieces begin: behind the last sentence that ends before the first gap."""
    gaps = [match.span() for match in _GAP.finditer(content)]
    if len(gaps) < _PIECES - 1:
        return None
    if _NUMBERED.search(content):
        return None  # a document whose lines have been run together
    edges = [0, *(edge for gap in gaps for edge in gap), len(content)]
    pieces = [content[left:right] for left, right in zip(edges[::2], edges[1::2], strict=True)]
    long = [piece for piece in pieces[1:] if len(piece) >= _CUT]
    broken = sum(_TERMINAL.fullmatch(piece[-1:]) is None for piece in long)
    datelines = len(_DATELINE.findall(content))
    if broken < 1 or broken * 2 < len(long) or broken + datelines < _PIECES:
        return None
    ends = [match.end() for match in _TERMINAL.finditer(content, 0, gaps[0][0])]
    return ends[-1] if ends else 0
