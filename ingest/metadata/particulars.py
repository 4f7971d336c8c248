"""Particulars: what a page of an authority lists beside a document as label and value, in lines or in a table."""

import re
from collections.abc import Mapping, Sequence

from ingest.metadata.labels import labelled

_LABELS = {
    "title": r"标\s*题|名\s*称|信息名称|文件名称|公文标题",
    "issuer": r"发文机关|发文单位|发布机关|发布机构|发布单位|制定机关|制发机关|印发机关|发文机构|公布机关|签发机关",
    "number": r"发文字号|文\s*号|文件编号|发文文号|公文字号|文件号|字号",
    "issued": r"成文日期|发文日期|成文时间|发文时间|制定日期|印发日期|印发时间|签发日期|通过日期",
    "published": r"发布日期|发布时间|公开日期|公布日期|公开时间|发表时间|发表日期|上网时间|公布时间|生成日期",
    "effective": r"生效日期|施行日期|实施日期|生效时间|实施时间|施行时间|开始实施日期",
    "expires": r"失效日期|废止日期|失效时间|有效期至|终止日期",
    "status": r"有\s*效\s*性|效力状态|是否有效|时\s*效\s*性|文件状态|有效状态|效力",
    "other": r"索\s*引\s*号|主\s*题\s*词|主题分类|分\s*类|公文种类|体裁分类|信息来源|来\s*源|作\s*者|浏览次数|访问量|字体|语种|组配分类|信息分类|关键词|效力级别|公开方式|公开形式|责任部门|下载",
}
_LABEL = re.compile(
    rf"[【\[]?\s*(?<![\u4e00-\u9fff])(?:{'|'.join(f'(?P<{key}>{words})' for key, words in _LABELS.items())})\s*[】\]]?\s*"
    r"(?:[:：]\s*\|?|\|)[\s|]*"
)
_EDGES = " \t\u3000|｜[]【】"
_LONGEST = 100  # characters of a value


def particulars(lines: Sequence[str]) -> Mapping[str, str]:
    """The values that lines give, by field of `Source`; a label at the end of a line has its value in the next."""
    found: dict[str, str] = {}
    for index, line in enumerate(lines):
        pairs = list(labelled(_LABEL, line))
        for place, (key, value) in enumerate(pairs, start=1):
            given = value.strip(_EDGES)
            if (
                not given
                and place == len(pairs)
                and index + 1 < len(lines)
                and not _LABEL.search(lines[index + 1])
            ):
                given = lines[index + 1].strip(_EDGES)
            if key != "other" and 0 < len(given) <= _LONGEST:
                found.setdefault(key, given)
    return found
