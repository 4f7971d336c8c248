"""The starter corpus's format: what it says, and what is told about mistakes."""

from datetime import date
from typing import Any

import pytest

from ingest.digest import Digest, cross_mistakes, parse
from ingest.preparation import CORPUS, starter
from knowledge.model import Grade, Kind
from tests.ingest.samples import DIGEST


def parsed(text: str, path: str = "a.md") -> Digest:
    found, mistakes = parse(path, text)
    assert mistakes == []
    assert found is not None
    return found


def mistakes(text: str) -> list[str]:
    return [str(mistake) for mistake in parse("a.md", text)[1]]


def test_front_matter_becomes_the_fields_of_a_source() -> None:
    assert dict(parsed(DIGEST).values) == {
        "id": "shili-yaodian-2024",
        "title": "示例减负办法",
        "kind": Kind.DIGEST,
        "issuer": "示例办公厅",
        "issued": date(2024, 5, 6),
        "effective": date(2024, 6, 1),
        "status": "in_force",
        "aliases": ("示例办法",),
    }


def test_each_statement_is_a_slice_with_its_place() -> None:
    digest = parsed(DIGEST)
    assert [(s.locator, s.article, digest.text[s.start : s.end]) for s in digest.slices] == [
        ("第1条（要点1）", "1", "会议主报告不超过40分钟。"),
        ("第1条（要点2）", "1", "会议材料\n   提前一天发出。"),
        ("第1条（要点3）", "1", "某县曾因超时被通报。"),
        ("第2、3条", "2", "一年只开一次。"),
        ("第四部分 借调", None, "不从乡镇借调干部，\n确需借调的要报批。"),
    ]
    assert digest.slices[0].heading == "一、会议 > 第1条 会议时长"


def test_attributes_are_inherited_from_headings_and_corrected_by_statements() -> None:
    found = parsed(DIGEST).slices
    assert [slice_.grade for slice_ in found] == [Grade.A, Grade.B, Grade.C, Grade.A, Grade.D]
    assert [slice_.kind for slice_ in found] == [None, None, Kind.CASE, None, None]
    assert [slice_.region for slice_ in found] == [None, None, "cn/52", None, None]
    assert found[2].topics == ("会议",)
    assert found[2].addressee == "各单位"
    assert found[3].topics == ()


@pytest.mark.parametrize(
    ("heading", "locator", "article"),
    [
        ("### 第7条 计划", "第7条", "7"),
        ("### 第16、17条 调查", "第16、17条", "16"),
        ("### 第55—56条", "第55—56条", "55"),
        ("### 第10条之1 插入", "第10条之1", "10-1"),
        ("### 第三部分 统筹", "第三部分 统筹", None),
        ("### 常见误报", "常见误报", None),
        ("## 第二部分 会议\n### 时长", "第二部分 时长", None),
        ("## 第二部分 会议\n### 第6条 时长", "第6条", "6"),
        ("### 第6条 时长\n#### 例外", "第6条 例外", "6"),
        ("", "要点1", None),
    ],
)
def test_a_locator_is_the_documents_own_numbering(heading: str, locator: str, article: str | None) -> None:
    [slice_] = parsed(f"---\nid: a\ntitle: 甲\nkind: digest\n---\n{heading}\n> 核实：A\n\n- 一条。\n").slices
    assert (slice_.locator, slice_.article) == (locator, article)


