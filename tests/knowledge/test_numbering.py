"""Numbers as regulation texts and people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbering import (
    article_number,
    document_number,
    document_numbers,
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


SPELLINGS = [
    "{prefix}〔{year}〕{number}号",
    "{prefix}[{year}]{number}号",
    "{prefix}（{year}）{number}号",
    "{prefix}({year}){number}号",
    "{prefix}【{year}】{number}号",
    "{prefix}{year}年{number}号",
    "{prefix} 〔{year}〕 第{number}号",
    "{prefix}〔 {year} 〕 {number} 号",
    "{prefix}〔{year}年〕第{number}号",
    "{prefix}C{year}]{number}号",  # a scanner's
    "{prefix}〔{year}){number}号",
    "{prefix}{year}〕{number}号",
    "{prefix}〔{year}年{number}号",
    "根据{prefix}〔{year}〕{number}号文件",
]


@given(
    st.sampled_from(["国办函", "中办发", "黔党办发", "和政办发", "自府发", "遵市监函"]),
    st.integers(1949, 2059),
    st.integers(1, 999),
    st.sampled_from(SPELLINGS),
    st.sampled_from(["0123456789", "０１２３４５６７８９"]),
)
def test_a_document_number_reads_back_from_all_its_spellings(
    prefix: str, year: int, number: int, spelling: str, digits: str
) -> None:
    figures = str.maketrans("0123456789", digits)
    written = spelling.format(
        prefix=prefix, year=str(year).translate(figures), number=str(number).translate(figures)
    )
    assert document_number(written) == f"{prefix}〔{year}〕{number}号"


@given(st.integers(1950, 2059), st.integers(1, 999), st.sampled_from("〇○"))
def test_a_document_number_in_chinese_figures_reads_back(year: int, number: int, zero: str) -> None:
    spelt = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year)).replace("〇", zero)
    assert document_number(f"中办发〔{spelt}〕{print_numeral(number)}号") == f"中办发〔{year}〕{number}号"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("中 办 发 〔2019〕 16 号", "中办发〔2019〕16号"),
        ("（国务院令第722号）", "国务院令第722号"),
        ("中华人民共和国主席令 第四十六号", "主席令第46号"),
        ("（2020年12月26日中华人民共和国国务院令第733号公布）", "国务院令第733号"),
        ("日照市人民政府令第8号", "日照市人民政府令第8号"),
        ("示例税务局公告2019年第3号", "示例税务局公告2019年第3号"),
        ("以县府办函〔2024〕5号印发", "县府办函〔2024〕5号"),
        ("2026年1月25日印发", None),
        ("2019年第3号", None),
        ("自2019年3号起", None),
        ("联系电话：02012345678号", None),
        ("（2019）京01民初16号", None),  # a court's
    ],
)
def test_what_is_a_document_number_and_what_is_none(text: str, number: str | None) -> None:
    assert document_number(text) == number


def test_every_number_of_a_text_is_given_with_its_end() -> None:
    text = "依据《甲》（中办发〔2014〕2号）和国务院令第722号"
    found = list(document_numbers(text))
    assert [number for number, _ in found] == ["中办发〔2014〕2号", "国务院令第722号"]
    assert all(text[:end].endswith("号") for _, end in found)


@given(st.integers(1, 999), st.integers(1, 9) | st.none(), st.sampled_from(["", " ", "　"]), st.booleans())
def test_an_article_number_reads_back(
    number: int, insertion: int | None, blank: str, in_figures: bool
) -> None:
    def spelt(value: int) -> str:
        return blank.join(str(value) if in_figures else print_numeral(value))

    tail = f"{blank}之{blank}{print_numeral(insertion)}" if insertion else ""
    count = str(number) if in_figures else spelt(number)
    expected = f"{number}-{insertion}" if insertion else str(number)
    assert str(article_number(f"第{blank}{count}{blank}条{tail}")) == expected


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
