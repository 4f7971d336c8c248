"""Precedence: which clause prevails where two bound the same thing differently."""

from datetime import date
from typing import Any

import pytest

from knowledge.citing import cite
from knowledge.model import Citation, Kind, Source, Status
from knowledge.precedence import differ, disagreements, formerly
from tests.builders import passage, source

TODAY = date(2026, 11, 22)


def citation(words: str, *, region: str = "cn", **card: Any) -> Citation:
    of = source(**card)
    return cite("文件多少字", passage(words, source=of.key, region=region), of).citation


OLD: dict[str, Any] = {
    "id": "old",
    "title": "老通知",
    "authority": "规范性文件",
    "issued": date(2019, 3, 1),
    "effective": None,
}
NEW: dict[str, Any] = {
    "id": "new",
    "title": "新通知",
    "authority": "规范性文件",
    "issued": date(2025, 3, 1),
    "effective": None,
}
LAW: dict[str, Any] = {
    "id": "law",
    "title": "某法",
    "authority": "法律",
    "issued": date(2010, 3, 1),
    "effective": None,
    "kind": Kind.LAW,
}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("专项工作文件一般不超过4000字。", "专项工作文件一般不超过3000字。", True),
        ("专项工作文件一般不超过4000字。", "专项工作文件一般在4000字以内。", False),
        ("会议主报告不超过1小时。", "会议主报告不超过60分钟。", False),
        ("会议主报告不超过1小时。", "申请复核不超过30日。", False),
        ("乡镇不得自建政务应用程序。", "乡镇可以自建政务应用程序。", True),
    ],
)
def test_clauses_differ_where_they_bound_the_same_thing_differently(
    one: str, other: str, expected: bool
) -> None:
    assert differ(citation(one, **OLD), citation(other, **NEW)) is expected


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (OLD, NEW, "《新通知》第6条印发在后，以《新通知》第6条为准，《老通知》第6条只作参考。"),
        (NEW, OLD, "《新通知》第6条印发在后，以《新通知》第6条为准"),
        (NEW, LAW, "《某法》第6条的效力层级更高，以《某法》第6条为准"),
        (OLD, {**NEW, "issued": None}, "没有核到"),
    ],
)
def test_the_higher_and_then_the_later_prevails(one: dict[str, Any], other: dict[str, Any], why: str) -> None:
    first, second = citation("专项文件不超过4000字。", **one), citation("专项文件不超过3000字。", **other)
    (sentence,) = disagreements([first, second])
    assert why in sentence


def test_a_region_may_be_stricter_and_not_looser() -> None:
    here = citation("专项文件不超过2000字。", region="cn/52", **NEW)
    (sentence,) = disagreements([citation("专项文件不超过4000字。", **OLD), here])
    assert "贵州" in sentence
    assert "比全国规定松的，以《老通知》第6条为准" in sentence


def test_clauses_of_one_document_and_a_digest_of_the_other_do_not_disagree() -> None:
    one = citation("专项文件不超过4000字。", **OLD)
    assert disagreements([one, citation("专项文件不超过3000字。", **OLD)]) == ()
    digest = citation("专项文件不超过3000字。", **{**NEW, "official": "old@1"})
    assert disagreements([one, digest]) == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": Status.DRAFT}, "征求意见稿"),
        ({"status": Status.REPEALED}, "不再适用"),
        ({"expires": date(2026, 1, 1)}, "从2026-01-01起已经不再适用"),
        ({"effective": date(2027, 1, 1)}, "从2027-01-01起才施行"),
    ],
)
def test_what_does_not_hold_is_named_with_why(fields: dict[str, Any], words: str) -> None:
    assert words in (formerly(source(**fields), TODAY, []) or "")


def test_a_successor_is_named_and_what_holds_is_not_spoken_of() -> None:
    old: Source = source(id="old", title="老办法", expires=date(2026, 1, 1))
    new = source(id="new", title="新办法", supersedes=("老办法",), effective=date(2026, 1, 1))
    assert "已被《新办法》代替" in (formerly(old, TODAY, [old, new]) or "")
    assert formerly(new, TODAY, [old, new]) is None
