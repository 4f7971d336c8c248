"""Whole conversations of the real application with admins: from a file on a phone to a source in the library, and back."""

import asyncio
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot import admin_messages, messages, notice_messages, telegram
from bot.journal import Act, Journal
from ingest import publish, shelf
from ingest.document import Decision, Document, Prepared, Progress
from ingest.drafts import Drafts, State
from ingest.preparation import prepare_document
from ingest.trial import Trial
from knowledge.embedding import EmbeddingModel
from knowledge.library import Library
from tests.bot.conftest import Running, Start, logging_at
from tests.bot_api import ADMIN, COLLEAGUE, GROUP, READER, BotApi, Fault, Sent
from tests.bot_api.chats import USERNAME
from tests.fakes import pair_model
from tests.ingest.samples import ARTICLE, STATUTE

ADMINS = frozenset({ADMIN.id, COLLEAGUE.id})
FILE = "条例.txt"
ID = "示例省会议管理条例"
DOUBTFUL = "乱码"  # what makes the reading of a text here hold it back


def reading(document: Document, overrides: Mapping[str, str], progress: Progress | None) -> Prepared:
    """As it is, and a text with a certain word is held back."""
    found = prepare_document(document, overrides)
    if DOUBTFUL in found.text and found.decision is Decision.ACCEPT:
        return replace(found, decision=Decision.QUARANTINE, because="句子次序乱了：“乱码……”")
    return found


@pytest.fixture
def model() -> EmbeddingModel:
    return pair_model()


@pytest.fixture
def stock(tmp_path: Path, model: EmbeddingModel) -> telegram.Stock:
    publish.add(
        tmp_path,
        model,
        [prepare_document(Document(path="文章.txt", content=ARTICLE.encode(), suffix=".txt"), {})],
    )
    return telegram.Stock(home=tmp_path, model=model, prepare=reading, allow_private=True)


@pytest.fixture
def library(stock: telegram.Stock, model: EmbeddingModel) -> Iterator[Library]:
    opened = Library.open(stock.home, model)
    yield opened
    opened.close()


@pytest.fixture
def drafts(stock: telegram.Stock) -> Drafts:
    return stock.drafts


@pytest.fixture
async def bot(start: Start, stock: telegram.Stock) -> Running:
    return await start(stock=stock, admins=ADMINS)


Send = Callable[..., Any]


@pytest.fixture
def send(server: BotApi, bot: Running) -> Send:
    """Has an admin send a file; the card."""

    async def sent(text: str = STATUTE, name: str = FILE, user: Any = ADMIN) -> Sent:
        await server.send_document(text.encode(), name, user=user)
        await server.reply()
        return await server.edit()

    return sent


def versions(home: Path) -> dict[str, int]:
    return {found.source.id: found.source.version for found in shelf.versions(home)}


async def pressed(server: BotApi, card: Sent, words: str, user: Any = ADMIN) -> Sent:
    """What the message with the button is after the press."""
    await server.press(card.key(words), user=user)
    await server.toast()
    return await server.edit()


async def test_a_file_is_reviewed_published_answered_from_and_taken_back(
    server: BotApi, send: Send, stock: telegram.Stock, drafts: Drafts, journal: Journal
) -> None:
    card = await send()
    assert card.text.startswith(admin_messages.HEADING)
    for words in ("《示例省会议管理条例》", "法律法规", "共6条", FILE):
        assert words in card.text
    assert ID not in versions(stock.home)
    done = await pressed(server, card, admin_messages.PUBLISH_KEY)
    assert done.id == card.id
    assert done.text.startswith(admin_messages.PUBLISHED)
    assert "第1版，索引 g00000002，试问" in done.text
    assert versions(stock.home)[ID] == 1
    await server.quiet()
    [draft] = drafts.all()
    assert (draft.state, draft.told, draft.generation) == (State.PUBLISHED, True, "g00000002")
    assert {path.name for path in (stock.home / "drafts" / draft.id).iterdir()} == {"draft.json"}
    await server.send_text("会议一般不超过多久")
    assert "示例省会议管理条例" in (await server.reply()).text
    back = await pressed(server, done, admin_messages.UNDO_KEY)
    assert back.text.startswith(admin_messages.UNDONE)
    assert back.keys == ()
    await server.send_text("会议一般不超过多久")
    assert "示例省会议管理条例" not in (await server.reply()).text
    deeds = [(deed.act, deed.by, deed.source, deed.generation) for deed in journal.deeds()]
    by = f"telegram:{ADMIN.id}"
    assert deeds == [(Act.UNDO, by, ID, "g00000003"), (Act.ADD, by, ID, "g00000002")]