def test_all_mistakes_of_a_file_are_told_at_once_with_their_lines() -> None:
    text = """---
id: Bad Id
title: 甲
kind: digset
issued: 2024-13-01
published: 2024-08
author: 某人
region: guizhou
status: in force
url: gov.cn
note: [甲, {乙: 丙}]
title: 乙
---

# 大标题

### 第1条 会议
> 核实：A｜颜色：红

1. 不超过1小时。
2. 不超过1小时。
   > 核实：E

### 第1条 会议
> 地区：贵州｜类别：rule

- **没有**等级。
- 甲。
  > 核实：A｜核实：B
  续行。
"""
    told = mistakes(text)
    assert [line.split(" ")[0] for line in told] == [
        "a.md:2:", "a.md:4:", "a.md:5:", "a.md:7:", "a.md:8:", "a.md:9:", "a.md:10:", "a.md:11:", "a.md:12:",
        "a.md:15:", "a.md:18:", "a.md:21:", "a.md:22:", "a.md:24:", "a.md:25:", "a.md:25:", "a.md:27:", "a.md:27:",
        "a.md:29:", "a.md:30:",
    ]  # fmt: skip
    assert (
        told[1]
        == "a.md:4: kind 没有“digset”这一种，可以用的有：rule、law、digest、case、commentary、internal。"
    )
    assert "author" in told[3]
    assert told[10].endswith(
        "不认识“颜色：红”，能写的有：核实、标签、约束、地区、类别，写成 键：值，用｜隔开。"
    )
    assert told[11] == "a.md:21: 这一条与第20行的重复。"
    assert told[13] == "a.md:24: “第1条”这个标题与第17行的重复。"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("没有文件头\n", "a.md:1: 文件要以 --- 之间的文件头开始。"),
        ("---\nid: a\ntitle: 甲\nkind: digest\n---\n\n## 空\n", "a.md:6: 文件里没有一条要点。"),
        ("---\nid: a\nkind: digest\n---\n> 核实：A\n\n甲。\n", "a.md:1: 文件头缺“title”。"),
        ("---\nid: a\ntitle: 甲\nkind: law\n---\n> 核实：A\n\n甲。\n", "a.md:4: kind 只能是 digest、case、commentary、internal。"),
        ("---\nid: a\ntitle: 甲\nkind: digest\n---\n\n甲。\n", "a.md:7: 这一条没有核实等级，在它或它的标题下面写“> 核实：A”。"),
        (
            "---\nid: a\ntitle: 甲\nkind: digest\nissued: 2024-08-06\neffective: 2024-08-05\n---\n> 核实：A\n\n甲。\n",
            "a.md:6: 施行日期 2024-08-05 早于发文日期 2024-08-06。",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(text: str, told: str) -> None:
    assert mistakes(text) == [told]


def test_broken_yaml_is_told_with_its_line() -> None:
    told = mistakes("---\nid: a\ntitle: [甲\nkind: digest\n---\n> 核实：A\n\n甲。\n")
    assert any("不是合法的 YAML" in line for line in told)


@pytest.mark.parametrize(
    ("written", "day", "note"),
    [
        ("2018-05", date(2018, 5, 1), "发文日期只知道是2018年5月。"),
        ("2018", date(2018, 1, 1), "发文日期只知道是2018年。"),
        ("2018-05-20", date(2018, 5, 20), None),
    ],
)
def test_a_vague_date_is_its_first_day_and_said_in_the_note(
    written: str, day: date, note: str | None
) -> None:
    text = f"---\nid: a\ntitle: 甲\nkind: digest\nissued: {written}\n---\n> 核实：A\n\n甲。\n"
    values = parsed(text).values
    assert (values["issued"], values.get("note")) == (day, note)


def test_a_vague_issue_date_is_not_after_an_exact_day_within_it() -> None:
    text = (
        "---\nid: a\ntitle: 甲\nkind: digest\nissued: 2024-08-06\neffective: 2024\n---\n> 核实：A\n\n甲。\n"
    )
    assert mistakes(text) == []


def card(id_: str, **fields: Any) -> Digest:
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    text = f"---\nid: {id_}\ntitle: 题{id_}\nkind: digest\n{lines}---\n> 核实：A\n\n甲{id_}。\n"
    return parsed(text, f"{id_}.md")


def test_a_circle_of_supersession_is_told_once() -> None:
    digests = [
        card("a", supersedes="[题b]"),
        card("b", supersedes="[丙]"),
        card("c", aliases="[丙]", supersedes="[a]"),
        card("d", supersedes="[a]"),
    ]
    assert list(map(str, cross_mistakes(digests))) == ["a.md:5: 取代关系成了一个圈：a → b → c → a。"]


def test_an_id_that_two_files_have_is_told() -> None:
    one, other = card("a"), parsed("---\ntitle: 乙\nid: a\nkind: case\n---\n> 核实：C\n\n乙。\n", "z.md")
    assert list(map(str, cross_mistakes([one, other]))) == ["z.md:3: 编号“a”与 a.md 重复。"]


def test_the_starter_corpus_has_no_mistakes() -> None:
    files = list(CORPUS.glob("*.md"))
    found = starter()
    assert len(found) == len(files)
    for document in found:
        assert document.source is not None
        assert document.slices
        for slice_ in document.slices:
            assert slice_.grade is not None
            assert document.text[slice_.start : slice_.end].strip()
