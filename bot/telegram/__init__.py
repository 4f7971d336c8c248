"""Telegram: the application that polls for what readers write, and its life as a process."""

from bot.handlers.admin.stock import Stock
from bot.telegram.application import Bot, Library, build
from bot.telegram.polling import Polling
from bot.telegram.service import run, serve

__all__ = ["Bot", "Library", "Polling", "Stock", "build", "run", "serve"]
