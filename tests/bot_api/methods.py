"""The methods, each with what Telegram checks before it does anything."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, UnidentifiedImageError

from tests.bot_api.chats import Chats
from tests.bot_api.faults import Refused, bad_request
from tests.bot_api.markup import parse, units

MAX_TEXT, MAX_CAPTION, MAX_ENTITIES, MAX_KEYS = 4096, 1024, 100, 100
MAX_DOWNLOAD = 20 * 1024 * 1024  # bytes
MAX_PHOTO, MAX_SIDES, MAX_RATIO = 10 * 1024 * 1024, 10_000, 20  # bytes; pixels of width and height together
_ACTIONS = {"typing", "upload_photo", "upload_document", "find_location", "record_voice", "upload_voice"}


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it arrived: parameters decoded from JSON where they are JSON, files by the name of their field."""

    method: str
    parameters: dict[str, Any]
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def integer(self, name: str) -> int:
        try:
            return int(self.parameters[name])
        except (KeyError, ValueError, TypeError) as problem:
            raise bad_request(f"{name} is missing or no number") from problem


@dataclass(slots=True)
class Bot:
    """What the methods work on."""

    me: dict[str, Any]
    chats: Chats
    files: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)  # by file, where it is no document
    commands: list[dict[str, str]] = field(default_factory=list)
    commands_of: dict[int, list[dict[str, str]]] = field(default_factory=dict)  # by chat
    webhook: str = ""


def get_me(bot: Bot, _call: Call) -> dict[str, Any]:
    return bot.me


def send_message(bot: Bot, call: Call) -> dict[str, Any]:
    text, entities = _formatted(call, "text", MAX_TEXT)
    if not text:
        raise bad_request("message text is empty")
    return bot.chats.from_bot(
        _chat(bot, call), {"text": text, "entities": entities, **_surroundings(bot, call)}
    )


def edit_message_text(bot: Bot, call: Call) -> dict[str, Any]:
    message = bot.chats.message(_chat(bot, call), call.integer("message_id"), "message to edit not found")
    text, entities = _formatted(call, "text", MAX_TEXT)
    if not text:
        raise bad_request("message text is empty")
    return bot.chats.edit(message, {"text": text, "entities": entities, "reply_markup": _keyboard(call)})


def edit_message_reply_markup(bot: Bot, call: Call) -> dict[str, Any]:
    message = bot.chats.message(_chat(bot, call), call.integer("message_id"), "message to edit not found")
    return bot.chats.edit(message, {"reply_markup": _keyboard(call)})


def answer_callback_query(bot: Bot, call: Call) -> bool:
    query, words = call.parameters.get("callback_query_id"), call.parameters.get("text", "")
    if query not in bot.chats.queries:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(words) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    bot.chats.queries.discard(query)
    bot.chats.toasts.put_nowait((words, bool(call.parameters.get("show_alert", False))))
    return True


