"""Characters: control and invisible ones, and signs that only look like a character.

PDF leaves radicals (⼀, ⽤, ⻓) and compatibility forms in place of ordinary characters, and bullets of symbol fonts as
private-use characters.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ingest.cleaning.edits import Edit, Record, together
from ingest.document import Removed

_CONTROL = r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]"
_INVISIBLE = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
_LINE_END = r"\r\n?|[\x85\u2028\u2029]"
_BLANK = r"[\u00a0\u2002-\u200a\u202f\u205f\ue5e5]"  # U+E5E5: the blank of GBK's A3A0
_BULLET = r"(?:(?<=\n)|\A)([ \t\u3000]*)[\uf000-\uf0ff]"  # Symbol and Wingdings
_LOOKALIKE = r"[\u2e80-\u2fd5\uf900-\ufaff]"
_FOUND = re.compile(
    rf"(?P<control>{_CONTROL})|(?P<invisible>{_INVISIBLE})|(?P<end>{_LINE_END})|(?P<blank>{_BLANK})"
    rf"|(?P<bullet>{_BULLET})|(?P<alike>{_LOOKALIKE})"
)
_MARK_LEFT = re.compile(
    r"\A\s*[?\ufffd]+[ \t]*(?=\n|\Z)|(?<=\n)[?\ufffd]+(?=\s*\Z)"
)  # a lone ? at either end

# Where Unicode's own mapping is missing, or gives the traditional form: GB fonts draw these for the simplified one.
_RADICALS = dict(
    zip(
        "⼾⾭⺟⺠⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺎⺏⺐⺒⺓⺗⺘⺡⺮⺴⺶⺼⻊⻌⻖⻗",
        "户青母民西见角贝车长镸长门青韦页风飞食马鬼鱼鸟卤麦黄齐齿龙龟兀尣尢巳幺心手水竹网羊肉足辶阜雨",
        strict=True,
    )
)


def find(text: str) -> Sequence[Edit]:
    """Edits of all such characters."""
    marks = [Edit(*match.span(), why="other") for match in _MARK_LEFT.finditer(text)]
    edits = [*marks, *_edits(text)]
    return sorted(edits, key=lambda edit: edit.start)


def record(text: str, edits: Sequence[Edit]) -> Record:
    """One record a kind of character; those that cannot be seen are counted."""
    removed = []
    for name, pattern in (("控制字符", _CONTROL), ("不可见字符", _INVISIBLE)):
        count = sum(bool(re.fullmatch(pattern, text[edit.start : edit.end])) for edit in edits if edit.why)
        removed += [Removed("other", f"{name}{count}个")] if count else []
    seen = [edit for edit in edits if edit.text or text[edit.start : edit.end].strip("?\ufffd \n\t") == ""]
    rest = together(text, seen)
    return Record((*removed, *(Removed(one.why, one.text.strip()) for one in rest.removed)), rest.repaired)


def _edits(text: str) -> Iterator[Edit]:
    for match in _FOUND.finditer(text):
        start, end = match.span()
        kind, piece = match.lastgroup, match[0]
        if kind in ("control", "invisible"):
            yield Edit(start, end, why="other")
        elif kind == "end":
            yield Edit(start, end, "\n")
        elif kind == "blank":
            yield Edit(start, end, "\u3000" if piece == "\ue5e5" else " ")
        elif kind == "bullet":
            yield Edit(end - 1, end, "•", why="符号字体的项目符号")
        else:
            ordinary = _RADICALS.get(piece) or unicodedata.normalize("NFKC", piece)
            if ordinary != piece and len(ordinary) == 1:
                yield Edit(start, end, ordinary, why="部首和兼容字")