async def test_a_new_version_is_shown_against_the_one_in_force(
    server: BotApi, send: Send, stock: telegram.Stock
) -> None:
    await pressed(server, await send(), admin_messages.PUBLISH_KEY)
    card = await send(STATUTE.replace("一小时", "四十分钟"))
    assert "和现行第1版比：增加0，改动1，删去0，不变5" in card.text
    assert "第3条（改动）" in card.text
    kinds = {entity["type"] for entity in card.entities}
    assert {"strikethrough", "bold", "expandable_blockquote"} <= kinds
    whole = await pressed(server, card, admin_messages.DIFFERENCES_KEY)
    assert "四十分钟" in whole.text
    back = await pressed(server, whole, admin_messages.BACK_KEY)
    assert back.text == card.text
    await pressed(server, back, admin_messages.PUBLISH_KEY)
    assert versions(stock.home)[ID] == 2


async def test_clauses_are_browsed_page_by_page(server: BotApi, send: Send) -> None:
    long = (
        STATUTE
        + "\n\n"
        + "\n\n".join(f"**第{n}条**　{'应当减负。' * 150}" for n in ("六", "七", "八", "九", "十"))
    )
    card = await send(long)
    first = await pressed(server, card, admin_messages.CLAUSES_KEY)
    assert "第一条" in first.text
    second = await pressed(server, first, admin_messages.LATER_KEY)
    assert "第一条\n" not in second.text
    again = await pressed(server, second, admin_messages.EARLIER_KEY)
    assert again.text == first.text


async def test_what_was_removed_is_shown_with_its_reason(server: BotApi, send: Send) -> None:
    card = await send(STATUTE + "\n\n分享到：\n\n上一篇：没有了\n")
    if "去掉" not in card.text:
        pytest.skip("nothing was taken off this text")
    whole = await pressed(server, card, admin_messages.REMOVED_KEY)
    assert "分享到" in whole.text


async def test_a_field_is_corrected_in_words_and_a_wrong_value_is_asked_for_again(
    server: BotApi, send: Send, stock: telegram.Stock
) -> None:
    card = await send()
    fields = await pressed(server, card, admin_messages.FIELDS_KEY)
    await server.press(fields.key("印发日期"), user=ADMIN)
    await server.toast()
    assert "印发日期" in (await server.reply()).text
    await server.send_text("去年", user=ADMIN)
    assert "印发日期 的日期“去年”不对" in (await server.reply()).text
    await server.send_text("2023-05-07", user=ADMIN)
    fresh = await server.reply()
    assert "印发：2023-05-07" in fresh.text
    assert fresh.text.startswith(admin_messages.HEADING)
    assert (await server.edit()).keys == ()  # the card above it has no buttons any more
    await pressed(server, fresh, admin_messages.PUBLISH_KEY)
    [found] = [one for one in shelf.versions(stock.home) if one.source.id == ID]
    assert str(found.source.issued) == "2023-05-07"
    assert found.overrides == {"issued": "2023-05-07"}


async def test_a_kind_is_chosen_by_a_button(server: BotApi, send: Send) -> None:
    fields = await pressed(server, await send(), admin_messages.FIELDS_KEY)
    offered = await pressed(server, fields, "类别")
    assert "评论报道" in (await pressed(server, offered, "评论报道")).text


async def test_questions_are_tried_against_the_draft(
    server: BotApi, send: Send, stock: telegram.Stock, tmp_path: Path
) -> None:
    card = await send(STATUTE.replace("一小时", "四十分钟"))
    await server.press(card.key(admin_messages.TRIAL_KEY), user=ADMIN)
    assert (await server.reply()).text == admin_messages.TRIAL
    await server.send_text("会议一般不超过多久", user=ADMIN)
    tried = await server.reply()
    assert tried.text.startswith("🧪 试问，《示例省会议管理条例》还没入库")
    assert "四十分钟" in tried.text
    await server.send_text("会议一般不超过多久")  # a reader, meanwhile
    assert "四十分钟" not in (await server.reply()).text
    await server.press(tried.key(admin_messages.END_TRIAL_KEY), user=ADMIN)
    fresh = await server.reply()
    assert admin_messages.TRIAL_ENDED in fresh.text
    await server.send_text("会议一般不超过多久", user=ADMIN)
    assert "试问" not in (await server.reply()).text
    assert ID not in versions(stock.home)


