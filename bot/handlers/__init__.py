"""What the bot does with an update: one file for each kind of thing that readers do."""

from telegram.ext import ContextTypes

Context = ContextTypes.DEFAULT_TYPE
