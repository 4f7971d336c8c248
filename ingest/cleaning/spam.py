"""Spam: lists of links, and the lists of words that a broken-into site carries at its head and its foot."""

import re
from collections.abc import Sequence

from ingest.cleaning.edits import Edit
from ingest.cleaning.rows import Row, rows

_SEPARATOR = re.compile(
    r"\s\|\s?|\|\s|(?<=[\u3400-\u9fff\d])i(?=[\u3400-\u9fffw])"
)  # lower-cased I between words
_LINKS = 7  # separators in a line without a full stop: a list of links, and not prose
_WORDS = re.compile(
    r"无码|有码|人妻|熟女|熟妇|少妇|一区|二区|三区|国产|欧美|日韩|麻豆|久久|色网|性色|午夜|福利视频|无遮挡|黄色|内射|丝袜|激情|"
    r"中文字幕|在线观看|免费观看|超碰|天天爽|狠狠|伊人|91|va?在线|www|"
    r"博彩|彩票|百家乐|老虎机|时时彩|娱乐城|真人荷官|棋牌|赌场|投注|开户|彩金|首存|注册送|六合彩|体彩|私服|外挂|刷单|"
    r"代开|发票|办证|刻章|代写|代孕|枪手|包过|迷药|贷款|套现"
)
_DENSE = 4  # such words in a line that is no prose
_HOST = re.compile(r"蜘蛛池|站群|友情链接\s*:")


def find(text: str) -> Sequence[Edit]:
    """Edits of whole lines. A table keeps its rows: their neighbours have as many cells."""
    lines = rows(text)
    counts = [len(_SEPARATOR.findall(line.plain)) for line in lines]
    return [
        line.cut(text, "spam")
        for index, line in enumerate(lines)
        if _is_spam(line) or _is_list(lines, counts, index)
    ]


def _is_spam(line: Row) -> bool:
    if line.numbered or "。" in line.plain:
        return False
    words = len(_WORDS.findall(line.bare))
    return (words >= _DENSE and words * 12 >= len(line.bare)) or bool(_HOST.search(line.plain[:30]) and words)


def _is_list(lines: Sequence[Row], counts: Sequence[int], index: int) -> bool:
    line, count = lines[index], counts[index]
    if count < _LINKS or "。" in line.plain or line.text.startswith(("|", "#")):
        return False
    neighbours = (*counts[max(0, index - 1) : index], *counts[index + 1 : index + 2])
    return count not in neighbours
