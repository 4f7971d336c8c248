"""The bot as a process that dies right after it has published: `python -m tests.bot.dying URL TOKEN HOME ADMIN`."""

import os
import sys
from pathlib import Path

from bot import telegram
from bot.journal import Journal
from bot.render.cards import Card
from bot.settings import Settings
from ingest.publish import Publication
from tests.bot.shelf import Shelf
from tests.fakes import pair_model


class _Dying(telegram.Stock):
    def publish(self, card: Card) -> Publication | None:
        super().publish(card)
        os._exit(9)


if __name__ == "__main__":
    url, token, home, admin = sys.argv[1:]
    settings = Settings(
        home=Path(home), telegram_token=token, bot_api_url=url, admins=frozenset({int(admin)})
    )
    telegram.run(
        settings, Shelf(), Journal.open(settings.home), _Dying(home=settings.home, model=pair_model())
    )
