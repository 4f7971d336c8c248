"""Related pages: lists of other pages' titles below an article, under a heading such as 相关阅读.

After the notices, since they can be paragraphs too and stand below such lists.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.cleaning.edits import Edit
from ingest.cleaning.rows import Row, rows

_HEADING = re.compile(
    r"[【\[]?(?:相关(?:阅读|新闻|链接|报道|文章|推荐|内容|资讯|专题)|延伸阅读|推荐阅读|阅读推荐|热点推荐|猜你喜欢|大家(?:都)?在(?:看|搜)|为您推荐|为你推荐"
    r"|(?:热门|最新|推荐|精彩|本周|本月)(?:文章|新闻|推荐|资讯|阅读|排行|内容|专题|图片)|(?:阅读|点击|新闻|热文|热门)(?:排行榜?|榜)|编辑推荐|精彩图集"
    r"|24小时(?:热文|排行|点击).{0,4}|热点专题|频道热点|今日头条|今日热点|更多(?:新闻|内容|推荐|精彩).{0,6}|友情链接|热搜榜?)[】\]]?:?"
)
_TITLE = 60  # characters of a title


def find(text: str) -> Sequence[Edit]:
    """Edits of whole lines, all for navigation."""
    lines = rows(text)
    last = max(
        (index for index, line in enumerate(lines) if line.prose or line.text.endswith("。")), default=-1
    )
    return [lines[index].cut(text, "navigation") for index in _related(lines, last)]


def _related(lines: Sequence[Row], last: int) -> Iterator[int]:
    """A heading below the last paragraph, and the titles below it up to something else."""
    below = False
    for index in range(last + 1, len(lines)):
        line = lines[index]
        if _HEADING.fullmatch(line.plain):
            below = True
        elif line.numbered or line.text.endswith("。") or len(line.text) > _TITLE:
            below = False
        if below:
            yield index
