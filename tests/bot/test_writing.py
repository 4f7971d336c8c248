"""The writer behind the bot and the command: what a reader sees of it, how long they wait, and what an operator learns."""

import asyncio
import json
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import messages
from bot.settings import read
from knowledge.chat import open_chat
from knowledge.errors import NotSetUp
from knowledge.writer import Writer
from tests.bot.conftest import Start
from tests.bot.runner import Jianfu
from tests.bot.shelf import LENGTH, SIXTH
from tests.bot_api import NEIGHBOUR, READER, BotApi
from tests.llm_server import KEY, LlmServer, Reply

PLAIN = "主要负责人讲话，一般不能超过1小时。"
ASKED = "会议期间能不能发纪念品"


def draft(*texts: str, **fields: Any) -> Reply:
    sentences = [{"text": text, "cites": [1]} for text in texts]
    return Reply(json.dumps({"sentences": sentences}, ensure_ascii=False), **fields)


def reworded(summary: str) -> list[str]:
    """The sentences of a summary in plainer words."""
    said = summary.partition("：")[2].replace("不得", "不能")
    return [f"{sentence}。" for sentence in said.split("。") if sentence]


@pytest.fixture
def model() -> Iterator[LlmServer]:
    with LlmServer(draft(PLAIN)) as started:
        yield started


@pytest.fixture
def writer(model: LlmServer) -> Writer:
    made = Writer(open_chat(model.url, "a-model", KEY), seconds=3.0)
    made.prepare()
    return made


def configured(model: LlmServer, **more: str) -> dict[str, str]:
    given = {"JIANFU_LLM_BASE_URL": model.url, "JIANFU_LLM_MODEL": "a-model", "JIANFU_LLM_API_KEY": KEY}
    return given | {f"JIANFU_LLM_{name}": value for name, value in more.items()}


async def test_a_reader_gets_plain_words_said_to_be_a_models_and_the_clause(
    start: Start, server: BotApi, writer: Writer
) -> None:
    await start(writer=writer)
    await server.send_text(LENGTH)
    text = (await server.reply()).text
    for words in (PLAIN, messages.REWORDED, SIXTH.text, "经批准召开的除外。"):
        assert words in text


async def test_without_a_writer_nothing_is_said_of_one(start: Start, server: BotApi) -> None:
    await start()
    await server.send_text(LENGTH)
    assert messages.REWORDED not in (await server.reply()).text
    await server.send_text("/help")
    assert messages.WRITING not in (await server.reply()).text


@pytest.mark.parametrize("command", ["/start", "/help"])
async def test_readers_are_told_that_a_model_sees_their_masked_words(
    start: Start, server: BotApi, writer: Writer, command: str
) -> None:
    await start(writer=writer)
    await server.send_text(command)
    assert (await server.reply()).text.endswith(messages.WRITING)


async def test_typing_is_shown_and_the_wait_is_bounded(
    start: Start, server: BotApi, writer: Writer, model: LlmServer
) -> None:
    model.replies = deque([Reply(hangs=True)])
    await start(writer=writer)
    began = time.monotonic()
    await server.send_text(LENGTH)
    assert "主要负责人讲话一般不超过1小时。" in (await server.reply()).text
    assert time.monotonic() - began < writer.seconds + 1.0  # seconds, in which the message comes and goes
    assert [call.parameters["action"] for call in server.called("sendChatAction")] == ["typing"]


async def test_two_readers_do_not_wait_for_each_other(
    start: Start, server: BotApi, writer: Writer, model: LlmServer
) -> None:
    model.replies = deque([draft(PLAIN, delay=1.0)])
    await start(writer=writer)
    began = time.monotonic()
    await server.send_text(LENGTH)
    await server.send_text(LENGTH, user=NEIGHBOUR)
    replies = await server.replies(2)
    assert {reply.chat for reply in replies} == {READER.id, NEIGHBOUR.id}
    assert all(PLAIN in reply.text for reply in replies)
    assert time.monotonic() - began < 2.0


async def test_what_it_was_asked_can_be_seen_in_counts(
    start: Start, server: BotApi, writer: Writer, port: int
) -> None:
    await start(writer=writer, health_port=port)
    await server.send_text(LENGTH)
    await server.reply()
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/stats") as response:
        counted = (await response.json())["writer"]
    assert (counted["calls"], counted["reworded"], counted["asked"], counted["answered"]) == (1, 1, 100, 20)
    assert (counted["cost"], counted["resting"]) == (None, False)
    assert LENGTH not in json.dumps(counted, ensure_ascii=False)


async def test_without_a_writer_there_is_nothing_to_count(start: Start, server: BotApi, port: int) -> None:
    await start(health_port=port)
    await server.send_text("/start")
    await server.reply()
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/stats") as response:
        assert await response.json() == {"writer": None}