async def test_cancelled_it_is_gone(server: BotApi, send: Send, drafts: Drafts, journal: Journal) -> None:
    card = await send()
    assert (await pressed(server, card, admin_messages.CANCEL_KEY)).text == admin_messages.CANCELLED
    await server.press(card.key(admin_messages.PUBLISH_KEY), user=ADMIN)
    assert await server.toast() == "这份已经取消了。"
    assert [draft.state for draft in drafts.all()] == [State.CANCELLED]
    assert [deed.act for deed in journal.deeds()] == [Act.CANCEL]


async def test_what_was_held_back_is_released_only_by_saying_so_twice(
    server: BotApi, send: Send, stock: telegram.Stock, journal: Journal
) -> None:
    card = await send(STATUTE.replace("为了规范会议", "为了规范乱码"))
    assert card.text.startswith(admin_messages.HELD_BACK)
    assert "句子次序乱了" in card.text
    assert [key.label for key in card.keys] == [admin_messages.RELEASE_KEY, admin_messages.CANCEL_KEY]
    forged = card.key(admin_messages.RELEASE_KEY)
    await server.press(forged, user=ADMIN, data=forged.data.replace(":l:", ":p:"))
    await server.toast()
    await server.quiet()
    assert ID not in versions(stock.home)
    asked = await pressed(server, card, admin_messages.RELEASE_KEY)
    assert admin_messages.SURE in asked.text
    assert ID not in versions(stock.home)
    done = await pressed(server, asked, admin_messages.RELEASE_SURELY_KEY)
    assert done.text.startswith(admin_messages.PUBLISHED)
    assert [deed.act for deed in journal.deeds()] == [Act.RELEASE]


async def test_two_taps_publish_once(server: BotApi, send: Send, stock: telegram.Stock) -> None:
    card = await send()
    for _ in range(3):
        await server.press(card.key(admin_messages.PUBLISH_KEY), user=ADMIN)
    toasts = [await server.toast() for _ in range(3)]
    assert sorted(toasts) == sorted([admin_messages.WORKING, "这份已经入库了。", "这份已经入库了。"])
    assert versions(stock.home)[ID] == 1
    assert (await server.edit()).text.startswith(admin_messages.PUBLISHED)
    assert await server.quiet()


async def test_a_file_that_cannot_be_read_is_a_sentence_and_no_draft(
    server: BotApi, bot: Running, drafts: Drafts
) -> None:
    await server.send_document(b"\x00\x01\x02", "x.bin", user=ADMIN)
    await server.reply()
    assert "认不出" in (await server.edit()).text
    assert drafts.all() == []


@pytest.mark.parametrize("name", ["全部.zip", "corpus.jsonl"])
async def test_what_holds_several_documents_is_not_fetched(server: BotApi, bot: Running, name: str) -> None:
    await server.send_document(b"x", name, user=ADMIN)
    assert (await server.reply()).text == admin_messages.SEVERAL
    assert server.downloads == []


async def test_a_file_that_is_too_large_is_not_fetched(server: BotApi, bot: Running) -> None:
    document = {"file_id": "x", "file_unique_id": "x", "file_name": "a.pdf", "file_size": 21 * 2**20}
    await server.send(ADMIN, None, {"document": document})
    assert (await server.reply()).text == admin_messages.TOO_LARGE.format(size=21)
    assert server.called("getFile") == []


async def test_a_download_is_tried_again_and_then_told(
    server: BotApi, send: Send, monkeypatch: pytest.MonkeyPatch, drafts: Drafts
) -> None:
    monkeypatch.setattr("bot.handlers.delivery._AGAIN_AFTER", (0.0, 0.0))
    server.script("download", Fault.cut(), Fault.cut())
    assert (await send()).text.startswith(admin_messages.HEADING)
    server.script("download", Fault.cut(), Fault.cut(), Fault.cut())
    await server.send_document(STATUTE.encode(), FILE, user=ADMIN)
    await server.reply()
    assert (await server.edit()).text == admin_messages.NOT_FETCHED
    assert len(drafts.all()) == 1


