"""The server: HTTP in front of the methods, the faults that a test scripts, and the hand that drives it."""

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from typing import Any, Self

from aiohttp import web

from tests.bot_api.chats import USERNAME, Chats, Key, Sent
from tests.bot_api.faults import Fault, Refused, bad_request
from tests.bot_api.mailbox import Mailbox
from tests.bot_api.methods import METHODS, Bot, Call
from tests.bot_api.people import READER, Chat, Person

TOKEN = "7012345678:AAFakeTokenForTests_0123456789abcdefgh"  # noqa: S105  # of nobody's bot
BOT_ID = 7012345678
WAIT = 60.0  # seconds that a test waits for what the bot should do; a busy machine is slow, not wrong


_POLL = (("offset", 0), ("limit", 100), ("timeout", 0))
# The fields of a form that hold JSON; a text that looks like it is left as it is.
_JSON = {
    "allow_sending_without_reply", "allowed_updates", "commands", "disable_notification", "entities",
    "link_preview_options", "reply_markup", "reply_parameters", "scope", "show_alert",
}  # fmt: skip


class BotApi:
    """A Bot API server for one bot. `async with BotApi() as server:` starts it on a free port of the loopback."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.me = {
            "id": BOT_ID, "is_bot": True, "first_name": "减负助手", "username": USERNAME, "can_join_groups": True,
            "can_read_all_group_messages": True, "supports_inline_queries": False,
        }  # fmt: skip
        self.bot = Bot(self.me, Chats(self.me))
        self.mailbox = Mailbox()
        self.calls: list[Call] = []
        self.downloads: list[str] = []  # files that were asked for
        self.limit: tuple[int, float] | None = None  # messages to a chat, in so many seconds; more get a 429
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._moments: defaultdict[str, deque[float]] = defaultdict(deque)
        self._presses = itertools.count(1)
        self._groups = itertools.count(13_000_000_000)
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_route("*", "/bot{token}/{method}", self._serve)
        application.router.add_get("/file/bot{token}/{folder}/{number}", self._download)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(self, *_problem: object) -> None:
        self.mailbox.close()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    # What readers do.

    async def send_text(
        self,
        text: str,
        *,
        user: Person = READER,
        chat: Chat | None = None,
        reply_to: int | None = None,
        **fields: Any,
    ) -> int:
        """Somebody writes, in private unless a chat is given; the message's id."""
        return await self.send(user, chat, {"text": text} | fields, reply_to)

    async def send(
        self, user: Person, chat: Chat | None, fields: dict[str, Any], reply_to: int | None = None
    ) -> int:
        """Somebody sends a message with any fields (`photo`, `sticker`, `new_chat_members`)."""
        place = (chat or user.chat).json
        if reply_to is not None:
            fields = fields | {
                "reply_to_message": self.bot.chats.message(place["id"], reply_to, "no such message")
            }
        message = self.bot.chats.from_person(place, user.json, fields)
        self.mailbox.put("message", message)
        return int(message["message_id"])

    async def send_document(
        self,
        content: bytes,
        name: str,
        *,
        user: Person = READER,
        chat: Chat | None = None,
        caption: str | None = None,
        **fields: Any,
    ) -> int:
        """Somebody sends a file, which the bot can fetch."""
        stored = self._stored(content, "documents")
        fields |= {"document": stored | {"file_name": name}} | ({"caption": caption} if caption else {})
        return await self.send(user, chat, fields)

    async def send_photo(self, content: bytes, *, user: Person = READER, **fields: Any) -> int:
        """Somebody sends a picture, of which Telegram keeps several sizes, the smallest first."""
        sizes = [
            self._stored(small, "photos") | {"width": width, "height": width * 4 // 3}
            for small, width in ((b"thumbnail", 90), (b"small", 320), (content, 1280))
        ]
        return await self.send(user, None, {"photo": sizes} | fields)

    async def send_album(self, *contents: bytes, user: Person = READER) -> list[int]:
        """Somebody sends pictures together: each comes as an update of its own, with the group's number."""
        group = str(next(self._groups))
        return [await self.send_photo(content, user=user, media_group_id=group) for content in contents]

    def _stored(self, content: bytes, folder: str) -> dict[str, Any]:
        number = f"file-{len(self.bot.files)}"
        self.bot.files[number] = content
        self.bot.folders[number] = folder
        return {"file_id": number, "file_unique_id": number, "file_size": len(content)}

    async def edit_text(
        self, message: int, text: str, *, user: Person = READER, chat: Chat | None = None
    ) -> None:
        """Somebody changes what they wrote."""
        found = self.bot.chats.message((chat or user.chat).id, message, "no such message")
        found |= {"text": text, "edit_date": int(time.time())}
        self.mailbox.put("edited_message", found)

    async def press(self, key: Key, *, user: Person = READER, data: str | None = None) -> None:
        """Somebody presses a button, of which `data` may be another's than its own."""
        query = str(next(self._presses))
        self.bot.chats.queries.add(query)
        message = self.bot.chats.message(key.chat, key.message, "no such message")
        self.mailbox.put(
            "callback_query",
            {
                "id": query,
                "from": user.json,
                "chat_instance": "1",
                "message": message,
                "data": data or key.data,
            },
        )

    # What tests see.

    async def replies(self, count: int = 1, wait: float = WAIT) -> list[Sent]:
        """The next messages that the bot sends."""
        return [await asyncio.wait_for(self.bot.chats.sent.get(), wait) for _ in range(count)]

    async def reply(self) -> Sent:
        return (await self.replies())[0]

    async def edit(self) -> Sent:
        """The next message that the bot edits, as it is then."""
        return await asyncio.wait_for(self.bot.chats.edited.get(), WAIT)

    async def toast(self) -> str:
        """The next words that a press is answered with."""
        return (await asyncio.wait_for(self.bot.chats.toasts.get(), WAIT))[0]

    async def quiet(self, seconds: float = 0.2) -> bool:
        """Whether the bot has taken everything and said nothing about it."""
        await asyncio.wait_for(self.mailbox.confirmed.wait(), WAIT)
        await asyncio.sleep(seconds)
        return self.bot.chats.sent.empty()

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def script(self, method: str, *faults: Fault) -> None:
        """What goes wrong with the next calls of a method, or with the next downloads (`download`), one after the other."""
        self._faults[method].extend(faults)

    # HTTP.

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        try:
            call = await _read(request)
        except Refused as refusal:
            return web.json_response(refusal.payload, status=refusal.status)
        self.calls.append(call)
        faults = self._faults[call.method]
        fault = faults.popleft() if faults else Fault()
        await asyncio.sleep(fault.delay)
        if fault.body is not None:
            return web.Response(status=fault.status, body=fault.body, content_type="text/html")
        try:
            if fault.dropped and not fault.carried_out:
                return _hang_up(request)
            if fault.refusal is not None:
                raise fault.refusal
            self._admit(request.match_info["token"], call)
            result = await self._result(call)
        except Refused as refusal:
            return web.json_response(refusal.payload, status=refusal.status)
        return _hang_up(request) if fault.dropped else web.json_response({"ok": True, "result": result})

    def _admit(self, token: str, call: Call) -> None:
        if token != self.token:
            raise Refused(401, "Unauthorized")
        if self.limit is None or call.method != "sendMessage":
            return
        most, seconds = self.limit
        moments = self._moments[str(call.parameters.get("chat_id"))]
        now = time.monotonic()
        while moments and moments[0] <= now - seconds:
            moments.popleft()
        if len(moments) >= most:
            wait = max(1, round(moments[0] + seconds - now))
            raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
        moments.append(now)

    async def _result(self, call: Call) -> Any:
        if call.method == "getUpdates":
            return await self._updates(call)
        if call.method not in METHODS:
            raise Refused(404, "Not Found")
        return METHODS[call.method](self.bot, call)

    async def _updates(self, call: Call) -> list[dict[str, Any]]:
        if self.bot.webhook:
            raise Refused(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
            )
        if "allowed_updates" in call.parameters:
            self.mailbox.kinds = tuple(call.parameters["allowed_updates"])
        offset, limit, hold = (int(call.parameters.get(name, usual)) for name, usual in _POLL)
        return await self.mailbox.fetch(offset=offset, limit=limit, hold=hold)

    async def _download(self, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        content, folder = self.bot.files.get(number), self.bot.folders.get(number, "documents")
        self.downloads.append(number)
        faults = self._faults["download"]
        fault = faults.popleft() if faults else Fault()
        await asyncio.sleep(fault.delay)
        if fault.dropped:
            return _hang_up(request)
        right = (request.match_info["token"], request.match_info["folder"]) == (self.token, folder)
        if not right or content is None:
            return web.Response(status=404)
        return web.Response(body=content)


async def _read(request: web.Request) -> Call:
    parameters: dict[str, Any] = dict(request.query)
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        parameters |= await request.json()
    elif request.body_exists:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = (value.filename, value.file.read())
            else:
                parameters[name] = _decoded(str(value)) if name in _JSON else value
    return Call(request.match_info["method"], parameters, files)


def _decoded(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError as problem:
        raise bad_request("can't parse JSON") from problem


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
