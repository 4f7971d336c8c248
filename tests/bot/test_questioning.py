"""`jianfu questions`, and what lay questions change in `add` and `sources`."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.journal import Journal
from tests.bot.runner import Jianfu

ID = "某县会议管理办法"
TEXT = (
    f"# {ID}\n\n第一条 会议一律不超过四十分钟。\n\n第二条 不得层层陪会。\n\n第三条 本办法自发布之日起施行。\n"
)
LAY = "领导后头跟一串人坐着干啥"
ROWS = [("第一条", "开个会能耗掉一上午吗"), ("2", LAY)]


def table(path: Path, *rows: tuple[str, str]) -> str:
    path.write_text("\n".join(",".join(row) for row in (("条款", "问题"), *rows)), encoding="utf-8")
    return str(path)


@pytest.fixture
def home(jianfu: Jianfu, own_home: Path, tmp_path: Path) -> Path:
    """The starter corpus and a rule of three clauses without lay questions."""
    path = tmp_path / "办法.md"
    path.write_text(TEXT, encoding="utf-8")
    assert jianfu("add", str(path), "--yes", "--json", home=own_home).code == 0
    return own_home


def counts(found: Any) -> dict[str, int]:
    return {row["locator"]: row["questions"] for row in found["clauses"]}


def test_every_clause_of_a_starter_source_has_questions(jianfu: Jianfu) -> None:
    found = jianfu("questions", "若干规定", "--json").json
    assert found["source"]["id"] == "ruogan-guiding-2024"
    assert found["asked"] == len(found["clauses"])
    assert found["questions"] == sum(counts(found).values()) > 500
    assert "条条都有" in jianfu("questions", "若干规定").out


def test_a_clause_shows_its_questions_and_where_they_came_from(jianfu: Jianfu) -> None:
    found = jianfu("questions", "若干规定", "--clause", "第6条", "--json").json
    assert [row["article"] for row in found["clauses"]] == ["6", "6"]
    assert {one["origin"] for row in found["clauses"] for one in row["texts"]} == {"shipped"}
    assert "（自带）" in jianfu("questions", "若干规定", "--clause", "6").out


def test_an_import_makes_clauses_findable_and_the_removal_undoes_it(
    jianfu: Jianfu, home: Path, tmp_path: Path
) -> None:
    file = table(tmp_path / "q.csv", *ROWS)
    before = jianfu("questions", ID, "--json", home=home).json
    assert counts(before) == {"第1条": 0, "第2条": 0, "第3条": 0}
    dry = jianfu("questions", ID, "--import", file, "--dry-run", home=home)
    assert (dry.code, "新增 2 句" in dry.out) == (0, True)
    assert jianfu("questions", ID, "--json", home=home).json == before
    done = jianfu("questions", ID, "--import", file, "--json", home=home)
    assert (done.code, done.json["added"], done.json["smoke"]["asked"] > 0) == (0, 2, True)
    assert [row["locator"] for row in done.json["questions"]] == ["第1条", "第2条"]
    first = jianfu("search", LAY, "--json", "-k", "1", home=home).json["hits"][0]
    assert (first["source"], first["locator"]) == (ID, "第2条")
    again = jianfu("questions", ID, "--import", file, "--json", home=home).json
    assert (again["known"], again["generation"]) == (2, done.json["generation"])
    removed = jianfu("questions", ID, "--remove", file, "--yes", home=home)
    assert (removed.code, "去掉 2 句" in removed.out) == (0, True)
    assert counts(jianfu("questions", ID, "--json", home=home).json) == counts(before)


def test_what_is_refused_is_told_and_the_rest_is_taken(jianfu: Jianfu, home: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "q.csv", ("9", "多久"), ("2", "不得层层陪会吗"), ("1", "开3小时行不"), ROWS[1])
    ran = jianfu("questions", ID, "--import", file, "--json", home=home)
    assert (ran.code, ran.json["added"], ran.json["refused"]) == (1, 2, 2)
    fates = {row["text"]: row for row in ran.json["questions"]}
    assert "第1条" in fates["多久"]["because"]
    assert "原文几乎一样" in fates["不得层层陪会吗"]["because"]
    assert "“3小时”不在这一条里" in fates["开3小时行不"]["warnings"][0]
    out = jianfu("questions", ID, "--import", file, "--yes", home=home).out
    assert "已有 2 句" in out
    assert "不收 2 句" in out


def test_one_question_is_typed_and_taken_out(jianfu: Jianfu, home: Path) -> None:
    typed = jianfu("questions", ID, "--add", LAY, "--clause", "第二条", "--yes", home=home)
    assert (typed.code, "已改" in typed.out) == (0, True)
    found = jianfu("questions", ID, "--clause", "2", "--json", home=home).json
    assert found["clauses"][0]["texts"] == [{"text": LAY, "origin": "admin", "hand": ""}]
    elsewhere = jianfu("questions", ID, "--remove", LAY, "--clause", "1", "--yes", home=home)
    assert (elsewhere.code, "没找到 1 句" in elsewhere.out) == (1, True)
    assert jianfu("questions", ID, "--remove", f"{LAY}？", "--yes", home=home).code == 0
    assert counts(jianfu("questions", ID, "--json", home=home).json)["第2条"] == 0


def test_without_a_terminal_and_without_yes_nothing_changes(
    jianfu: Jianfu, home: Path, tmp_path: Path
) -> None:
    before = jianfu("sources", "--json", home=home).json
    ran = jianfu("questions", ID, "--import", table(tmp_path / "q.csv", *ROWS), home=home)
    assert "--yes" in ran.err
    assert jianfu("sources", "--json", home=home).json == before


def test_a_document_brings_its_questions_along_and_is_warned_of_those_it_lacks(
    jianfu: Jianfu, own_home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "办法.md"
    path.write_text(TEXT, encoding="utf-8")
    bare = jianfu("add", str(path), "--dry-run", home=own_home).out
    assert "3条都还没有口语问法，用大白话不容易搜到；可用 jianfu questions 补上。" in bare
    file = table(tmp_path / "q.csv", *ROWS)
    added = jianfu("add", str(path), "--questions", file, "--json", home=own_home)
    [document] = added.json["documents"]
    assert (added.code, document["action"]) == (0, "added")
    assert document["questions"] == {"added": 2, "known": 0, "refused": 0, "inherited": 0}
    assert document["warnings"] == [
        "3条里有1条还没有口语问法，用大白话不容易搜到；可用 jianfu questions 补上。"
    ]
    more = table(tmp_path / "r.csv", ROWS[0], ("3", "啥时候开始算数"), ("7", "多久"))
    known = jianfu("add", str(path), "--questions", more, "--json", home=own_home)
    [document] = known.json["documents"]
    assert (known.code, document["action"]) == (1, "unchanged")
    assert document["questions"] == {"added": 1, "known": 1, "refused": 1, "inherited": 0}
    assert counts(jianfu("questions", ID, "--json", home=own_home).json) == dict.fromkeys(
        ["第1条", "第2条", "第3条"], 1
    )
    path.write_text(TEXT.replace("四十", "五十"), encoding="utf-8")
    updated = jianfu("add", str(path), "--yes", home=own_home)
    assert "问法：增0 已有0 不收0 沿用3" in updated.out


def test_questions_for_an_unchanged_document_are_not_published_unasked(
    jianfu: Jianfu, home: Path, tmp_path: Path
) -> None:
    file = table(tmp_path / "q.csv", *ROWS)
    ran = jianfu("add", str(tmp_path / "办法.md"), "--questions", file, home=home)
    assert "--yes" in ran.err
    assert sum(counts(jianfu("questions", ID, "--json", home=home).json).values()) == 0


def test_sources_shows_how_findable_each_is(jianfu: Jianfu, home: Path, tmp_path: Path) -> None:
    jianfu("questions", ID, "--import", table(tmp_path / "q.csv", *ROWS), "--yes", home=home)
    rows = {row["id"]: row for row in jianfu("sources", "--json", home=home).json}
    assert (rows[ID]["questions"], rows[ID]["asked"], rows[ID]["passages"]) == (2, 2, 3)
    out = jianfu("sources", home=home).out
    [line] = [line for line in out.splitlines() if line.startswith(ID)]
    assert line.split()[-3:] == ["0.7/条", "1", "—"]
    assert "没问法" in out


@pytest.fixture
def waiting(home: Path) -> Path:
    journal = Journal.open(home)
    for text in (LAY, "村干部退休金多少", LAY):
        journal.keep(text, "no_basis")
    journal.close()
    return home


def test_unanswered_questions_wait_for_an_admin(jianfu: Jianfu, waiting: Path) -> None:
    rows = jianfu("questions", "--unanswered", "--json", home=waiting).json
    assert [(row["text"], row["times"], row["outcome"]) for row in rows] == [
        (LAY, 2, "no_basis"),
        ("村干部退休金多少", 1, "no_basis"),
    ]
    ran = jianfu("questions", "--unanswered", home=waiting)
    assert LAY in ran.out
    assert "JIANFU_KEEP_QUESTIONS=1" in ran.err
    assert jianfu("questions", "--unanswered", home=waiting, JIANFU_KEEP_QUESTIONS="1").err == ""


def test_one_is_tied_to_a_clause_and_waits_no_longer(jianfu: Jianfu, waiting: Path) -> None:
    number = str(jianfu("questions", "--unanswered", "--json", home=waiting).json[0]["id"])
    dry = jianfu("questions", "--tie", number, "--clause", f"{ID} 第2条", "--dry-run", home=waiting)
    assert (dry.code, "新增 1 句" in dry.out) == (0, True)
    wrong = jianfu("questions", "--tie", number, "--clause", f"{ID} 第9条", "--yes", home=waiting)
    assert (wrong.code, "不收 1 句" in wrong.out) == (1, True)
    assert len(jianfu("questions", "--unanswered", "--json", home=waiting).json) == 2
    tied = jianfu("questions", "--tie", number, "--clause", f"{ID} 第2条", "--json", home=waiting)
    assert (tied.code, tied.json["added"]) == (0, 1)
    found = jianfu("questions", ID, "--clause", "2", "--json", home=waiting).json
    assert found["clauses"][0]["texts"] == [{"text": LAY, "origin": "asked", "hand": ""}]
    [left] = jianfu("questions", "--unanswered", "--json", home=waiting).json
    dropped = jianfu("questions", "--drop", str(left["id"]), home=waiting)
    assert (dropped.code, dropped.out) == (0, "没有等着处理的问题。\n")
    assert jianfu("questions", ID, "--tie", number, "--clause", "2", "--yes", home=waiting).code == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "哪份文件"),
        (("没有这份",), 2, "jianfu sources"),
        (("没有这份", "--add", "多久", "--clause", "6"), 2, "jianfu sources"),
        (("若干规定", "--clause", "99"), 2, "99"),
        (("若干规定", "--add", "多久"), 2, "--clause"),
        (("若干规定", "--add", " ", "--clause", "6"), 2, "--add"),
        (("若干规定", "--add", "长" * 301, "--clause", "6"), 1, "300字"),
        (("若干规定", "--remove", ""), 2, "--remove"),
        (("若干规定", "--remove", "没有.csv"), 1, "没有.csv"),
        (("若干规定", "--import", "没有.xlsx"), 1, "没有.xlsx"),
        (("若干规定", "--import", "x.doc"), 1, ".jsonl、.csv 或 .xlsx"),
        (("若干规定", "--add", "多久", "--remove", "多久"), 2, "--add、--remove"),
        (("--unanswered", "--tie", "1"), 2, "--unanswered、--tie"),
        (("--tie", "1"), 2, "--clause"),
        (("--tie", "1", "--clause", "若干规定"), 2, "--clause"),
        (("--tie", "1", "--clause", "若干规定 6"), 2, "--unanswered"),
        (("--drop", "1"), 2, "--unanswered"),
        (("--tie", "x"), 2, "--tie"),
    ],
)
def test_wrong_usage_ends_in_a_sentence_and_the_agreed_code(
    jianfu: Jianfu, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ran = jianfu("questions", *arguments)
    assert ran.code == code
    assert words in ran.err


def test_questions_come_with_one_document_only(jianfu: Jianfu, tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    file = table(tmp_path / "q.csv", *ROWS)
    ran = jianfu("add", "a.md", "b.md", "--questions", file, "--yes")
    assert (ran.code, "--questions 只能用于一份文件" in ran.err) == (2, True)


def test_a_bad_questions_file_adds_nothing(jianfu: Jianfu, own_home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "q.jsonl").write_text(json.dumps({"条款": "1"}), encoding="utf-8")
    ran = jianfu("add", "a.md", "--questions", "q.jsonl", "--yes", home=own_home)
    assert (ran.code, "第1行缺" in ran.err) == (1, True)
    assert len(jianfu("sources", "--json", home=own_home).json) == 30


def test_the_command_explains_itself_in_chinese(jianfu: Jianfu) -> None:
    ran = jianfu("questions", "--help")
    assert (ran.code, "用法" in ran.out, "Usage" in ran.out) == (0, True, False)