async def test_a_strangers_file_is_a_notice_and_never_a_draft(
    server: BotApi, bot: Running, drafts: Drafts
) -> None:
    await server.send_document(STATUTE.encode(), FILE, user=READER)
    assert notice_messages.NOTHING in (await server.reply()).text
    await server.send_text("https://www.gov.cn/a.html", user=READER)
    await server.reply()
    await server.send_text("/drafts", user=READER)
    assert (await server.reply()).text == messages.UNKNOWN_COMMAND
    assert drafts.all() == []


async def test_in_a_group_an_admins_file_is_a_notice_too(
    server: BotApi, bot: Running, drafts: Drafts
) -> None:
    await server.send_document(STATUTE.encode(), FILE, user=ADMIN, chat=GROUP)
    assert await server.quiet()
    entity = {"type": "mention", "offset": 0, "length": len(USERNAME) + 1}
    await server.send_document(
        STATUTE.encode(), FILE, user=ADMIN, chat=GROUP, caption=f"@{USERNAME}", caption_entities=[entity]
    )
    assert notice_messages.NOTHING in (await server.reply()).text
    assert drafts.all() == []


async def test_an_admin_checks_a_notice_by_saying_so(server: BotApi, bot: Running, drafts: Drafts) -> None:
    await server.send_document(STATUTE.encode(), FILE, user=ADMIN, caption="/check 看看")
    assert notice_messages.NOTHING in (await server.reply()).text
    assert drafts.all() == []
    number = await server.send_document(STATUTE.encode(), FILE, user=ADMIN)
    await server.reply()
    await server.edit()
    await server.send_text("/check", user=ADMIN, reply_to=number)
    assert notice_messages.NOTHING in (await server.reply()).text
    assert len(drafts.all()) == 1


async def test_an_album_with_the_command_under_one_picture_is_checked_as_one(
    server: BotApi, bot: Running, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.gathering.SETTLED", 0.1)
    await server.send_photo(b"\xff\xd8\xffno image", user=ADMIN, media_group_id="7", caption="/check")
    await server.send_photo(b"\xff\xd8\xffno image", user=ADMIN, media_group_id="7")
    assert "图片损坏" in (await server.reply()).text
    assert await server.quiet()
    assert drafts.all() == []


async def test_anothers_press_does_not_count(server: BotApi, send: Send, stock: telegram.Stock) -> None:
    card = await send()
    for user in (COLLEAGUE, READER):
        await server.press(card.key(admin_messages.PUBLISH_KEY), user=user)
        assert await server.toast() == admin_messages.NOT_YOURS
    assert ID not in versions(stock.home)


@pytest.mark.parametrize("data", ["1d:zz", "1d:0123456789ab:q:", "1d:0123456789ab:p:", "1d:"])
async def test_a_button_of_another_version_or_of_a_draft_long_gone_says_so(
    server: BotApi, send: Send, data: str
) -> None:
    card = await send()
    await server.press(card.keys[0], user=ADMIN, data=data)
    assert await server.toast() in (messages.BUTTON_EXPIRED, admin_messages.EXPIRED)


async def test_a_text_that_was_passed_on_stays_what_it_was(server: BotApi, bot: Running) -> None:
    origin = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "县里"}
    await server.send_text("https://www.gov.cn/a.html", user=ADMIN, forward_origin=origin)
    assert notice_messages.NOTHING in (await server.reply()).text


async def test_a_file_that_was_passed_on_is_a_file(server: BotApi, bot: Running) -> None:
    origin = {"type": "hidden_user", "date": 1_700_000_000, "sender_user_name": "县里"}
    await server.send_document(STATUTE.encode(), FILE, user=ADMIN, forward_origin=origin)
    await server.reply()
    assert (await server.edit()).text.startswith(admin_messages.HEADING)


