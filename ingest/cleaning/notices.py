"""Notices: what a site says about itself before and after an article: copyright, disclaimers, terms of download.

Told by what they speak of, two things at least, and by speaking of the site itself; quoted words do not count. Between
the paragraphs of an article only the plainest go, and a numbered clause never.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.cleaning.edits import Edit
from ingest.cleaning.rows import Row, rows

_SELF = re.compile(
    r"本(?:网(?!络)|站|平台|公众号|报网|号|文档|页面|网页|作品|刊|篇文章|文(?:由|系|来源|仅|为|不|内容|版权|转自|章))|(?:该|此)文(?:档|章|仅)"
    r"|网站文档|小编|我(?:们|站|网)将|(?:与|和|同|联系|告知|通知)我们|版权(?:归|属)"
    r"|(?:文章|作品|稿件|图片|内容|文档|资料|素材|信息)(?:版权|均?(?:来自|来源于|由|为|系|不代表|仅))"
)
_TOPICS = tuple(
    re.compile(pattern)
    for pattern in (
        r"版权|著作权|知识产权|侵权|侵犯",
        r"转载|摘编|复制|镜像|汇编|传播|转自|摘自",
        r"授权|许可|允许",
        r"不代表|观点|立场|真实性|完整性|权威性|准确性",
        r"不承担|不负|概不|责任|风险自",
        r"删除|更正|处理|投诉|申诉|存在问题|异议",
        r"联系|电话|邮箱|e-?mail|qq|客服|@",
        r"付费|退款|下载|积分|会员|vip|权益|充值|购买",
        r"网友|上传|发布者|投稿|稿件|稿酬|稿费|贡献",
        r"仅供|参考|学习|研究|交流|商业用途",
        r"注明|来源|出处",
        r"法律声明|免责|声明",
        r"\d{7,}",
        r"投资建议|投资者据此|入市",
    )
)
_HEADED = re.compile(
    r"[(\[【*※·•\- ]{0,3}(?:\d{1,2}[、.)] ?)?(?:(?:特别|版权|免责|法律|郑重|本站|本网|网站|重要|转载)?(?:声明|提示|提醒|说明|须知|免责条款)|免责|温馨提示|风险提示|版权)[\])】]?[::]"
)
_FOOT = re.compile(
    r"文档评论 ?\(?\d*\)?|copyright\b.{0,160}|©.{0,160}|\(c\) ?\d{4}.{0,120}|.{0,120}icp[备证]\S{0,30}\d+号?.{0,120}|.{0,80}(?:公网安备|增值电信业务经营许可证|互联网新闻信息服务许可证|网络文化经营许可证|信息网络传播视听).{0,160}"
    r"|[^。,]{0,30}(?:版权所有(?!者)|all rights? reserved|未经允许不得复制|未经授权不得转载)[^。]{0,80}"
    r"|(?:主办|承办|主管|技术支持|建议使用|网站标识码|政府网站标识码|维护|网站管理)(?:单位)?[::].{0,100}(?:主办|承办|网站标识码|技术支持|备案|电话|维护|建议).{0,100}"
    r"|网站标识码[::]?.{0,80}|技术支持[::].{0,60}|您是第.{0,12}位访客|(?:本站)?(?:违法和不良信息)?举报(?:电话|邮箱)[::].{0,100}"
)
_ITEM = re.compile(r"[-•·*] ?\d{1,2}[、.)]|\d{1,2}[、.)]|[-•·*] ")
_LONGEST = 400  # characters; what is longer is a text run together
_LISTED = 2  # notices in a list
_GOODS = re.compile(r"文档|课件|试卷|本资料|该资料|本资源|该资源")
_SHOP = re.compile(r"vip|付费|下载|会员|积分|退款|充值|上传|金币|下载券|豆丁|预览")
_STRONG, _PLAIN = 3, 2  # topics


def find(text: str) -> Sequence[Edit]:
    """Edits of whole lines, for boilerplate and disclaimers."""
    lines = rows(text)
    reasons = _with_their_lists(lines, [_why(line) for line in lines])
    body = [index for index, line in enumerate(lines) if line.prose and reasons[index] is None]
    first, last = (body[0], body[-1]) if body else (len(lines), -1)
    taken: dict[int, str] = {}
    for index, found in enumerate(reasons):
        if found is None:
            continue
        why, topics = found
        if index < first or index > last or topics >= _STRONG:
            taken[index] = why
    taken |= _names(lines, taken, last)
    return [lines[index].cut(text, taken[index]) for index in sorted(taken)]


def _with_their_lists(
    lines: Sequence[Row], reasons: Sequence[tuple[str, int] | None]
) -> list[tuple[str, int] | None]:
    """The reasons with those of whole lists: where two items of a list are notices, and nothing else comes before, all are."""
    found = list(reasons)
    for run in _lists(lines):
        if sum(reasons[index] is not None for index in run) >= _LISTED and (
            run[0] == 0
            or all(
                reason is not None or not lines[index].prose for index, reason in enumerate(found[: run[0]])
            )
        ):
            why = next(found[index] for index in run if found[index] is not None)
            for index in run:
                found[index] = found[index] or why
    return found


def _lists(lines: Sequence[Row]) -> Iterator[list[int]]:
    """Runs of lines that are items of one list."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if _ITEM.match(line.plain):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _why(line: Row) -> tuple[str, int] | None:
    """What a line is, and how many things a notice speaks of it does."""
    if line.text.startswith(("#", "|")) or line.numbered or len(line.text) > _LONGEST:
        return None
    if _FOOT.fullmatch(line.plain):
        return "boilerplate", _STRONG
    bare = line.bare
    topics = sum(topic.search(bare) is not None for topic in _TOPICS)
    itself = len(_SELF.findall(bare))
    if _HEADED.match(line.plain) and itself and topics >= _PLAIN:
        return "disclaimer", _STRONG
    if (itself and topics >= _STRONG) or (itself >= 2 and topics >= _PLAIN):
        return ("boilerplate" if _SHOP.search(bare) else "disclaimer"), topics - 1
    if _GOODS.search(bare) and len(set(_SHOP.findall(bare))) >= _PLAIN:
        return "boilerplate", _PLAIN
    return None


def _names(lines: Sequence[Row], taken: dict[int, str], last: int) -> dict[int, str]:
    """Short lines below the article that only repeat a name out of the notices: the site's own."""
    said = " ".join(lines[index].plain for index in taken)
    return {
        index: "boilerplate"
        for index in range(last + 1, len(lines))
        if index not in taken and 2 < len(lines[index].plain) <= 12 and lines[index].plain in said
    }
