"""Conversation: what somebody means who goes on from what was said before. Pure; nothing is remembered here."""

from knowledge.conversation.model import (
    Adrift,
    Asked,
    Beside,
    Named,
    Numbered,
    Others,
    Shown,
    Turn,
    Understood,
)
from knowledge.conversation.understanding import leans, understand

__all__ = [
    "Adrift",
    "Asked",
    "Beside",
    "Named",
    "Numbered",
    "Others",
    "Shown",
    "Turn",
    "Understood",
    "leans",
    "understand",
]