def test_ask_says_who_wrote_the_answer(jianfu: Jianfu, model: LlmServer) -> None:
    plain = jianfu("ask", ASKED, "--json").json
    assert plain["written_by"] == "extractive"
    sentences = reworded(plain["summary"])
    model.replies = deque([draft(*sentences)])
    ran = jianfu("ask", ASKED, "--json", **configured(model))
    assert (ran.code, ran.json["written_by"]) == (0, "a-model")
    assert ran.json["summary"].endswith("".join(sentences))
    assert "不能发纪念品" in ran.json["summary"]
    for name in ("verdict", "citations", "caveats", "question"):
        assert ran.json[name] == plain[name]
    assert messages.REWORDED in jianfu("ask", ASKED, **configured(model)).out


def test_a_batch_says_at_its_end_what_it_cost(jianfu: Jianfu, model: LlmServer, tmp_path: Path) -> None:
    sentences = reworded(jianfu("ask", ASKED, "--json").json["summary"])
    model.replies = deque([draft(*sentences), Reply('{"questions": []}')])
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        "\n".join(
            json.dumps({"id": number, "question": text})
            for number, text in enumerate([ASKED, "给娃出二十道两位数乘法题"])
        ),
        encoding="utf-8",
    )
    ran = jianfu("ask", "--batch", str(batch), **configured(model, PRICE="2,8"))
    assert [json.loads(line)["written_by"] for line in ran.out.splitlines()] == ["a-model", None]
    assert "改写采用 1" in ran.err
    assert f"花费 {(200 * 2 + 40 * 8) / 1_000_000:.4f}" in ran.err


def test_without_the_extra_or_all_settings_it_answers_as_ever(
    jianfu: Jianfu, model: LlmServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = {name: value for name, value in configured(model).items() if name != "JIANFU_LLM_API_KEY"}
    assert jianfu("ask", ASKED, "--json", **half).json["written_by"] == "extractive"
    monkeypatch.setitem(__import__("sys").modules, "langchain_openai", None)
    assert jianfu("ask", ASKED, "--json", **configured(model)).json["written_by"] == "extractive"
    assert model.requests == []


def checked(ran: Any) -> dict[str, Any]:
    [row] = [row for row in ran.json["checks"] if row["name"] == "语言模型"]
    return dict(row)


def test_doctor_tries_the_model_with_a_word_that_says_nothing(jianfu: Jianfu, model: LlmServer) -> None:
    model.replies = deque([Reply("好")])
    ran = jianfu("doctor", "--json", **configured(model))
    assert ran.code == 0
    assert checked(ran)["ok"]
    assert "秒回了话" in checked(ran)["message"]
    assert [sent["messages"] for sent in model.requests] == [
        [{"role": "user", "content": "请只回一个字：好"}]
    ]


@pytest.mark.parametrize(
    ("reply", "words"),
    [(Reply(status=401), "密钥"), (Reply(hangs=True), "没有回完话"), (Reply(status=500), "500")],
)
def test_doctor_says_why_the_model_does_not_answer_and_is_content(
    jianfu: Jianfu, model: LlmServer, reply: Reply, words: str
) -> None:
    model.replies = deque([reply])
    ran = jianfu("doctor", "--json", **configured(model, SECONDS="1"))
    assert ran.code == 0
    assert not checked(ran)["ok"]
    assert words in checked(ran)["message"]
    assert KEY not in ran.out


def test_doctor_without_a_model_says_that_none_is_needed(jianfu: Jianfu, model: LlmServer) -> None:
    assert checked(jianfu("doctor", "--json"))["ok"]
    half = {"JIANFU_LLM_MODEL": "a-model"}
    assert "JIANFU_LLM_BASE_URL、JIANFU_LLM_API_KEY" in checked(jianfu("doctor", "--json", **half))["message"]


async def test_doctor_shows_what_a_running_bot_counted(  # noqa: PLR0917  # fixtures
    start: Start, server: BotApi, writer: Writer, model: LlmServer, port: int, jianfu: Jianfu
) -> None:
    await start(writer=writer, health_port=port)
    await server.send_text(LENGTH)
    await server.reply()
    model.replies = deque([Reply("好")])
    ran = await asyncio.to_thread(
        jianfu, "doctor", "--json", JIANFU_HEALTH_PORT=str(port), **configured(model)
    )
    assert "问 1 次，改写采用 1" in checked(ran)["message"]


def test_what_an_operator_decides_about_it_is_parsed() -> None:
    chosen = read({"JIANFU_LLM_SECONDS": "12", "JIANFU_LLM_PRICE": "2，8.5", "JIANFU_LLM_INTERNAL": "1"})
    assert (chosen.llm_seconds, chosen.llm_price, chosen.llm_internal) == (12, (2.0, 8.5), True)
    usual = read({})
    assert (usual.llm_seconds, usual.llm_price, usual.llm_internal, usual.has_llm) == (8, None, False, False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JIANFU_LLM_SECONDS", "0"),
        ("JIANFU_LLM_SECONDS", "600"),
        ("JIANFU_LLM_PRICE", "2"),
        ("JIANFU_LLM_PRICE", "2,x"),
        ("JIANFU_LLM_PRICE", "-1,2"),
        ("JIANFU_LLM_PRICE", "nan,2"),
        ("JIANFU_LLM_INTERNAL", "yes"),
    ],
)
def test_what_cannot_be_used_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(NotSetUp, match=name):
        read({name: value})
