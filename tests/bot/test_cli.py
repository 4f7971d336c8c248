"""The command as people and scripts use it: output, exit codes, and never a traceback."""

import json
from pathlib import Path

import pytest

from tests.bot.runner import Jianfu


@pytest.mark.parametrize(
    ("question", "title", "words", "verdict"),
    [
        ("开会主报告最长能讲多久", "若干规定", "1小时", "limited"),
        ("县里能从我们镇借调干部吗", "若干规定", "借调", "limited"),
        ("先行先试出了失误会不会被问责", "问责条例", "先行先试", "exempt"),
    ],
)
def test_ask_answers_with_the_clause(
    jianfu: Jianfu, question: str, title: str, words: str, verdict: str
) -> None:
    ran = jianfu("ask", question, "--json")
    result = ran.json
    assert ran.code == 0
    assert (result["outcome"], result["verdict"]) == ("answer", verdict)
    assert title in result["citations"][0]["title"]
    assert words in result["citations"][0]["quote"]


def test_ask_says_when_the_rules_are_silent(jianfu: Jianfu) -> None:
    result = jianfu("ask", "村干部退休金多少", "--json").json
    assert (result["outcome"], result["reason"], result["verdict"], result["citations"]) == (
        "no_answer",
        "no_basis",
        None,
        [],
    )


def test_ask_for_people_quotes_and_warns(jianfu: Jianfu) -> None:
    out = jianfu("ask", "开会主报告最长能讲多久").out
    assert "有限制性规定\n《整治形式主义为基层减负若干规定》第6条" in out
    assert "不是官方原文" in out


def test_the_json_of_an_answer_has_every_agreed_key(jianfu: Jianfu) -> None:
    result = jianfu("ask", "规定6条", "--json", "--region", "cn/52", "--on", "2026-01-02").json
    assert {
        "id",
        "question",
        "region",
        "on",
        "outcome",
        "reason",
        "verdict",
        "summary",
        "citations",
        "caveats",
        "written_by",
        "elapsed_ms",
    } <= result.keys()
    assert (result["region"], result["on"]) == ("cn/52", "2026-01-02")
    cited = {
        "source",
        "title",
        "locator",
        "article",
        "kind",
        "authority",
        "status",
        "region",
        "issued",
        "effective",
        "url",
        "verification",
        "stance",
        "quote",
        "exceptions",
    }
    assert cited <= result["citations"][0].keys()


def test_a_rule_does_not_answer_for_a_day_before_it_took_effect(jianfu: Jianfu) -> None:
    result = jianfu("ask", "开会主报告最长能讲多久", "--json", "--on", "2024-08-05").json
    assert all("若干规定" not in citation["title"] for citation in result["citations"] + result["nearest"])


