"""What a site puts around an article: whole lines of navigation, notices, disclaimers, teasers and link spam.

Patterns are matched against the normalised line (simplified characters, half-width marks, lower case), and always
against the whole of it or its first words, so that an article that speaks of such things keeps its lines.
"""

import re

from ingest.document import Removed
from knowledge.text import normalise

_WHOLE = {
    "navigation": (
        r"(更多|返回首页|我要投稿|首页|上一页|下一页|相关阅读|相关资料图|\(相关资料图\)|热门关键词:.*|关键词:?|频道精选|打印本页|关闭窗口|分享到.{0,20})",
        r"(返回首页|返回顶部) .{0,60}",
        r"(您|你)?(的|现)?所?在?的?(当前)?位置:.{0,60}",
        r"(上一篇|下一篇|上一条|下一条):.{0,80}",
        r"(首页|网站首页)( ?[|>] ?| )\S{1,6}(( ?[|>] ?| )\S{1,6}){3,}",
        r"[•·] ?.{1,20}(手机版|官方微信|官方微博|客户端|通道)",
    ),
    "boilerplate": (
        r"copyright .{0,80}",
        r".{0,60}icp备\d+号.{0,60}",
        r"[^。,]{0,20}(版权所有(?!者)|未经允许不得复制)[^。]{0,60}",
        r"文档评论\(\d*\)",
        r"原创力文档",
        r"[-•]? ?\d{1,2}[、.].{0,12}(vip|本站所有内容|文档侵犯|原创力文档).{0,400}",
        r".{0,10000}本文链接:.{0,80}https?://\S+",
    ),
    "disclaimer": (
        r"(声明|免责声明):本(网|站).{0,300}",
        r"凡本(网|站)注明.{0,400}",
        r"如作品内容、版权等.{0,300}",
        r".{0,12}(暂未实行稿件付费制|版权归原作者).{0,200}",
    ),
    "spam": (r".{0,20}蜘蛛池.{0,40}:.*",),
}  # fmt: skip
_PATTERNS = [(why, re.compile(pattern)) for why, patterns in _WHOLE.items() for pattern in patterns]
_SEPARATOR = re.compile(r"\s\|\s?|(?<=[\u3400-\u9fff\d])i(?=[\u3400-\u9fffw])")  # lower-cased I between words
_LINKS = 7  # separators in a line without a full stop: a list of links, and not prose
_SCANNED = 12_000  # characters of a line; what is longer is no line of navigation


def clean(text: str) -> tuple[str, list[Removed]]:
    """The text without such lines, each recorded."""
    kept, removed = [], []
    for line in text.split("\n"):
        why = _why(line)
        if why is None:
            kept.append(line)
        else:
            removed.append(Removed(why, line.strip()))
    return "\n".join(kept), removed


def _why(line: str) -> str | None:
    plain = normalise(line[:_SCANNED])
    if not plain or line.startswith("#"):
        return None
    if "。" not in plain and len(_SEPARATOR.findall(plain)) >= _LINKS:
        return "spam"
    return next((why for why, pattern in _PATTERNS if pattern.fullmatch(plain)), None)