async def test_another_writer_is_a_sentence_and_the_draft_stays(
    server: BotApi, send: Send, stock: telegram.Stock, drafts: Drafts
) -> None:
    from ingest.lock import writing  # noqa: PLC0415

    card = await send()
    with writing(stock.home):
        held = await pressed(server, card, admin_messages.PUBLISH_KEY)
    assert admin_messages.BUSY in held.text
    assert [draft.state for draft in drafts.all()] == [State.REVIEWING]
    done = await pressed(server, held, admin_messages.PUBLISH_KEY)
    assert done.text.startswith(admin_messages.PUBLISHED)


async def test_an_index_that_fails_its_questions_is_a_sentence_and_the_draft_stays(
    server: BotApi, send: Send, stock: telegram.Stock, drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest import edition  # noqa: PLC0415
    from ingest.smoke import Smoke  # noqa: PLC0415

    card = await send()
    monkeypatch.setattr(edition, "smoke", lambda *_: Smoke(5, 4))
    held = await pressed(server, card, admin_messages.PUBLISH_KEY)
    assert "只答对4个" in held.text
    assert [draft.state for draft in drafts.all()] == [State.REVIEWING]
    assert ID not in versions(stock.home)


async def test_an_old_card_that_was_built_on_cannot_be_taken_back(
    server: BotApi, send: Send, stock: telegram.Stock
) -> None:
    first = await pressed(server, await send(), admin_messages.PUBLISH_KEY)
    await pressed(server, await send(STATUTE.replace("一小时", "四十分钟")), admin_messages.PUBLISH_KEY)
    await server.press(first.key(admin_messages.UNDO_KEY), user=ADMIN)
    await server.toast()
    assert "请先撤回那一次" in (await server.reply()).text
    assert versions(stock.home)[ID] == 2


async def test_a_second_admin_is_told_who_is_at_work_and_publishes_only_what_they_saw(
    server: BotApi, send: Send, stock: telegram.Stock
) -> None:
    first = await send()
    await server.send_text("/start", user=COLLEAGUE)
    _, told = await server.replies(2)
    assert told.text.startswith("王主任正在审《示例省会议管理条例》，")
    second = await send(STATUTE.replace("一小时", "四十分钟"), user=COLLEAGUE)
    assert "王主任也在审这一份" in second.text
    await pressed(server, first, admin_messages.PUBLISH_KEY)
    fresh = await pressed(server, second, admin_messages.PUBLISH_KEY, user=COLLEAGUE)
    assert fresh.text.startswith(admin_messages.CHANGED_MEANWHILE)
    assert "和现行第1版比" in fresh.text
    assert versions(stock.home)[ID] == 1
    done = await pressed(server, fresh, admin_messages.PUBLISH_KEY, user=COLLEAGUE)
    assert done.text.startswith(admin_messages.PUBLISHED)
    assert versions(stock.home)[ID] == 2


async def test_commands_list_open_drafts_and_leave_off(server: BotApi, send: Send) -> None:
    await server.send_text("/drafts", user=ADMIN)
    assert (await server.reply()).text == admin_messages.NO_DRAFTS
    card = await send()
    await send(ARTICLE.replace("数字", "台账"), "文章二.txt", user=COLLEAGUE)
    await server.send_text("/drafts", user=ADMIN)
    listed = await server.reply()
    assert "《示例省会议管理条例》" in listed.text
    assert "李科长正在审" in listed.text
    assert len(listed.keys) == 1
    await server.press(listed.keys[0], user=ADMIN)
    assert (await server.reply()).text.startswith(admin_messages.HEADING)
    await server.send_text("/cancel", user=ADMIN)
    assert (await server.reply()).text == admin_messages.NOTHING_TO_CANCEL
    await server.press(card.key(admin_messages.FIELDS_KEY), user=ADMIN)
    await server.send_text("/help", user=ADMIN)
    assert [reply.text for reply in await server.replies(2)] == [messages.HELP, admin_messages.HELP]


async def test_only_admins_have_the_commands_in_their_menu(
    server: BotApi, start: Start, stock: telegram.Stock
) -> None:
    server.bot.chats.known.add(ADMIN.id)
    await start(stock=stock, admins=ADMINS)
    await server.send_text("/start")
    await server.reply()
    for _ in range(100):
        if not server.bot.commands_of:
            await asyncio.sleep(0.05)
    assert [one["command"] for one in server.bot.commands] == ["start", "help", "check", "forget"]
    assert [one["command"] for one in server.bot.commands_of[ADMIN.id]] == [
        "start",
        "help",
        "check",
        "forget",
        "drafts",
        "cancel",
    ]


async def test_an_album_is_one_document_with_its_pages_in_order(
    server: BotApi, start: Start, stock: telegram.Stock, drafts: Drafts
) -> None:
    from tests.ingest.test_albums import COLOURS, image  # noqa: PLC0415

    given: list[Document] = []

    def read(document: Document, overrides: Mapping[str, str], progress: Progress | None) -> Prepared:
        given.append(document)
        if progress:
            progress("识别", 1, 3)
        text = Document(path=document.path, content=STATUTE.encode(), suffix=".txt")
        return prepare_document(text, overrides)

    await start(stock=replace(stock, prepare=read), admins=ADMINS)
    await server.send_album(*map(image, COLOURS), user=ADMIN)
    assert "相册3张" in (await server.reply()).text
    assert (await server.edit()).text.startswith(admin_messages.HEADING)
    [document] = given
    assert (document.suffix, document.content[:4]) == (".pdf", b"%PDF")
    [draft] = drafts.all()
    assert drafts.contents(draft) == [image(colour) for colour in COLOURS]


async def test_files_sent_together_are_documents_of_their_own(
    server: BotApi, bot: Running, drafts: Drafts
) -> None:
    for text, name in ((STATUTE, FILE), (ARTICLE.replace("数字", "台账"), "文章二.txt")):
        await server.send_document(text.encode(), name, user=ADMIN, media_group_id="7")
    await server.replies(2)
    for _ in range(2):
        assert (await server.edit()).text.startswith(admin_messages.HEADING)
    assert len(drafts.all()) == 2


async def test_a_link_is_fetched_and_kept_as_where_it_came_from(
    server: BotApi, bot: Running, stock: telegram.Stock
) -> None:
    from tests.ingest.test_fetching import serving  # noqa: PLC0415

    async for site in serving():
        site.gives("/a.txt", text=STATUTE, content_type="text/plain")
        address = site.url("/a.txt")
        await server.send_text(f"示例省会议管理条例 {address}", user=ADMIN)
        assert (await server.reply()).text == admin_messages.FETCHING
        card = await server.edit()
        assert card.text.startswith(admin_messages.HEADING)
        await pressed(server, card, admin_messages.PUBLISH_KEY)
        [found] = [one.source for one in shelf.versions(stock.home) if one.source.id == ID]
        assert found.url == address
        assert found.retrieved is not None
        await server.send_text(site.url("/nothing"), user=ADMIN)
        await server.reply()
        assert "404" in (await server.edit()).text


@pytest.fixture
def again(start: Start, stock: telegram.Stock) -> Callable[[Running], Any]:
    async def restarted(running: Running) -> Running:
        await running.stopped()
        return await start(stock=stock, admins=ADMINS)

    return restarted


async def test_a_draft_survives_a_restart(
    server: BotApi, send: Send, bot: Running, again: Callable[[Running], Any]
) -> None:
    card = await send()
    await again(bot)
    clauses = await pressed(server, card, admin_messages.CLAUSES_KEY)
    assert "第一条" in clauses.text
    back = await pressed(server, clauses, admin_messages.BACK_KEY)
    assert (await pressed(server, back, admin_messages.PUBLISH_KEY)).text.startswith(admin_messages.PUBLISHED)


async def test_a_draft_that_was_being_read_is_read_after_a_restart(
    server: BotApi, send: Send, bot: Running, drafts: Drafts, again: Callable[[Running], Any]
) -> None:
    await send()
    [draft] = drafts.all()
    await bot.stopped()
    drafts.put(replace(draft, state=State.READING, title=None))
    sent = server.bot.chats.message(draft.chat, draft.card or 0, "missing")
    sent["text"] = "收到"
    await again(bot)
    assert (await server.edit()).text.startswith(admin_messages.HEADING)


@pytest.mark.parametrize("published", [True, False])
async def test_a_crash_between_publishing_and_confirming_is_made_good(  # noqa: PLR0917
    server: BotApi,
    send: Send,
    bot: Running,
    stock: telegram.Stock,
    drafts: Drafts,
    journal: Journal,
    again: Callable[[Running], Any],
    published: bool,
) -> None:
    await send()
    [draft] = drafts.all()
    await bot.stopped()
    drafts.put(replace(draft, state=State.PUBLISHING))
    if published:
        publish.add(stock.home, stock.model, [stock.read(draft)], added_by=draft.actor)
    await again(bot)
    told = await server.edit()
    [draft] = drafts.all()
    if published:
        assert told.text.startswith(admin_messages.PUBLISHED)
        assert "第1版，索引 g00000002" in told.text
        assert [(deed.act, deed.source) for deed in journal.deeds()] == [(Act.ADD, ID)]
        back = await pressed(server, told, admin_messages.UNDO_KEY)
        assert back.text.startswith(admin_messages.UNDONE)
    else:
        assert told.text.startswith(admin_messages.INTERRUPTED)
        done = await pressed(server, told, admin_messages.PUBLISH_KEY)
        assert done.text.startswith(admin_messages.PUBLISHED)
    assert versions(stock.home)[ID] == 1


async def test_nothing_of_a_document_or_an_admin_is_logged(server: BotApi, send: Send) -> None:
    async with logging_at("debug") as log:
        await pressed(server, await send(), admin_messages.PUBLISH_KEY)
        await server.quiet()
    assert "draft" in log.getvalue()
    for secret in ("规范会议", ID, FILE, ADMIN.name, server.token):
        assert secret not in log.getvalue()


async def test_a_process_that_dies_right_after_publishing_is_made_good_by_the_next(
    server: BotApi, start: Start, stock: telegram.Stock, journal: Journal
) -> None:
    arguments = ("-m", "tests.bot.dying", server.url, server.token, str(stock.home), str(ADMIN.id))
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=Path(__file__).parents[2])
    await server.send_document(STATUTE.encode(), FILE, user=ADMIN)
    await server.replies(1, wait=60)
    card = await server.edit()
    await server.press(card.key(admin_messages.PUBLISH_KEY), user=ADMIN)
    assert await asyncio.wait_for(process.wait(), 60) == 9
    assert versions(stock.home)[ID] == 1
    assert journal.deeds() == []
    await start(stock=stock, admins=ADMINS)
    told = await server.edit()
    assert told.id == card.id
    assert told.text.startswith(admin_messages.PUBLISHED)
    assert [(deed.act, deed.source, deed.generation) for deed in journal.deeds()] == [
        (Act.ADD, ID, "g00000002")
    ]
    assert versions(stock.home)[ID] == 1


