"""Margins: the lines of a document that say whose it is and say nothing themselves; they are no passages.

They stay in the text: letterhead, number and byline above the words, the list of annexes, signature and imprint below.
"""

import re
from collections.abc import Sequence

from ingest.structure.lines import NUMBERED, Line
from knowledge.numbering import document_number

_HEAD = 8  # lines
_DATE = r"(?:\d{4}|[一二][〇○零九][〇○零一二三四五六七八九]{2})\s*[-年/.]\s*[\d〇一二三四五六七八九十元]{1,3}\s*[-月/.]\s*[\d一二三四五六七八九十]{1,3}\s*日?"
_ONLY_DATE = re.compile(rf"[（(]?{_DATE}[）)]?")
_DATED = re.compile(_DATE)
_LETTERHEAD = re.compile(r"[^，。；：《》]{2,36}文\s*件|文\s*件")
_BARE_LETTERHEAD = re.compile(r"文\s*件")  # the organs stand on the lines above
_LABELLED = re.compile(
    r"[□■◎●]|文\s*[/／|｜]|[^，。：；]{0,8}(?:记者|通讯员|评论员)\s|[（(]?(?:作\s*者|来\s*源|稿\s*源|编\s*辑|责任编辑|责\s*编|本报记者)\s*[:：]"
)
SALUTATION = re.compile(
    r"^各.{1,80}[：:]$|.{0,80}(?:政府|单位|部门|同志们?|委员会|办公[厅室]|[委局厅])\s*[：:]$"
)
_SIGNED = re.compile(r"[（(][^（）()，。；]{2,40}[）)]")
_SENTENCE = re.compile(r"[，。；：！？]")
_BELOW = re.compile(
    r"(?:抄\s*[送报]|分\s*送|主题词|联系人|联系电话|联\s*系\s*人及电话)\s*[:：]|[（(](?:此件|本文)[^（）()]{2,20}[）)]$|共印\s*\d+\s*份"
    rf"|[^，。；]{{2,40}}{_DATE}\s*印发$"
)
_LISTED = re.compile(r"附\s*件?\s*[:：]\s*\S|附\s*件\s*[:：]\s*$")
_LIST_ITEM = re.compile(r"\d{1,2}\s*[.．、]|《|附件\d")
_LONGEST_BYLINE, _LONGEST_SIGNER = 60, 40  # characters
_SIGNERS, _LISTED_LINES = 5, 12


def without_margins(lines: Sequence[Line]) -> list[Line]:
    """The lines that stand between the margins."""
    opening = next((index for index, line in enumerate(lines) if re.search(r"[。；]", line.text)), len(lines))
    outside = {index for index in range(min(_HEAD, opening)) if _above(lines[index])}
    outside |= {index for index in range(opening) if SALUTATION.match(lines[index].text)}
    for index, line in enumerate(lines):
        if index < _HEAD and _BARE_LETTERHEAD.fullmatch(line.text):
            outside |= set(range(index))
        if _ends(lines, index):
            outside |= {index, *_signers(lines, index)}
        elif _BELOW.match(line.text) or (
            line.text.endswith("号") and document_number(line.text) == line.text
        ):
            outside.add(index)
        elif lists_annexes(lines, index):
            outside |= {index, *_listed(lines, index)}
    if lines and _SIGNED.fullmatch(lines[-1].text):
        outside.add(len(lines) - 1)
    kept = [line for index, line in enumerate(lines) if index not in outside]
    return kept or list(lines)


def lists_annexes(lines: Sequence[Line], index: int) -> bool:
    """Whether a line only names what is annexed: a signature, or the annex itself, is still to come."""
    if not _LISTED.match(lines[index].text):
        return False
    following = lines[index + 1 : index + 1 + _LISTED_LINES]
    return any(_ONLY_DATE.fullmatch(line.text) for line in following) or any(
        line.annex for line in lines[index + 1 :]
    )


def _above(line: Line) -> bool:
    """Whether a line among the first is of the margin: letterhead, number or byline."""
    if line.level or NUMBERED.match(line.text):
        return False
    number = document_number(line.text)
    if number and len("".join(line.text.split())) <= len(number) + len("签发人：某某某"):
        return True
    if len(line.text) > _LONGEST_BYLINE or re.search(r"[。；]", line.text):
        return False
    return any((_LETTERHEAD.fullmatch(line.text), _DATED.search(line.text), _LABELLED.match(line.text)))


def _ends(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the date below a signature, and not one in a chronicle."""
    if not _ONLY_DATE.fullmatch("".join(lines[index].text.split())):
        return False
    if index + 1 == len(lines):
        return True
    below = lines[index + 1]
    return below.annex or bool(_BELOW.match(below.text)) or not _SENTENCE.search(below.text)


def _signers(lines: Sequence[Line], index: int) -> list[int]:
    """The lines of those who sign, right above a date."""
    found: list[int] = []
    for above in range(index - 1, max(-1, index - 1 - _SIGNERS), -1):
        line = lines[above]
        marked = line.level or line.is_row or line.annex or NUMBERED.match(line.text)
        if marked or len(line.text) > _LONGEST_SIGNER or re.search(r"[，。；：！？]|\d[.．、]", line.text):
            break
        found.append(above)
    return found


def _listed(lines: Sequence[Line], index: int) -> list[int]:
    found: list[int] = []
    for below in range(index + 1, min(len(lines), index + 1 + _LISTED_LINES)):
        if lines[below].annex and not _LIST_ITEM.match(lines[below].text):
            break
        if not _LIST_ITEM.match(lines[below].text) or lines[below].text.endswith("。"):
            break
        found.append(below)
    return found
