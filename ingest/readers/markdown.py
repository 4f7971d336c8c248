"""Markdown: its text, with the marks that are no text taken off. Heading marks stay; structure is read from them."""

import re

from ingest.document import SourceText
from ingest.readers import front

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+)?", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^()\n]*\)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![*0-9A-Za-z])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*，。、；：])\*(?![*0-9A-Za-z])")
_CODE = re.compile(r"`([^`\n]+)`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])")
_CLOSED_HEADING = re.compile(r"^(#{1,6}[ \t].*?)[ \t]+#+[ \t]*$", re.MULTILINE)
_LOOKS_LIKE = re.compile(r"^#{1,6}[ \t]+\S|^\*\*第[^*\n]{1,12}条\*\*", re.MULTILINE)
_FIRST_HEADING = re.compile(r"^#[ \t]+(.+)$", re.MULTILINE)


def looks_like(text: str) -> bool:
    """Whether a text is Markdown, whatever its file is called."""
    return front.split(text) is not None or _LOOKS_LIKE.search(text) is not None


def read(text: str) -> SourceText:
    """The text of a Markdown file, its front matter apart."""
    block = front.split(text)
    plain = strip_marks(block.body if block else text)
    headings = _FIRST_HEADING.findall(plain)
    return SourceText(
        text=plain,
        format="markdown",
        title=headings[0].strip() if headings else None,
        entries=block.entries if block else {},
        warnings=tuple(f"文件头第{line}行：{sentence}" for line, sentence in block.mistakes) if block else (),
    )


def strip_marks(text: str) -> str:
    """Text without Markdown's marks, but for those of headings."""
    text = _COMMENT.sub("", text)
    for pattern in (_FENCE, _RULE, _BULLET, _IMAGE):
        text = pattern.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
    text = _ESCAPE.sub(r"\1", _CODE.sub(r"\1", text))
    return _CLOSED_HEADING.sub(r"\1", text).strip("\n") + "\n"
