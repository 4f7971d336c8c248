"""Characters that are no text: control and invisible ones, and what byte order marks leave behind."""

import re

from ingest.document import Removed

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]")
_TRAILING = re.compile(r"[ \t\u00a0\u3000]+$", re.MULTILINE)
_MARK_LEFT = re.compile(
    r"\A[?\ufffd]+[ \t]*(?:\n|$)|(?:^|\n)[?\ufffd]+\s*\Z"
)  # a lone ? as first or last line
_EMPTY_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> tuple[str, list[Removed]]:
    """The text without them. White space at the ends of lines goes too, unrecorded: it is no text."""
    removed = []
    for pattern, name in ((_CONTROL, "控制字符"), (_INVISIBLE, "不可见字符")):
        text, count = pattern.subn("", text)
        if count:
            removed.append(Removed("other", f"{name}{count}个"))
    text = _TRAILING.sub("", text)
    text, count = _MARK_LEFT.subn("", text)
    if count:
        removed.append(Removed("other", "?"))
    return _EMPTY_LINES.sub("\n\n", text).strip("\n") + "\n", removed
