"""From values to replies: HTML for a phone, cut as Telegram wants it. Pure."""

from bot.render.provenance import documents
from bot.render.replies import Button, Reply, clause, others, outcome, sentence

__all__ = ["Button", "Reply", "clause", "documents", "others", "outcome", "sentence"]
