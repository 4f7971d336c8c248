"""Who issued a document: by letterhead, title, signature or adoption."""

from datetime import date

import pytest

from ingest.metadata.organs import adopted_by, imprint_day, letterhead, organs, signature, titled
from ingest.metadata.particulars import particulars


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中共示例县委办公室", ("中共示例县委办公室",)),
        ("中共中央办公厅 国务院办公厅", ("中共中央办公厅", "国务院办公厅")),
        ("中共中央办公厅国务院办公厅", ("中共中央办公厅", "国务院办公厅")),
        ("示例市发展改革委、示例市财政局", ("示例市发展改革委", "示例市财政局")),
        ("示 例 县 人 民 政 府", ("示例县人民政府",)),
        ("中央纪委国家监委", ("中央纪委国家监委",)),
        ("减负要减到根子上", ()),
        ("关于改进作风的通知", ()),
        ("加强基层党组织建设", ()),
        ("", ()),
    ],
)
def test_a_line_of_organs_names_them_and_nothing_else(text: str, expected: tuple[str, ...]) -> None:
    assert organs(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["中共示例县委办公室文件"], ("中共示例县委办公室",)),
        (["示例县教育局", "示例县财政局", "文 件"], ("示例县教育局", "示例县财政局")),
        (["示例县人民政府办公室", "示府办函〔2024〕3号"], ("示例县人民政府办公室",)),
        (["关于转发上级文件"], ()),
        (["减负"], ()),
    ],
)
def test_letterheads(lines: list[str], expected: tuple[str, ...]) -> None:
    assert letterhead(lines) == expected


def test_the_organs_that_a_title_begins_with() -> None:
    assert titled("中共中央办公厅 国务院办公厅关于改进作风的通知") == ("中共中央办公厅", "国务院办公厅")
    assert titled("示例县人民政府办公室印发《甲》的通知") == ("示例县人民政府办公室",)
    assert titled("关于改进作风的通知") == ()


@pytest.mark.parametrize(
    "day", ["2024年3月5日", "二〇二四年三月五日", "二○二四年三月五日", "2024 年 3 月 5 日"]
)
def test_a_signature_stands_above_its_day(day: str) -> None:
    found = signature(["少开会。", "示例县教育局", "示例县财政局", day])
    assert found is not None
    assert (found.organs, found.day) == (("示例县教育局", "示例县财政局"), date(2024, 3, 5))


def test_a_long_name_may_be_spread_over_two_lines() -> None:
    found = signature(["要报告。", "遵义市示例疫情", "防控工作领导小组", "2024年3月5日"])
    assert found is not None
    assert found.organs == ("遵义市示例疫情防控工作领导小组",)


@pytest.mark.parametrize(
    "lines", [["大事记", "2024年3月5日"], ["会议于2024年3月5日召开。"], ["示例县教育局"], ["2024年3月5日"]]
)
def test_a_day_without_signers_is_no_signature(lines: list[str]) -> None:
    assert signature(lines) is None


def test_the_imprint_gives_a_day_and_no_signer() -> None:
    lines = ["示例县委办公室 2024年3月6日印发"]
    assert (imprint_day(lines), signature(lines)) == (date(2024, 3, 6), None)


@pytest.mark.parametrize(
    ("preface", "organ"),
    [
        ("2020年6月20日第十三届全国人民代表大会常务委员会第十九次会议通过", "全国人民代表大会常务委员会"),
        ("2020年6月20日示例省第十三届人民代表大会第二次会议通过", "示例省人民代表大会"),
        ("（2020年12月26日中华人民共和国国务院令第733号公布）", "国务院"),
        ("（2020年12月26日示例市人民政府令第3号公布）", "示例市人民政府"),
        ("2020年12月26日中共中央批准", "中共中央"),
        ("少开会。", None),
    ],
)
def test_who_adopted_a_text(preface: str, organ: str | None) -> None:
    assert adopted_by(preface) == organ


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["发文机关：示例县人民政府　成文日期：2024年3月5日", "发文字号：示府发〔2024〕1号"],
            {"issuer": "示例县人民政府", "issued": "2024年3月5日", "number": "示府发〔2024〕1号"},
        ),
        (["| 发文机关 | 示例县人民政府 | 有效性 | 废止 |"], {"issuer": "示例县人民政府", "status": "废止"}),
        (
            ["发布机构：", "示例县人民政府", "标　题：", "关于精简会议的通知"],
            {"issuer": "示例县人民政府", "title": "关于精简会议的通知"},
        ),
        (["索引号：123 主题词："], {}),
        (["会议的名称要简短。"], {}),
    ],
)
def test_what_a_page_lists_beside_a_document(lines: list[str], expected: dict[str, str]) -> None:
    assert particulars(lines) == expected
