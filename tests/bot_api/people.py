"""People and chats, as Telegram describes them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Chat:
    id: int
    type: str = "supergroup"
    title: str = "镇里的群"

    @property
    def json(self) -> dict[str, Any]:
        name = {"first_name": self.title} if self.type == "private" else {"title": self.title}
        return {"id": self.id, "type": self.type, **name}


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str

    @property
    def chat(self) -> Chat:
        """The person's private chat with the bot."""
        return Chat(self.id, "private", self.name)

    @property
    def json(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.name}


READER = Person(40010, "小李")
NEIGHBOUR = Person(40020, "老王")
ADMIN = Person(50010, "王主任")
COLLEAGUE = Person(50020, "李科长")
GROUP = Chat(-1004001)
