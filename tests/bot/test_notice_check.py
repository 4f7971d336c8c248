"""Whole conversations about notices: shown as text, file or photograph, checked, drawn, and let go of."""

import asyncio
import io
import re
import threading
from collections.abc import Sequence
from typing import Any

import pytest
from PIL import Image

from bot import messages, notice_messages
from bot.notices import LONGEST_NOTICE
from ingest import notices
from ingest.document import NotInstalled, Part
from ingest.notices import NoticeText
from tests.bot.conftest import Running, Start
from tests.bot.shelf import LENGTH, NOTICE, SEATS, SIXTH, SPEECH, SPOILT, Shelf
from tests.bot_api import GROUP, NEIGHBOUR, READER, BotApi, Fault, Sent
from tests.bot_api.chats import USERNAME
from tests.ingest import papers

FOUND = notice_messages.FOUND.format(number=2)
FORWARDED = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "县里"}
MENTION = {"type": "mention", "offset": 0, "length": len(USERNAME) + 1}
PARAGRAPHS = NOTICE.split("\n")


@pytest.fixture(autouse=True)
async def bot(start: Start, monkeypatch: pytest.MonkeyPatch) -> Running:
    monkeypatch.setattr("bot.handlers.gathering.SETTLED", 0.1)
    return await start()


def photograph() -> bytes:
    written = io.BytesIO()
    [page] = papers.pages_of(PARAGRAPHS)
    papers.drawn(page).crop((0, 0, 1654, 800)).save(written, "JPEG", quality=90)
    return written.getvalue()


async def test_a_pasted_notice_is_answered_demand_by_demand(server: BotApi, library: Shelf) -> None:
    await server.send_text(NOTICE)
    reply = await server.reply()
    assert library.checked[0].text == NOTICE
    assert library.asked == []
    lines = reply.text.splitlines()
    assert lines[0] == FOUND
    shown = [SPEECH, "讲话一般不超过1小时。", "第6条", SEATS, "不得以参会人员职务高低", "第7条"]
    assert sorted(shown, key=reply.text.index) == shown
    for severity in notice_messages.SEVERITIES.values():
        assert severity in reply.text
    assert "笔记本" not in reply.text
    await server.press(reply.key("①"))
    assert SIXTH.text in (await server.reply()).text


async def test_a_forwarded_text_is_a_notice_however_short(server: BotApi, library: Shelf) -> None:
    await server.send_text("明天开会，带好笔记本", forward_origin=FORWARDED)
    reply = await server.reply()
    assert reply.text.startswith(notice_messages.NOTHING)
    assert reply.keys == ()
    assert [one.text for one in library.checked] == ["明天开会，带好笔记本"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("通知.docx", papers.word_of(PARAGRAPHS)),
        ("通知.pdf", papers.printed(PARAGRAPHS)),
        ("通知.txt", NOTICE.encode("gb18030")),
    ],
)
async def test_a_file_is_read_and_checked(server: BotApi, name: str, content: bytes) -> None:
    await server.send_document(content, name)
    reply = await server.reply()
    assert reply.text.startswith(FOUND)
    assert notice_messages.RECOGNISED not in reply.text


async def test_photographs_sent_together_are_the_pages_of_one_notice(server: BotApi, library: Shelf) -> None:
    await server.send_album(photograph(), b"\xff\xd8\xffno image")
    reply = await server.reply()
    assert reply.text.startswith(FOUND)
    assert notice_messages.RECOGNISED in reply.text
    assert notice_messages.UNREAD.format(numbers=2) in reply.text
    assert len(library.checked) == 1


Reads = list[list[bytes]]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """What was given to be read, by a reader that finds the notice in anything."""
    given: Reads = []

    def read(parts: Sequence[tuple[str, bytes]]) -> NoticeText:
        given.append([content for _, content in parts])
        return NoticeText(text=NOTICE)

    monkeypatch.setattr(notices, "read", read)
    return given


async def test_a_reply_to_one_picture_of_an_album_means_them_all(server: BotApi, reads: Reads) -> None:
    numbers = await server.send_album(b"one", b"two", b"three")
    await server.reply()
    await server.send_text("/check", reply_to=numbers[1])
    await server.reply()
    assert reads == [[b"one", b"two", b"three"]] * 2


async def test_other_files_sent_together_are_notices_of_their_own(server: BotApi, reads: Reads) -> None:
    for content in (b"one", b"two"):
        await server.send_document(content, "通知.docx", media_group_id="5")
    await server.replies(2)
    assert reads == [[b"one"], [b"two"]]


