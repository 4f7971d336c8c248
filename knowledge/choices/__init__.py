"""Choices: what a question may mean more narrowly, where that changes the answer. Pure."""

from knowledge.choices.choosing import Ask, ask_back, offer
from knowledge.choices.dimensions import DIMENSIONS, SANCTION, Dimension, Way

__all__ = ["DIMENSIONS", "SANCTION", "Ask", "Dimension", "Way", "ask_back", "offer"]