def test_a_batch_goes_on_past_a_bad_line(jianfu: Jianfu, tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    rows = [
        '{"id": 1, "question": "规定6条"}',
        "not json",
        '{"id": 3}',
        '{"id": 4, "question": "你好", "on": "never"}',
        '{"id": 5, "question": "你好"}',
    ]
    batch.write_text("\n".join(rows), encoding="utf-8")
    ran = jianfu("ask", "--batch", str(batch))
    results = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert [result["id"] for result in results] == [1, None, 3, 4, 5]
    assert [("error" in result) for result in results] == [False, True, True, True, False]


def test_search_ranks_and_explains(jianfu: Jianfu) -> None:
    result = jianfu("search", "打卡签到", "-k", "3", "--explain", "--json").json
    assert len(result["hits"]) == 3
    hit = result["hits"][0]
    assert "打卡" in hit["text"]
    assert abs(sum(hit["parts"].values()) - hit["score"]) < 1e-4
    assert {
        "source",
        "title",
        "locator",
        "article",
        "score",
        "lexical_rank",
        "dense_rank",
        "text",
    } <= hit.keys()


@pytest.mark.parametrize("mode", ["hybrid", "lexical", "dense"])
def test_search_modes_and_batches(jianfu: Jianfu, tmp_path: Path, mode: str) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": "a", "query": "打卡"}\n', encoding="utf-8")
    ran = jianfu("search", "--batch", str(batch), "--mode", mode, "-k", "2")
    assert ran.code == 0
    assert ran.json["id"] == "a"
    assert len(ran.json["hits"]) == 2


def test_show_gives_slices_of_the_text_and_neighbours(jianfu: Jianfu) -> None:
    shown = jianfu("show", "若干规定", "6", "--json").json
    assert [passage["article"] for passage in shown["passages"]] == ["6", "6"]
    assert all(passage["end"] - passage["start"] == len(passage["text"]) for passage in shown["passages"])
    assert shown["previous"].startswith("第5条")
    assert shown["next"].startswith("第7条")


def test_sources_lists_everything_with_how_it_was_verified(jianfu: Jianfu) -> None:
    rows = jianfu("sources", "--json").json
    assert len(rows) == 30
    assert all(
        {"id", "title", "kind", "status", "region", "version", "passages", "verification"} <= row.keys()
        for row in rows
    )
    assert "整治形式主义为基层减负若干规定" in jianfu("sources").out


def test_add_reviews_publishes_and_then_changes_nothing(
    jianfu: Jianfu, own_home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "办法.md"
    path.write_text(
        "# 某县会议管理办法\n\n第一条 会议一律不超过四十分钟。\n\n第二条 不得层层陪会。\n", encoding="utf-8"
    )
    dry = jianfu("add", str(path), "--dry-run", home=own_home)
    assert "新增" in dry.out
    first = jianfu("add", str(path), "--yes", "--json", home=own_home)
    assert first.code == 0
    document = first.json["documents"][0]
    assert (document["action"], document["passages"]["added"]) == ("added", 2)
    assert first.json["smoke"]["asked"] == first.json["smoke"]["passed"] > 0
    again = jianfu("add", str(path), "--yes", "--json", home=own_home).json
    assert again["documents"][0]["action"] == "unchanged"
    assert again["generation"] == first.json["generation"]
    assert "四十分钟" in jianfu("show", document["source"], "1", home=own_home).out


def test_add_without_a_terminal_and_without_yes_changes_nothing(
    jianfu: Jianfu, own_home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "办法.md"
    path.write_text("# 办法\n\n第一条 甲。\n\n第二条 乙。\n", encoding="utf-8")
    ran = jianfu("add", str(path), home=own_home)
    assert "--yes" in ran.err
    assert len(jianfu("sources", "--json", home=own_home).json) == 30


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 50, b"\xff\xfe\x00"])
def test_a_file_without_text_is_reported_and_nothing_changes(
    jianfu: Jianfu, own_home: Path, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "坏.txt"
    path.write_bytes(content)
    ran = jianfu("add", str(path), "--yes", "--json", home=own_home)
    assert ran.code == 1
    assert ran.json["documents"][0]["action"] == "failed"
    assert ran.json["documents"][0]["because"]


def test_preview_changes_nothing_and_shows_the_clauses(jianfu: Jianfu, tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    path.write_text("某县办法\n第一条 不得陪会。\n第二条 依照第一条执行。\n", encoding="utf-8")
    result = jianfu("preview", str(path), "--json").json
    assert [passage["article"] for passage in result["passages"]] == ["1", "2"]
    assert {
        "path",
        "format",
        "title",
        "author",
        "issuer",
        "publisher",
        "number",
        "issued",
        "published",
        "kind",
        "region",
        "text",
        "removed",
        "repaired",
        "warnings",
        "decision",
        "because",
    } <= result.keys()


def test_rebuild_makes_the_index_anew_from_the_library(jianfu: Jianfu, own_home: Path) -> None:
    before = jianfu("sources", "--json", home=own_home).json
    assert jianfu("rebuild", home=own_home).code == 0
    assert jianfu("sources", "--json", home=own_home).json == before


def test_eval_measures_a_questions_file(jianfu: Jianfu, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    gold = {"title": "若干规定", "clause": "6", "quote_any": ["一小时"]}
    row = {
        "id": "q",
        "question": "开会主报告最长能讲多久",
        "type": "in_scope",
        "gold": [gold],
        "verdict": ["limited"],
        "must_say": [],
        "must_not_say": [],
    }
    path.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    result = jianfu("eval", str(path), "--json").json
    assert result["types"]["in_scope"]["first"] == 1.0
    assert "首条对" in jianfu("eval", str(path)).out


def test_doctor_is_content_without_a_token_and_not_without_an_index(jianfu: Jianfu, tmp_path: Path) -> None:
    ran = jianfu("doctor")
    assert ran.code == 0
    assert "@BotFather" in ran.out
    empty = jianfu("doctor", "--json", home=tmp_path / "empty")
    assert empty.code == 3
    assert not empty.json["ok"]


def test_the_bot_without_a_token_says_how_to_get_one(jianfu: Jianfu) -> None:
    ran = jianfu("bot")
    assert ran.code == 3
    assert "@BotFather" in ran.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ask",), 2, "请写出问题"),
        (("ask", "   "), 2, "请写出问题"),
        (("ask", "长" * 3000), 2, "太长"),
        (("ask", "问", "--region", "52"), 2, "cn/52"),
        (("ask", "问", "--on", "昨天"), 2, "2026-11-22"),
        (("ask", "--batch", "没有.jsonl"), 2, "批量文件"),
        (("search", "打卡", "-k", "500"), 2, "-k"),
        (("search", "打卡", "--mode", "x"), 2, "--mode"),
        (("show",), 2, "缺少文件"),
        (("show", "没有这份文件"), 2, "jianfu sources"),
        (("show", "若干规定", "99"), 2, "99"),
        (("nonsense",), 2, "nonsense"),
        (("ask", "--nonsense"), 2, "--nonsense"),
        (("add", "没有这个文件", "--yes"), 1, ""),
        (("add", "x", "--set", "colour=red"), 2, "colour"),
        (("eval", "没有.jsonl"), 2, "没有.jsonl"),
    ],
)
def test_wrong_usage_ends_in_a_sentence_and_the_agreed_code(
    jianfu: Jianfu, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ran = jianfu(*arguments)
    assert ran.code == code
    assert words in ran.err


def test_an_unknown_variable_ends_in_a_sentence(jianfu: Jianfu) -> None:
    ran = jianfu("sources", JIANFU_TELEGRAM_TOKN="x")
    assert ran.code == 3
    assert "JIANFU_TELEGRAM_TOKEN" in ran.err


@pytest.mark.parametrize(
    "command",
    ["ask", "search", "show", "sources", "add", "preview", "audit", "rebuild", "eval", "doctor", "bot"],
)
def test_every_command_explains_itself_in_chinese(jianfu: Jianfu, command: str) -> None:
    ran = jianfu(command, "--help")
    assert ran.code == 0
    assert "用法" in ran.out
    assert "Usage" not in ran.out
    assert "Show this message" not in ran.out
