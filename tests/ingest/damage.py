"""Damage of our own making: pages as scrapers and broken sites leave them, around sentences of our own corpus."""

import re

from opencc import OpenCC

from ingest.preparation import CORPUS

_READINGS = dict(
    zip(
        "頁來負會級業務導點聯發準應問過對內個項鎮鄉費調認簡獎無測機數擔強嚴創處層",
        [
            "yè",
            "lái",
            "fù",
            "huì",
            "jí",
            "yè",
            "wù",
            "dǎo",
            "diǎn",
            "lián",
            "fā",
            "zhǔn",
            "yīng",
            "wèn",
            "guò",
            "duì",
            "nèi",
            "gè",
            "xiàng",
            "zhèn",
            "xiāng",
            "fèi",
            "diào",
            "rèn",
            "jiǎn",
            "jiǎng",
            "wú",
            "cè",
            "jī",
            "shù",
            "dān",
            "qiáng",
            "yán",
            "chuàng",
            "chù",
            "céng",
        ],
        strict=True,
    )
)
_MARKS = {"！": "!", "；": ";", "，": ",", "：": ":", "？": "?", "（": "(", "）": ")"}


def sentences() -> list[str]:
    """Whole sentences out of the statements of our own digests."""
    found: list[str] = []
    for path in sorted(CORPUS.glob("*.md")):
        body = path.read_text(encoding="utf-8").split("---", 2)[2]
        for line in re.findall(r"^\d+\. (.+)$", body, re.MULTILINE):
            found += re.findall(r"[\u4e00-\u9fff《“][^。“”《》（）0-9A-Za-z；？！]{18,70}。", line)
    return found


def paragraphs(start: int, count: int = 4, each: int = 3) -> list[str]:
    """Some paragraphs of such sentences."""
    own = sentences()
    return [
        "".join(own[(start + (paragraph * each + place) * 7) % len(own)] for place in range(each))
        for paragraph in range(count)
    ]


def traditional(text: str) -> str:
    """The text in traditional characters, as a scraper converts it."""
    return str(OpenCC("s2t").convert(text))


def annotated(text: str) -> str:
    """Traditional text with pinyin behind the characters that a scraper was unsure of."""
    return "".join(
        f"{character}({_READINGS[character]})" if character in _READINGS else character for character in text
    )


def halved(text: str) -> str:
    """The text with half-width marks, as such sites print it."""
    return "".join(_MARKS.get(character, character) for character in text)


def slipped(text: str) -> str:
    """The text after a site replaced the bytes of full-width marks wherever they stood."""
    content = text.encode("gbk")
    for wide, narrow in _MARKS.items():
        content = content.replace(wide.encode("gbk"), narrow.encode())
    return content.decode("gb18030", errors="replace").replace("\ufffd", "?")