def send_chat_action(bot: Bot, call: Call) -> bool:
    _chat(bot, call)
    if call.parameters.get("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def send_file(bot: Bot, call: Call) -> dict[str, Any]:
    kind = "photo" if call.method == "sendPhoto" else "document"
    named = str(call.parameters.get(kind, f"attach://{kind}")).removeprefix("attach://")
    if named not in call.files:
        raise bad_request(f"there is no {kind} in the request")
    name, content = call.files[named]
    if not content:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        _check_photo(content)
    caption, entities = _formatted(call, "caption", MAX_CAPTION) if "caption" in call.parameters else ("", [])
    number = f"file-{len(bot.files)}"
    bot.files[number] = content
    stored = {"file_id": number, "file_unique_id": number, "file_size": len(content)}
    shown = [stored | {"width": 1, "height": 1}] if kind == "photo" else stored | {"file_name": name}
    fields = {
        kind: shown,
        "caption": caption or None,
        "caption_entities": entities,
        **_surroundings(bot, call),
    }
    return bot.chats.from_bot(_chat(bot, call), fields, content)


def _check_photo(content: bytes) -> None:
    try:
        width, height = Image.open(io.BytesIO(content)).size
    except UnidentifiedImageError as problem:
        raise bad_request("IMAGE_PROCESS_FAILED") from problem
    narrow, wide = sorted((width, height))
    if width + height > MAX_SIDES or wide > MAX_RATIO * narrow or len(content) > MAX_PHOTO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def get_file(bot: Bot, call: Call) -> dict[str, Any]:
    number = str(call.parameters.get("file_id"))
    if number not in bot.files:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(bot.files[number]) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    size = len(bot.files[number])
    return {
        "file_id": number,
        "file_unique_id": number,
        "file_size": size,
        "file_path": f"{bot.folders.get(number, 'documents')}/{number}",
    }


def set_my_commands(bot: Bot, call: Call) -> bool:
    commands = call.parameters.get("commands", [])
    for command in commands:
        if (
            not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"])
            or not 1 <= len(command["description"]) <= 256
        ):
            raise bad_request("BOT_COMMAND_INVALID")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    scope = call.parameters.get("scope", {"type": "default"})
    if scope["type"] == "chat":
        if scope.get("chat_id") not in bot.chats.known:
            raise bad_request("chat not found")
        bot.commands_of[scope["chat_id"]] = commands
    elif scope["type"] == "default":
        bot.commands = commands
    else:
        raise bad_request("unsupported bot command scope specified")
    return True


def set_webhook(bot: Bot, call: Call) -> bool:
    url = str(call.parameters.get("url", ""))
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    bot.webhook = url
    return True


def delete_webhook(bot: Bot, _call: Call) -> bool:
    bot.webhook = ""
    return True


METHODS: dict[str, Callable[[Bot, Call], Any]] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
    "sendDocument": send_file,
    "sendPhoto": send_file,
    "getFile": get_file,
    "setMyCommands": set_my_commands,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
}


def _chat(bot: Bot, call: Call) -> int:
    chat = call.integer("chat_id")
    if chat in bot.chats.blocked:
        raise Refused(403, "Forbidden: bot was blocked by the user")
    if chat not in bot.chats.known:
        raise bad_request("chat not found")
    return chat


def _formatted(call: Call, name: str, longest: int) -> tuple[str, list[dict[str, Any]]]:
    mode, given = call.parameters.get("parse_mode"), str(call.parameters.get(name, ""))
    if mode not in (None, "HTML"):
        raise bad_request("unsupported parse_mode")
    text, entities = parse(given) if mode == "HTML" else (given.strip(), [])
    if units(text) > longest:
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    if len(entities) > MAX_ENTITIES:  # Telegram shows the first hundred and drops the others without a word
        raise bad_request("too many entities")
    return text, entities


def _surroundings(bot: Bot, call: Call) -> dict[str, Any]:
    return {"reply_markup": _keyboard(call), "reply_to_message": _replied_to(bot, call)}


def _replied_to(bot: Bot, call: Call) -> dict[str, Any] | None:
    parameters = call.parameters.get("reply_parameters")
    if parameters is None:
        return None
    try:
        return bot.chats.message(
            call.integer("chat_id"), parameters["message_id"], "message to be replied not found"
        )
    except Refused:
        if parameters.get("allow_sending_without_reply"):
            return None
        raise


def _keyboard(call: Call) -> dict[str, Any] | None:
    markup = call.parameters.get("reply_markup")
    if markup is None:
        return None
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard markup")
    keys = [key for row in rows for key in row]
    if len(keys) > MAX_KEYS:
        raise bad_request("reply markup is too long")
    for key in keys:
        _check(key)
    return markup if keys else None


def _check(key: dict[str, Any]) -> None:
    if not str(key.get("text", "")).strip() or len(key) != 2:
        raise bad_request(f"can't parse inline keyboard button: {json.dumps(key)}")
    if "url" not in key and not 1 <= len(str(key.get("callback_data", "")).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