async def test_of_a_photograph_the_largest_size_is_fetched(
    server: BotApi, bot: Running, drafts: Drafts
) -> None:
    await server.send_photo(b"\xff\xd8\xffno image", user=ADMIN)
    await server.reply()
    await server.edit()
    assert [server.bot.files[number] for number in server.downloads] == [b"\xff\xd8\xffno image"]
    assert drafts.all() == []


async def test_a_trial_that_nobody_asks_ends_by_itself(
    server: BotApi, send: Send, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Trial] = []
    monkeypatch.setattr(telegram.Stock, "try_out", _counted(made, telegram.Stock.try_out))
    monkeypatch.setattr("bot.handlers.admin.trials.Trials._postpone", _soon)
    card = await send()
    await server.press(card.key(admin_messages.TRIAL_KEY), user=ADMIN)
    await server.reply()
    for _ in range(100):
        if made[0].folder.exists():
            await asyncio.sleep(0.05)
    assert not made[0].folder.exists()
    await server.send_text("会议一般不超过多久", user=ADMIN)
    assert (await server.reply()).text == admin_messages.TRIAL_ENDED


def _counted(made: list[Trial], real: Callable[..., Trial]) -> Callable[..., Trial]:
    def opened(*arguments: Any) -> Trial:
        made.append(real(*arguments))
        return made[-1]

    return opened


