"""Organs: who issued a document, by its letterhead, its title, its signature or its adoption."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.metadata.days import DAY, first_day, only_day
from knowledge.divisions import division
from knowledge.numbering import document_number

_END = (
    r"(?:[\u4e00-\u9fff]{2}委|编办|网信办|扶贫办|农办|党政办|文明办|减负办|督查办|外办|信访办|改革办|委员会|办公厅|办公室|人民政府|政府|人大|政协|党委|党组|党工委|[省市县区州旗镇乡]委|纪委|监委|纪委监委|部|厅|局|院|署|总局|组|联合会|总工会|"
    r"团委|妇联|常委会|中心|指挥部|机制|专班|学校|大学|学院|医院|公司|协会|村民委员会|居民委员会|支部|总支|中央|国务院|检察院|街道办事处|办事处|管委会|"
    r"工作部|机关|秘书组|军委|协作组|促进会|商会|联社|银行|支队|大队|总队|信访局)"
)
_ORGAN = re.compile(
    rf"[\u4e00-\u9fff×ＸX（）()·]{{1,30}}{_END}|国务院|中共中央|[\u4e00-\u9fff]{{2,12}}纪委国?家?监委"
)
_NO_ORGAN = re.compile(r"关于|印发|通知|意见|全面|会议|加强|做好|推进|规定|的|了|是|在|和基层|基层党组织建设")
_BETWEEN = re.compile(r"[\s、，,]+")
# Where one name ends and the next begins without a mark: 中共中央办公厅国务院办公厅.
_SEAM = re.compile(
    r"(?<=办公[厅室委])(?=国务院|[\u4e00-\u9fff]{2,14}(?:人民政府|办公[厅室]|委员会))|(?<=[省市县区州旗镇乡]委)(?=[\u4e00-\u9fff]{2,8}人民政府)"
    r"|(?<=中共中央)(?=国务院)|(?<=[委部局厅院])(?=(?:国家|财政|公安|民政|教育|司法)[\u4e00-\u9fff]{0,10}(?:部|局|委员会|厅))"
)
_LETTERHEAD = re.compile(r"(.{2,40}?)\s*(?:文\s*件|公\s*告|令)|文\s*件")
_LONGEST_LETTERHEAD = 40  # characters
_TITLED = re.compile(r"^(.{2,60}?)\s*(?:关于|印发|转发|批转|公布)")
_SESSION = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,12}?)?第[0-9〇零一二三四五六七八九十]+届(?P<whole>全国)?人民代表大会(?P<standing>常务委员会)?"
)
_ORDER = re.compile(r"([\u4e00-\u9fff]{2,16}?)令\s*[〔（(\[]?\s*第")
_BODY_OF_ADOPTION = re.compile(
    rf"{DAY}\s*((?:[\u4e00-\u9fff]{{2,20}}?(?:部|委员会|局|厅|人民政府|办公厅|纪委|公司))|国务院|中共中央)"
    r"[\u4e00-\u9fff、第0-9\s]{0,30}?(?:通过|公布|发布|印发|批准)"
)
_SIGNATURE = 5  # lines above a date in which its signers stand
_IMPRINT = re.compile(rf"^(.{{2,40}}?)\s*{DAY}\s*印发$")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs a document, and the day that stands below."""

    organs: tuple[str, ...]
    day: date


def is_organ(line: str) -> bool:
    """Whether a line names one organ or several, and says nothing else."""
    return bool(organs(line))


def organs(text: str) -> tuple[str, ...]:
    """The organs of a text that names organs and nothing else; none where it says anything more."""
    parts = [part for whole in _spread(text) for part in _SEAM.split(whole) if part]
    named = all(_ORGAN.fullmatch(part) and not _NO_ORGAN.search(part) for part in parts)
    return tuple(parts) if parts and named else ()


def is_letterhead(line: str) -> bool:
    """Whether a line is the red head of a document: 中共示例县委办公室文件."""
    return bool(_of_letterhead(line)) or bool(re.fullmatch(r"文\s*件", line))


def letterhead(lines: Sequence[str]) -> tuple[str, ...]:
    """The organs of a red head, or of a letter whose number stands below its sender."""
    for index, line in enumerate(lines):
        found = _of_letterhead(line)
        if found or re.fullmatch(r"文\s*件", line):
            return (*_above(lines, index), *found)
        if index and _is_number(line) and (above := _above(lines, index)):
            return above
    return ()


def titled(title: str) -> tuple[str, ...]:
    """The organs that a title begins with."""
    match = _TITLED.match(title)
    return organs(match[1]) if match else ()


def signature(lines: Sequence[str]) -> Signature | None:
    """The first day that stands alone below the organs that sign with it, or behind one on its line."""
    for index, line in enumerate(lines):
        day = only_day(line)
        signers = _above(lines, index) if day else ()
        if day is None and (ending := re.search(rf"{DAY}$", line)) and not _IMPRINT.match(line):
            signers, day = organs(line[: ending.start()]), first_day(line)
        if day and signers:
            return Signature(signers, day)
    return None


def imprint_day(lines: Sequence[str]) -> date | None:
    """The day of the imprint below a document: 示例县委办公室 2019年3月6日印发."""
    return next((first_day(line) for line in lines if _IMPRINT.match(line)), None)


def adopted_by(preface: str) -> str | None:
    """The congress, department or government that the lines of adoption name last."""
    session = next(_SESSION.finditer(preface), None)
    if session:
        place = re.sub(r"^.*[日《》、]", "", session["place"] or "")
        national = session["whole"] or "全国" in place or not place
        standing = session["standing"] or ""
        return f"{'全国' if national else place}人民代表大会{standing}"
    order = _ORDER.search(preface)
    if order:
        return re.sub(r"^日(?!照)", "", order[1]).removeprefix("中华人民共和国")
    body = _BODY_OF_ADOPTION.search(preface)
    return body[4] if body else None


def _of_letterhead(line: str) -> tuple[str, ...]:
    if len(line) > _LONGEST_LETTERHEAD:
        return ()
    plain = "".join(line.split()) if re.search(r"(?:\S\s+){4,}", line) else line
    match = _LETTERHEAD.fullmatch(plain)
    return organs(match[1]) if match and match[1] else ()


def _above(lines: Sequence[str], index: int) -> tuple[str, ...]:
    """The organs of the lines right above one, in their order."""
    found: list[str] = []
    for line in reversed(lines[max(0, index - _SIGNATURE) : index]):
        named = organs(line)
        if not named:
            break
        found[:0] = named
    top = index - len(found) - 1
    if len(found) == 1 and top >= 0 and division(lines[top]) and len(lines[top]) <= _LONGEST_LETTERHEAD:
        return organs(lines[top] + found[0]) or tuple(found)  # a long name over two lines
    return tuple(found)


def _is_number(line: str) -> bool:
    number = document_number(line)
    return number is not None and len("".join(line.split())) <= len(number) + 2


def _spread(text: str) -> list[str]:
    """The parts between blanks and commas; where every character stands alone, they are one name."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    return ["".join(parts)] if len(parts) > 3 and all(len(part) == 1 for part in parts) else parts
