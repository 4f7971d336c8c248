"""Numbers as regulation texts and people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbering import (
    article_number,
    document_number,
    parse_numeral,
    print_numeral,
    quantities,
)


@given(st.integers(min_value=0, max_value=9999))
def test_a_written_number_reads_back(value: int) -> None:
    assert parse_numeral(print_numeral(value)) == value


@pytest.mark.parametrize("value", [-1, 10_000])
def test_only_numbers_that_articles_have_are_written_out(value: int) -> None:
    with pytest.raises(ValueError, match="9999"):
        print_numeral(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十五", 15),
        ("一百零三", 103),
        ("一百一十", 110),
        ("二〇二四", 2024),
        ("两", 2),
        ("三万", 30_000),
        ("1万", 10_000),
        ("12,771", 12_771),
        ("六", 6),
        ("", None),
        ("若干", None),
        ("第六", None),
    ],
)
def test_numerals(text: str, value: int | None) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("若干规定第六条", "6"),
        ("规定6条", "6"),
        ("第一百零三条", "103"),
        ("第十条之一", "10-1"),
        ("第 10 条", "10"),
        ("條例第十七條", "17"),
        ("这条规定", None),
    ],
)
def test_article_numbers(text: str, number: str | None) -> None:
    found = article_number(text)
    assert (str(found) if found else None) == number


@pytest.mark.parametrize(
    "written",
    [
        "国办函〔2026〕12号",
        "国办函[2026]12号",
        "国办函（2026）12号",
        "国办函2026年12号",
        "国办函 〔2026〕 第12号",
    ],
)
def test_a_document_number_has_one_form_in_all_its_spellings(written: str) -> None:
    assert document_number(written) == "国办函〔2026〕12号"


def test_a_date_is_no_document_number() -> None:
    assert document_number("2026年1月25日印发") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1小时", [(60, "分钟")]),
        ("一小时", [(60, "分钟")]),
        ("60分钟", [(60, "分钟")]),
        ("六十分钟", [(60, "分钟")]),
        ("一个半小时", [(90, "分钟")]),
        ("半天", [(Fraction(1, 2), "日")]),
        ("1天半", [(Fraction(3, 2), "日")]),
        ("两年", [(24, "月")]),
        ("30个月", [(30, "月")]),
        ("5000字以内", [(5000, "字")]),
        ("减少30%—50%", [(30, "%"), (50, "%")]),
        ("百分之三十", [(30, "%")]),
        ("3.8万个乡镇", [(38_000, "个")]),
        ("陪餐不超过3人", [(3, "人")]),
        ("2024年8月6日发布", []),
        ("第3次会议", []),
        ("同一个文件", []),
        ("原则上不得", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[Fraction, str]]) -> None:
    assert [(quantity.value, quantity.unit) for quantity in quantities(text)] == expected


@given(st.text(alphabet="一二三十百半0123456789小时分钟天年个月人字页,.%之不超过", max_size=30))
def test_quantities_are_slices_in_order(text: str) -> None:
    found = quantities(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