def _soon(_trials: object, _draft: str, lapse: Callable[[], None]) -> None:
    asyncio.get_running_loop().call_later(0.1, lapse)


async def test_a_card_that_was_deleted_comes_anew(server: BotApi, send: Send) -> None:
    card = await send()
    server.script("editMessageText", Fault.refused(400, "Bad Request: message to edit not found"))
    await server.press(card.key(admin_messages.CLAUSES_KEY), user=ADMIN)
    assert "第1条" in (await server.reply()).text


async def test_a_region_is_chosen_or_written(server: BotApi, send: Send) -> None:
    fields = await pressed(server, await send(), admin_messages.FIELDS_KEY)
    offered = await pressed(server, fields, "地区")
    assert offered.keys[0].label == "全国"
    await server.press(offered.key(admin_messages.OTHER_VALUE), user=ADMIN)
    await server.toast()
    await server.reply()
    await server.send_text("cn/52", user=ADMIN)
    assert "地区：贵州" in (await server.reply()).text


async def test_leaving_off_lets_words_be_questions_again(server: BotApi, send: Send) -> None:
    fields = await pressed(server, await send(), admin_messages.FIELDS_KEY)
    await server.press(fields.key("题名"), user=ADMIN)
    await server.toast()
    await server.reply()
    await server.send_text("/cancel", user=ADMIN)
    assert (await server.reply()).text == admin_messages.LEFT_OFF
    await server.send_text("会议一般不超过多久", user=ADMIN)
    assert "题名" not in (await server.reply()).text


