"""Document numbers: the one that a document bears, and not one that its words mention."""

import re
from collections.abc import Mapping, Sequence

from knowledge.numbering import document_number, document_numbers

_OTHERS = re.compile(r"(?:签发人|文号|发文字号|编号|字号)\s*[:：]?|[\u4e00-\u9fff]{2,4}$")
_LONGEST_REST = 12  # characters beside the number: 签发人：某某某, ★
_ADOPTED = re.compile(r"[（(].*(?:公布|发布|令|修订|修正|通过)")


def number_of(title: str, head: Sequence[str], listed: Mapping[str, str]) -> str | None:
    """The number in a page's list, on a line of its own above the words, in brackets behind the title or below it."""
    if "number" in listed and (number := document_number(listed["number"])):
        return number
    for line in head:
        number = document_number(line)
        if number is None or line == title:
            continue
        rest = len("".join(line.split())) - len(number)
        if rest <= _LONGEST_REST and not re.search(r"[据按照]|精神|文件要求", line):
            return number
    in_title = re.search(r"[（(]([^（）()]*[〔\[]\d{4}[〕\]]\d+号)[）)]\s*$", title)
    if in_title:
        return document_number(in_title[1])
    return _of_order(head)


def _of_order(head: Sequence[str]) -> str | None:
    """The number of the order by which a regulation was published last: （…国务院令第722号公布）."""
    orders = [number for line in head if _ADOPTED.search(line) for number, _ in document_numbers(line)]
    return orders[-1] if orders else None
