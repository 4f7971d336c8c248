"""A conversation over the real starter corpus, its real index and the real library."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import messages
from ingest import publish
from knowledge.library import Library
from knowledge.model import Reason
from tests.bot.conftest import Start
from tests.bot_api import BotApi
from tests.fakes import pair_model


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    model = pair_model()
    publish.ensure(tmp_path, model)
    opened = Library.open(tmp_path, model)
    yield opened
    opened.close()


async def test_the_clause_its_neighbour_and_an_honest_nothing(start: Start, server: BotApi) -> None:
    await start()
    await server.send_text("开会主报告最长能讲多久")
    reply = await server.reply()
    assert "《整治形式主义为基层减负若干规定》第6条" in reply.text
    assert "不超过1小时" in reply.text
    await server.press(reply.keys[0])
    full = await server.reply()
    assert messages.NOT_ORIGINAL in full.text
    await server.press(full.keys[-1])
    assert (await server.edit()).text != full.text
    await server.send_text("write me a python script that grabs train tickets")
    assert (await server.reply()).text.startswith(messages.REASONS[Reason.OFF_TOPIC])
