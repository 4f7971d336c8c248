"""A strict Bot API server on loopback, for conversations with the real application over HTTP.

It refuses what Telegram refuses, and some things that Telegram swallows silently where they would show a mistake of
ours (a bare `&`, a 101st entity). A test drives it as readers would, and scripts what goes wrong on the way.
"""

from tests.bot_api.chats import Key, Sent
from tests.bot_api.faults import Fault
from tests.bot_api.people import ADMIN, COLLEAGUE, GROUP, NEIGHBOUR, READER, Chat, Person
from tests.bot_api.server import BotApi

__all__ = [
    "ADMIN",
    "COLLEAGUE",
    "GROUP",
    "NEIGHBOUR",
    "READER",
    "BotApi",
    "Chat",
    "Fault",
    "Key",
    "Person",
    "Sent",
]
