"""The chats: every message in them, as Telegram's JSON, and what the tests see of what the bot sent."""

import asyncio
import itertools
import re
import time
from dataclasses import dataclass
from typing import Any

from tests.bot_api.faults import bad_request
from tests.bot_api.markup import units

USERNAME = "jianfu_test_bot"
_MARKED = re.compile(r"@\w{5,32}|(?<!\S)/[a-z0-9_]{1,32}(?:@\w{5,32})?")


@dataclass(frozen=True, slots=True)
class Key:
    """A button under a message."""

    label: str
    data: str
    chat: int
    message: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as the bot sent or edited it."""

    chat: int
    id: int
    text: str  # without markup
    entities: tuple[dict[str, Any], ...]
    keys: tuple[Key, ...]
    rows: tuple[int, ...]  # how many keys in each
    reply_to: int | None
    file: bytes | None = None

    def key(self, words: str) -> Key:
        """The one button whose label has these words."""
        (found,) = [key for key in self.keys if words in key.label]
        return found


class Chats:
    def __init__(self, bot: dict[str, Any]) -> None:
        self._bot = bot
        self._ids = itertools.count(1001)
        self._messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.known: set[int] = set()
        self.blocked: set[int] = set()
        self.queries: set[str] = set()  # presses that wait for their answer
        self.sent: asyncio.Queue[Sent] = asyncio.Queue()
        self.edited: asyncio.Queue[Sent] = asyncio.Queue()
        self.toasts: asyncio.Queue[tuple[str, bool]] = asyncio.Queue()  # words, and whether as an alert

    def message(self, chat: int, message: int, missing: str) -> dict[str, Any]:
        found = self._messages.get((chat, message))
        if found is None:
            raise bad_request(missing)
        return found

    def from_person(
        self, chat: dict[str, Any], person: dict[str, Any], fields: dict[str, Any]
    ) -> dict[str, Any]:
        """A message that somebody writes, its mentions and commands marked as their client would."""
        self.known.add(chat["id"])
        text = fields.get("text", "")
        marked = [_entity(text, found) for found in _MARKED.finditer(text)]
        return self._stored(chat, person, ({"entities": marked} if marked else {}) | fields)

    def from_bot(self, chat: int, fields: dict[str, Any], file: bytes | None = None) -> dict[str, Any]:
        kind = "private" if chat > 0 else "supergroup"
        stored = self._stored({"id": chat, "type": kind}, self._bot, fields)
        self.sent.put_nowait(_seen(stored, file))
        return stored

    def edit(self, message: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
        """Change the bot's own message; Telegram refuses an edit that changes nothing."""
        if message["from"]["id"] != self._bot["id"]:
            raise bad_request("message can't be edited")
        changed = {name: value for name, value in (message | fields).items() if value not in (None, [])}
        if changed == message:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same as a "
                "current content and reply markup of the message"
            )
        message.clear()
        message.update(changed)
        self.edited.put_nowait(_seen(message))
        return message

    def _stored(self, chat: dict[str, Any], sender: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
        message = {
            "message_id": next(self._ids),
            "date": int(time.time()),
            "chat": chat,
            "from": sender,
            **fields,
        }
        message = {name: value for name, value in message.items() if value not in (None, [])}
        self._messages[chat["id"], message["message_id"]] = message
        return message


def _entity(text: str, found: re.Match[str]) -> dict[str, Any]:
    kind = "bot_command" if found[0].startswith("/") else "mention"
    return {"type": kind, "offset": units(text[: found.start()]), "length": units(found[0])}


def _seen(message: dict[str, Any], file: bytes | None = None) -> Sent:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    chat, number = message["chat"]["id"], message["message_id"]
    return Sent(
        chat=chat,
        id=number,
        text=message.get("text") or message.get("caption", ""),
        entities=tuple(message.get("entities") or message.get("caption_entities", ())),
        keys=tuple(
            Key(key["text"], key.get("callback_data", ""), chat, number) for row in rows for key in row
        ),
        rows=tuple(len(row) for row in rows),
        reply_to=message.get("reply_to_message", {}).get("message_id"),
        file=file,
    )
