"""Address: whether a message speaks to the bot, and what is left of it without the bot's name."""

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType


def addressed(message: Message, bot: User) -> str | None:
    """What a message says to the bot, without mentions of it; None where it is not meant for the bot.

    In a private chat everything is. In a group it has to mention the bot, or reply to a message of its.
    """
    words, mentions = _without_mentions(message, bot)
    if message.chat.type == ChatType.PRIVATE or mentions or _replied_to(message, bot):
        return words.strip()
    return None


def commanded(message: Message, bot: User) -> bool:
    """Whether a command, in a text or under a file, is for this bot: in a group `/help` may be for any of several."""
    if message.chat.type == ChatType.PRIVATE or _replied_to(message, bot):
        return True
    commands = _entities(message, [MessageEntity.BOT_COMMAND]).values()
    return any(command.lower().endswith(f"@{bot.username}".lower()) for command in commands)


def _replied_to(message: Message, bot: User) -> bool:
    earlier = message.reply_to_message
    if (
        earlier is None or earlier.forum_topic_created is not None
    ):  # in a topic every message "replies" to its start
        return False
    return earlier.from_user is not None and earlier.from_user.id == bot.id


def _without_mentions(message: Message, bot: User) -> tuple[str, bool]:
    """The text or caption without mentions of the bot, and whether there were any.

    Telegram counts an entity's place in UTF-16 units: an emoji before it is one character and two units.
    """
    parsed = _entities(message, [MessageEntity.MENTION, MessageEntity.TEXT_MENTION])
    ours = [entity for entity, words in parsed.items() if _names(entity, words, bot)]
    encoded = (message.text or message.caption or "").encode("utf-16-le")
    for entity in sorted(ours, key=lambda entity: entity.offset, reverse=True):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        encoded = encoded[:start] + encoded[end:]
    return encoded.decode("utf-16-le", "replace"), bool(ours)


def _entities(message: Message, kinds: list[str | None]) -> dict[MessageEntity, str]:
    """What is marked in the text or caption."""
    return (
        message.parse_entities(kinds) if message.text is not None else message.parse_caption_entities(kinds)
    )


def _names(entity: MessageEntity, words: str, bot: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    return words.lower() == f"@{bot.username}".lower()
