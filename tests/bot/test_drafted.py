"""`add` with a language model: its drafts are shown, sifted, and lead to their clauses once published."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.runner import Jianfu
from tests.llm_server import KEY, LlmServer, Reply

RULES = (
    "# 某县村务办法\n\n第一条 村民委员会不得代收水利工程维护资金。\n\n第二条 公益林管护员由乡镇统一选聘。\n"
)
DRAFTS = [
    [
        "收渠道上的钱要不要村里帮忙收",
        "渠道的钱凭啥让村干部去收",
        "渠道钱收不上来怪村里吗",
        "渠道上的钱该谁收",
        "村里能不收渠道的钱吗",
        "渠道钱归村里收合不合规",
        "今天中午吃什么好",
    ],
    [
        "看林子的人谁来挑",
        "看林子的娃是镇上挑的不",
        "想去看林子找谁挑",
        "村里能自己挑看林子的人吗",
        "看林子的人归镇上挑还是村上挑",
        "哪个来挑看林子的",
        "管护员由乡镇统一选聘",
    ],
]


@pytest.fixture
def server() -> Iterator[LlmServer]:
    with LlmServer() as started:
        started.replies = deque(Reply.of(questions) for questions in DRAFTS)
        yield started


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "办法.md"
    path.write_text(RULES, encoding="utf-8")
    return path


def configured(server: LlmServer) -> dict[str, str]:
    return {"JIANFU_LLM_BASE_URL": server.url, "JIANFU_LLM_MODEL": "a-model", "JIANFU_LLM_API_KEY": KEY}


def test_drafts_are_sifted_and_lead_to_their_clauses(
    jianfu: Jianfu, own_home: Path, rules: Path, server: LlmServer
) -> None:
    ran = jianfu("add", str(rules), "--yes", "--json", home=own_home, **configured(server))
    assert ran.code == 0
    [drafts] = ran.json["drafts"]
    assert {one["text"] for one in drafts["kept"]} == {*DRAFTS[0][:-1], *DRAFTS[1][:-1]}
    assert {one["text"]: one["why"] for one in drafts["dropped"]} == {
        "今天中午吃什么好": "lost",
        "管护员由乡镇统一选聘": "copied",
    }
    assert ran.json["documents"][0]["questions"]["added"] == 12
    [hit] = jianfu("search", "渠道的钱村里要帮着收吗", "-k", "1", "--json", home=own_home).json["hits"]
    assert (hit["source"], hit["article"]) == (ran.json["documents"][0]["source"], "1")


def test_the_review_shows_them_and_changes_nothing(
    jianfu: Jianfu, own_home: Path, rules: Path, server: LlmServer
) -> None:
    ran = jianfu("add", str(rules), "--dry-run", home=own_home, **configured(server))
    assert ran.code == 0
    for words in (
        "问法：增12",
        "由语言模型起草的问法",
        DRAFTS[0][0],
        "今天中午吃什么好（按它搜，前三条里没有这一条）",
    ):
        assert words in ran.out
    assert len(jianfu("sources", "--json", home=own_home).json) == 30


def test_without_a_model_nothing_is_drafted_and_asked_for_it_says_what_is_missing(
    jianfu: Jianfu, own_home: Path, rules: Path, server: LlmServer
) -> None:
    assert jianfu("add", str(rules), "--dry-run", "--json", home=own_home).json["drafts"] == []
    silent = jianfu(
        "add", str(rules), "--dry-run", "--no-draft", "--json", home=own_home, **configured(server)
    )
    assert (silent.json["drafts"], server.requests) == ([], [])
    asked = jianfu("add", str(rules), "--dry-run", "--draft", home=own_home)
    assert asked.code == 3
    assert "JIANFU_LLM_BASE_URL" in asked.err


def test_an_internal_text_is_not_sent(jianfu: Jianfu, own_home: Path, rules: Path, server: LlmServer) -> None:
    ran = jianfu(
        "add", str(rules), "--set", "kind=internal", "--yes", "--json", home=own_home, **configured(server)
    )
    assert ran.code == 0
    assert "内部文件" in ran.json["drafts"][0]["stopped"]
    assert server.requests == []


def test_a_broken_model_does_not_keep_the_text_out(
    jianfu: Jianfu, own_home: Path, rules: Path, server: LlmServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.chat._PAUSE", 0.01)
    server.replies = deque([Reply(status=500)])
    ran = jianfu("add", str(rules), "--yes", "--json", home=own_home, **configured(server))
    assert ran.code == 0
    assert ran.json["documents"][0]["action"] == "added"
    assert ran.json["drafts"][0]["failed"] == ["第1条", "第2条"]