async def test_a_file_too_large_to_fetch_is_a_sentence(server: BotApi) -> None:
    large = {"file_id": "x", "file_unique_id": "x", "file_name": "通知.pdf", "file_size": 30 * 2**20}
    await server.send(READER, None, {"document": large})
    assert (await server.reply()).text == notice_messages.TOO_LARGE.format(size=30, most=20)
    assert server.called("getFile") == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("通知.pdf", b"%PDF-1.7 broken", "PDF 损坏或不完整，打不开。"),
        ("通知.zip", papers.zipped({"通知.txt": NOTICE}), "我不拆"),
        ("通知.docx", b"PK\x03\x04 broken", "解不开"),
        ("通知.xlsx", papers.zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "或文本再发"),
        ("通知.txt", b" \n", "空的"),
        ("通知.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(100), "这一种文件我读不了"),
        ("通知.txt", ("通知。" * (LONGEST_NOTICE // 3 + 1)).encode(), notice_messages.TOO_LONG),
    ],
)
async def test_what_cannot_be_read_is_a_sentence(
    server: BotApi, library: Shelf, name: str, content: bytes, words: str
) -> None:
    await server.send_document(content, name)
    assert words in (await server.reply()).text
    assert library.checked == []


@pytest.mark.parametrize(
    ("part", "words"),
    [(Part.RECOGNITION, notice_messages.NO_RECOGNITION), (Part.CONVERSION, notice_messages.NO_CONVERSION)],
)
async def test_what_would_need_another_part_says_what_to_send_instead(
    server: BotApi, monkeypatch: pytest.MonkeyPatch, part: Part, words: str
) -> None:
    def missing(_parts: object) -> NoticeText:
        raise NotInstalled("pip install", part)

    monkeypatch.setattr(notices, "read", missing)
    await server.send_document(b"{\\rtf1 a}", "通知.rtf")
    assert (await server.reply()).text == words


async def test_a_file_that_does_not_come_is_a_sentence(
    server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.delivery._AGAIN_AFTER", (0.0, 0.0))
    server.script("download", *[Fault.cut()] * 3)
    await server.send_document(b"x", "通知.txt")
    assert (await server.reply()).text == notice_messages.NOT_FETCHED


async def test_a_few_files_are_read_at_a_time_and_the_others_are_told_to_wait(
    server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    going = threading.Event()
    atwork: list[int] = []

    def slow(_parts: object) -> NoticeText:
        atwork.append(1)
        going.wait(30)
        return NoticeText(text=NOTICE)

    monkeypatch.setattr(notices, "read", slow)
    monkeypatch.setattr("bot.handlers.readings._PRESENT", 2)
    monkeypatch.setattr("bot.handlers.delivery._PATIENCE", 0.0)
    await server.send_photo(b"\xff\xd8\xff one")
    for _ in range(200):
        if not atwork:
            await asyncio.sleep(0.02)
    await server.send_photo(b"\xff\xd8\xff two")
    assert (await server.reply()).text == notice_messages.WAITING.format(number=1)
    assert len(atwork) == 1
    await server.send_photo(b"\xff\xd8\xff three")
    assert (await server.reply()).text == notice_messages.FULL
    going.set()
    assert [reply.text.splitlines()[0] for reply in await server.replies(2)] == [FOUND, FOUND]
    assert "typing" in [call.parameters["action"] for call in server.called("sendChatAction")]


async def test_the_command_explains_itself_and_takes_text_or_a_reply(server: BotApi, library: Shelf) -> None:
    await server.send_text("/check")
    assert (await server.reply()).text == notice_messages.EXPLANATION
    await server.send_text(f"/check {SPEECH}")
    assert (await server.reply()).text.startswith(notice_messages.FOUND.format(number=1))
    number = await server.send_text(LENGTH)
    answered = await server.reply()
    await server.send_text("/check", reply_to=number)
    assert (await server.reply()).text.startswith(notice_messages.NOTHING)
    await server.send_text("/check", reply_to=answered.id)
    assert (await server.reply()).text == notice_messages.EXPLANATION
    assert [one.text for one in library.checked] == [SPEECH, LENGTH]


async def test_a_notice_that_was_mended_is_checked_anew(server: BotApi) -> None:
    number = await server.send_text(NOTICE.replace(SPEECH, "书记讲话"))
    assert (await server.reply()).text.startswith(notice_messages.FOUND.format(number=1))
    await server.edit_text(number, NOTICE)
    assert (await server.reply()).text.startswith(FOUND)


async def test_a_text_too_long_for_a_message_is_one_notice(server: BotApi, library: Shelf) -> None:
    long = f"{NOTICE}\n{'会议要准时参加。' * 400}"
    await server.send_text(long)
    await server.send_text("另，会后交心得。")
    assert (await server.reply()).text.startswith(FOUND)
    assert await server.quiet()
    assert [one.text for one in library.checked] == [f"{long}\n另，会后交心得。"]
    await server.send_text(long, forward_origin=FORWARDED)
    await server.send_text(LENGTH)
    answered, checked = await server.replies(2)
    assert SIXTH.text in answered.text
    assert checked.text.startswith(FOUND)


async def test_in_a_group_what_follows_a_text_that_nobody_asked_about_is_heard(server: BotApi) -> None:
    await server.send_text("会议要准时参加。" * 400, chat=GROUP, forward_origin=FORWARDED)
    await server.send_text(f"@{USERNAME} {LENGTH}", chat=GROUP, forward_origin=FORWARDED)
    assert (await server.reply()).text.startswith(notice_messages.NOTHING)


async def reported(server: BotApi) -> Sent:
    await server.send_text(NOTICE)
    return await server.reply()


async def test_the_picture_is_drawn_when_it_is_asked_for(server: BotApi) -> None:
    reply = await reported(server)
    await server.press(reply.key(notice_messages.PICTURE_KEY))
    sent = await server.reply()
    assert await server.toast() == ""
    assert server.called("sendPhoto")
    assert sent.file is not None
    with Image.open(io.BytesIO(sent.file)) as drawn:
        assert (drawn.format, drawn.width) == ("PNG", 1080)


async def test_a_picture_too_high_for_a_photograph_comes_as_a_file(
    server: BotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.render.picture.PHOTO_HEIGHT", 1000)
    reply = await reported(server)
    await server.press(reply.key(notice_messages.PICTURE_KEY))
    await server.reply()
    assert [call.files["document"][0] for call in server.called("sendDocument")] == [
        notice_messages.PICTURE_NAME
    ]


async def test_what_can_be_said_to_the_sender_comes_alone(server: BotApi) -> None:
    reply = await reported(server)
    await server.press(reply.key(notice_messages.WORDS_KEY))
    words = await server.reply()
    assert words.text == "收到通知，我们对照规定看了看，有几处想请您再斟酌，谢谢。"
    assert words.keys == ()


async def test_a_report_is_let_go_of_after_a_while(server: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.handlers.reports.LASTING", 0.0)
    reply = await reported(server)
    await server.press(reply.key(notice_messages.PICTURE_KEY))
    assert await server.toast() == notice_messages.EXPIRED
    assert server.called("sendPhoto") == []


@pytest.mark.parametrize("data", ["1r:p:zz", "1r:", "1r:q:0123456789abcdef", "1r:w:0123456789abcdef"])
async def test_a_button_of_another_process_or_version_says_so(server: BotApi, data: str) -> None:
    reply = await reported(server)
    await server.press(reply.keys[0], data=data)
    assert await server.toast() == notice_messages.EXPIRED


async def test_a_failure_gives_a_number_and_no_more(server: BotApi) -> None:
    await server.send_text(f"{NOTICE}\n{SPOILT}")
    reply = await server.reply()
    found = re.search(r"编号 ([2-9A-Z]{8}) ", reply.text)
    assert found is not None
    assert reply.text == messages.FAILED.format(reference=found[1])


@pytest.mark.parametrize(
    "fields",
    [
        {"text": NOTICE},
        {"text": NOTICE, "forward_origin": FORWARDED},
        {"text": "/check"},
        {"document": {"file_id": "x", "file_unique_id": "x", "file_name": "通知.docx"}},
        {"photo": [{"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}], "caption": "看看"},
    ],
    ids=["pasted", "forwarded", "command", "document", "photo"],
)
async def test_in_a_group_a_notice_is_not_touched_without_being_asked(
    server: BotApi, library: Shelf, fields: dict[str, Any]
) -> None:
    await server.send(NEIGHBOUR, GROUP, fields)
    assert await server.quiet()
    assert library.checked == []
    assert server.called("getFile") == []


@pytest.mark.parametrize("words", [f"@{USERNAME}", f"@{USERNAME} 帮忙核对一下", f"/check@{USERNAME}"])
async def test_in_a_group_a_notice_is_checked_when_somebody_points_at_it(
    server: BotApi, library: Shelf, words: str
) -> None:
    shown = await server.send_text(NOTICE, user=NEIGHBOUR, chat=GROUP, forward_origin=FORWARDED)
    asked = await server.send_text(words, chat=GROUP, reply_to=shown)
    reply = await server.reply()
    assert reply.text.startswith(FOUND)
    assert (reply.chat, reply.reply_to) == (GROUP.id, asked)
    assert [one.text for one in library.checked] == [NOTICE]


async def test_in_a_group_a_question_about_a_notice_is_a_question(server: BotApi, library: Shelf) -> None:
    shown = await server.send_text(NOTICE, user=NEIGHBOUR, chat=GROUP)
    await server.send_text(f"@{USERNAME} {LENGTH}", chat=GROUP, reply_to=shown)
    assert SIXTH.text in (await server.reply()).text
    assert library.checked == []


async def test_in_a_group_what_comes_with_a_mention_is_checked(server: BotApi) -> None:
    await server.send_text(f"@{USERNAME} {NOTICE}", chat=GROUP)
    assert (await server.reply()).text.startswith(FOUND)
    await server.send_document(
        NOTICE.encode(), "通知.txt", chat=GROUP, caption=f"@{USERNAME}", caption_entities=[MENTION]
    )
    assert (await server.reply()).text.startswith(FOUND)
    command = {"type": "bot_command", "offset": 0, "length": len(f"/check@{USERNAME}")}
    await server.send_document(
        NOTICE.encode(), "通知.txt", chat=GROUP, caption=f"/check@{USERNAME}", caption_entities=[command]
    )
    assert (await server.reply()).text.startswith(FOUND)


async def test_in_a_group_the_command_alone_says_how_to_show_a_notice(server: BotApi) -> None:
    await server.send_text(f"/check@{USERNAME}", chat=GROUP)
    assert (await server.reply()).text == notice_messages.EXPLANATION_GROUP