async def test_what_is_there_already_cannot_be_added_again(server: BotApi, send: Send) -> None:
    await pressed(server, await send(), admin_messages.PUBLISH_KEY)
    card = await send()
    assert card.text.startswith(admin_messages.UNCHANGED)
    assert admin_messages.PUBLISH_KEY not in [key.label for key in card.keys]


async def test_what_would_replace_another_kind_of_text_waits_for_a_correction(
    server: BotApi, send: Send, stock: telegram.Stock
) -> None:
    card = await send(f"---\nid: 基层减负不能只看数字\n---\n\n{STATUTE}", "文章.md")
    assert card.text.startswith(admin_messages.REFUSED)
    assert admin_messages.CHANGE_A_FIELD in card.text
    assert admin_messages.PUBLISH_KEY not in [key.label for key in card.keys]
    fields = await pressed(server, card, admin_messages.FIELDS_KEY)
    offered = await pressed(server, fields, "类别")
    mended = await pressed(server, offered, "法律法规")
    assert "和现行第1版比" in mended.text
    await pressed(server, mended, admin_messages.PUBLISH_KEY)
    assert versions(stock.home)["基层减负不能只看数字"] == 2


async def test_a_trial_ends_with_the_process(
    server: BotApi, send: Send, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Trial] = []
    monkeypatch.setattr(telegram.Stock, "try_out", _counted(made, telegram.Stock.try_out))
    await server.press((await send()).key(admin_messages.TRIAL_KEY), user=ADMIN)
    await server.reply()
    assert made[0].folder.exists()
    await bot.stopped()
    assert not made[0].folder.exists()


async def test_how_far_it_is_read_is_shown_now_and_then(
    server: BotApi, start: Start, stock: telegram.Stock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.admin.reading._EVERY", 0.05)

    def slow(document: Document, overrides: Mapping[str, str], progress: Progress | None) -> Prepared:
        if progress:
            progress("识别第3页", 3, 12)
        time.sleep(0.5)
        return prepare_document(document, overrides)

    await start(stock=replace(stock, prepare=slow), admins=ADMINS)
    await server.send_document(STATUTE.encode(), FILE, user=ADMIN)
    waiting = await server.reply()
    far = await server.edit()
    assert (far.id, far.text) == (waiting.id, "正在读《条例.txt》：识别第3页 3/12")
    assert (await server.edit()).text.startswith(admin_messages.HEADING)


async def test_a_confirmation_that_was_lost_comes_with_the_next_press(
    server: BotApi, send: Send, stock: telegram.Stock, drafts: Drafts
) -> None:
    card = await send()
    server.script("editMessageText", Fault.cut())
    await server.press(card.key(admin_messages.PUBLISH_KEY), user=ADMIN)
    assert await server.toast() == admin_messages.WORKING
    for _ in range(100):
        if drafts.all()[0].state is not State.PUBLISHED:
            await asyncio.sleep(0.05)
    await server.press(card.key(admin_messages.PUBLISH_KEY), user=ADMIN)
    assert await server.toast() == "这份已经入库了。"
    assert (await server.edit()).text.startswith(admin_messages.PUBLISHED)
    assert versions(stock.home)[ID] == 1
