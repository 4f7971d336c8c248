"""Annexes, tables, answers, margins and long clauses: where each passage of them stands."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.structure import structure
from ingest.structure.cuts import LONGEST


def places(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(one.locator, text[one.start : one.end]) for one in structure(text, title).slices]


def locators(text: str) -> list[str]:
    return [locator for locator, _ in places(text)]


TABLE = "分工如下\n| 序号 | 事项 |\n|---|---|\n| 1 | 党建 |\n| 2 | 防汛 |\n"


def test_a_row_is_a_passage_under_its_columns_and_what_stands_above_the_table() -> None:
    found = structure(TABLE).slices
    assert [(one.locator, one.heading) for one in found] == [
        ("表1第1行", "分工如下 > 序号｜事项"),
        ("表1第2行", "分工如下 > 序号｜事项"),
    ]
    assert TABLE[found[0].start : found[0].end] == "| 1 | 党建 |"


def test_a_table_without_headings_loses_no_row() -> None:
    assert locators("| 1 | 党建工作由镇党委负责。 |\n| 2 | 防汛 |\n") == ["表1第1行", "表1第2行"]
    assert locators("|  |  |\n|---|---|\n| 1 | 党建 |\n| 2 | 防汛 |\n") == ["表1第1行", "表1第2行"]


def test_a_second_table_counts_anew_and_repeated_headings_are_no_row() -> None:
    again = "| 序号 | 事项 |\n| 3 | 抢险 |\n"
    assert locators(f"{TABLE}{again}\n另一张表。\n{TABLE}") == [
        "表1第1行",
        "表1第2行",
        "表1第3行",
        "第1段",
        "表2第1行",
        "表2第2行",
    ]


def test_a_table_in_an_article_belongs_to_it() -> None:
    text = "第一条　甲。\n第二条　标准如下：\n| 级别 | 标准 |\n|---|---|\n| 县 | 三人 |\n第三条　乙。\n"
    found = structure(text).slices
    assert [(one.locator, one.article) for one in found] == [
        ("第1条", "1"),
        ("第2条", "2"),
        ("第2条 表1第1行", "2"),
        ("第3条", "3"),
    ]


def test_annexes_are_texts_of_their_own() -> None:
    text = "第一条　甲。\n第二条　乙。\n第三条　丙。\n附件1\n填报说明\n一、一年一报。\n附件2：示例规则\n第一条　丁。\n第二条　戊。\n第三条　己。\n"
    found = structure(text).slices
    assert [(one.locator, one.article, one.heading) for one in found[3:]] == [
        ("附件1 一、", None, "附件1 填报说明"),
        ("附件2 第1条", "1", "附件2 示例规则"),
        ("附件2 第2条", "2", "附件2 示例规则"),
        ("附件2 第3条", "3", "附件2 示例规则"),
    ]


def test_a_last_chapter_without_a_number_is_no_annex() -> None:
    text = "第一条　甲。\n第二条　乙。\n附则\n第三条　丙。\n"
    assert locators(text) == ["第1条", "第2条", "第3条"]
    assert structure(text).slices[2].heading == "附则"


def test_a_list_of_annexes_is_none() -> None:
    text = "少开会，这是规矩。\n附件：1. 分工表\n2. 说明\n示例县人民政府\n2024年3月5日\n附件1\n甲负责乙，不得推诿。\n"
    assert locators(text) == ["第1段", "附件1 第1段"]


def test_a_question_stays_with_its_answer() -> None:
    text = "有关负责人答问。\n问：开会多久？\n答：一小时。\n可以更短。\n【问】谁负责？\n【答】办公室。\n"
    assert places(text) == [
        ("第1段", "有关负责人答问。"),
        ("第1问", "问：开会多久？\n答：一小时。\n可以更短。"),
        ("第2问", "【问】谁负责？\n【答】办公室。"),
    ]


def test_a_question_that_nobody_answers_is_a_paragraph() -> None:
    assert locators("他问：开会多久？\n问：开会多久？\n没有人知道，大家都走了。\n") == [
        "第1段",
        "第2段",
        "第3段",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "示府发〔2024〕1号",
        "示例县人民政府文件",
        "2024-03-05 来源：示例网",
        "作者：李思明",
        "本报记者 李思明",
    ],
)
def test_the_margin_above_is_no_passage(line: str) -> None:
    assert locators(f"{line}\n少开会，这是规矩。\n要说短话。\n") == ["第1段", "第2段"]


@pytest.mark.parametrize(
    "lines",
    [
        "示例县人民政府\n2024年3月5日",
        "示例县教育局\n示例县财政局\n二〇二四年三月五日\n（此件公开发布）",
        "抄送：各乡镇。",
        "示例县委办公室 2024年3月6日印发",
        "（李思明 王小芳）",
    ],
)
def test_the_margin_below_is_no_passage(lines: str) -> None:
    assert locators(f"少开会，这是规矩。\n要说短话。\n{lines}\n") == ["第1段", "第2段"]


def test_a_chronicle_keeps_its_days() -> None:
    text = "大事记\n2024年3月5日\n会议召开，会期半天。\n2024年3月6日\n会议结束，代表返回。\n"
    assert "2024年3月6日" in [words for _, words in places(text, "大事记")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一．甲事要办。\n二．乙事要办。\n", ["一．", "二．"]),
        ("㈠甲事要办。\n㈡乙事要办。\n", ["㈠", "㈡"]),
        ("1）甲事要办。\n2）乙事要办。\n", ["1）", "2）"]),
        ("1.甲事要办。\n1.1 乙事要办。\n1.2 丙事要办。\n2.丁事要办。\n", ["1.", "1.1.1", "1.1.2", "2."]),
        ("一、甲事要办。下列除外：\n（一）乙。\n1.丙。\n（1）丁。\n①戊。\n", ["一、", "一、（一）", "一、（一）1.", "一、（一）1.（1）", "一、（一）1.（1）①"]),
        ("3.5万元以上的要报批。\n", ["第1段"]),
    ],
)  # fmt: skip
def test_every_habit_of_numbering(text: str, expected: list[str]) -> None:
    assert locators(text) == expected


def test_an_item_heads_the_items_below_it() -> None:
    found = structure("一、精简会议。除下列情形外不开：\n（一）防汛。\n（二）抢险。\n二、精简文件。\n").slices
    assert [one.heading for one in found] == ["", "一、精简会议", "一、精简会议", ""]


SENTENCE = "会议要短，文件要少，调研要轻车简从，不得层层陪同。"


def test_a_long_article_is_cut_at_its_paragraphs_and_stays_one_article() -> None:
    paragraph = SENTENCE * 15
    text = f"第一条　{paragraph}\n（一）甲；\n（二）乙。\n{paragraph}\n第二条　丙。\n第三条　丁。\n"
    found = structure(text).slices
    assert [(one.locator, one.article) for one in found] == [
        ("第1条", "1"),
        ("第2条", "2"),
        ("第3条", "3"),
    ]
    longer = text.replace(paragraph, paragraph * 2)
    assert [(one.locator, one.article) for one in structure(longer).slices][:2] == [
        ("第1条第1款", "1"),
        ("第1条第2款", "1"),
    ]


def test_a_long_paragraph_is_cut_at_its_sentences() -> None:
    text = SENTENCE * 70
    found = places(text)
    assert [locator for locator, _ in found] == [
        f"第1段（第{number + 1}部分）" for number in range(len(found))
    ]
    assert all(len(words) <= LONGEST and words.endswith("。") for _, words in found)
    assert "".join(words for _, words in found) == text


@given(
    st.lists(
        st.sampled_from(["甲。", "乙；", SENTENCE, "\n", "（一）丙。", "|丁|戊|", SENTENCE * 20]), max_size=40
    )
)
@example(["\n", "|丁|戊|", "\n", "|丁|戊|"])
def test_no_cut_loses_a_letter(pieces: list[str]) -> None:
    text = "第一条　己。\n第二条　庚。\n第三条　" + "".join(pieces)
    slices = structure(text).slices
    kept = "".join(text[one.start : one.end] for one in slices)
    assert [one for one in kept if one.isalnum()] == [one for one in text if one.isalnum()]
