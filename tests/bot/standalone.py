"""The bot as a process of its own, with a library in memory: `python -m tests.bot.standalone URL TOKEN HOME`."""

import sys
from pathlib import Path

from bot import logs, telegram
from bot.journal import Journal
from bot.settings import Settings
from tests.bot.shelf import Shelf

if __name__ == "__main__":
    url, token, home = sys.argv[1:]
    logs.configure(level="debug")
    settings = Settings(home=Path(home), telegram_token=token, bot_api_url=url)
    telegram.run(settings, Shelf(), Journal.open(settings.home))
