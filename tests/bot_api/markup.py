"""Telegram's HTML: text and entities out of it, or the refusal that Telegram would send.

The rules are those of https://core.telegram.org/bots/api#html-style and #formatting-options.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.bot_api.faults import bad_request

_TOKEN = re.compile(r"</?[^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|lt|gt|amp|quot);|[^<&]+|[<&]")
_TAG = re.compile(r"<([a-z-]+)((?:\s+[a-z-]+(?:=\"[^\"]*\")?)*)\s*>")
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:=\"([^\"]*)\")?")
_NAMED = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"'}
_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "blockquote": {"expandable"}, "code": {"class"}}
_MONOSPACED = ("code", "pre")


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _Open:
    tag: str
    start: int
    entity: dict[str, Any] = field(default_factory=dict)


def parse(markup: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without markup, trimmed as Telegram trims it, and its entities with offsets in UTF-16 units."""
    text = ""
    stack: list[_Open] = []
    entities: list[dict[str, Any]] = []
    for token in _TOKEN.findall(markup):
        if token in ("<", "&"):
            raise _unparsed(f"unescaped '{token}'")
        if token.startswith("</"):
            entities += _closed(token, stack, units(text))
        elif token.startswith("<"):
            stack.append(_opened(token, stack, units(text)))
        else:
            text += _decoded(token)
    if stack:
        raise _unparsed(f'can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    return _trimmed(text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"])))


def _opened(token: str, stack: list[_Open], start: int) -> _Open:
    found = _TAG.fullmatch(token)
    if found is None or found[1] not in _TYPES:
        raise _unparsed(f'unsupported start tag "{token[1:-1]}"')
    tag, attributes = found[1], dict(_ATTRIBUTE.findall(found[2]))
    if not attributes.keys() <= _ATTRIBUTES.get(tag, set()) or (tag == "a" and not attributes.get("href")):
        raise _unparsed(f'unsupported attributes of "{tag}"')
    around = [outer.tag for outer in stack]
    if any(outer in _MONOSPACED for outer in around) and (around, tag) != (["pre"], "code"):
        raise _unparsed(f'"{tag}" inside of "{around[-1]}"')
    if tag in ("a", "blockquote") and tag in around:
        raise _unparsed(f'"{tag}" inside of itself')
    entity: dict[str, Any] = {"type": _TYPES[tag]}
    if tag == "a":
        entity["url"] = re.sub(r"&\w+;", lambda name: _NAMED.get(name[0], name[0]), attributes["href"])
    if "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    return _Open(tag, start, entity)


def _closed(token: str, stack: list[_Open], end: int) -> list[dict[str, Any]]:
    if not stack or token != f"</{stack[-1].tag}>":
        raise _unparsed(f'unexpected end tag "{token}"')
    opened = stack.pop()
    length = end - opened.start
    return [opened.entity | {"offset": opened.start, "length": length}] if length else []


def _decoded(token: str) -> str:
    if token.startswith("&#"):
        digits = token[2:-1]
        return chr(int(digits[1:], 16) if digits.startswith("x") else int(digits))
    return _NAMED.get(token, token)


def _trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    trimmed = text.strip()
    skipped, length = units(text) - units(text.lstrip()), units(trimmed)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - skipped, 0)
        end = min(entity["offset"] - skipped + entity["length"], length)
        if start < end:
            kept.append(entity | {"offset": start, "length": end - start})
    return trimmed, kept


def _unparsed(why: str) -> Exception:
    return bad_request(f"can't parse entities: {why}")
