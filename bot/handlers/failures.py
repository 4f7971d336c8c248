"""Failures: the reader gets a number, the log the traceback under that number, and neither the other's text."""

import logging
import secrets

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot import messages
from bot.handlers import Context
from bot.handlers.delivery import perhaps_arrived, respond
from bot.render import sentence

_LOG = logging.getLogger(__name__)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another when read out on the phone
_LENGTH = 8


async def report(update: object, context: Context) -> None:
    """Log a failure in a handler under a new number, and tell the reader the number."""
    error = context.error
    if isinstance(error, Forbidden):  # they blocked the bot or put it out of the group: nobody is waiting
        _LOG.info("a reply was not wanted any more")
        return
    reference = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    number = update.update_id if isinstance(update, Update) else None
    _LOG.error("failure %s in update %s", reference, number, exc_info=error)
    if not isinstance(update, Update):
        return
    wording = messages.PERHAPS_LOST if error is not None and perhaps_arrived(error) else messages.FAILED
    try:
        await _tell(update, wording.format(reference=reference))
    except TelegramError as problem:
        _LOG.warning("failure %s could not be told to the reader", reference, exc_info=problem)


async def _tell(update: Update, words: str) -> None:
    if update.callback_query is not None:
        await update.callback_query.answer(words, show_alert=True)
    elif update.effective_message is not None:
        await respond(update.effective_message, sentence(words))
