"""From values to replies: HTML for a phone, cut as Telegram wants it. Pure."""

from bot.render.replies import Button, Reply, clause, outcome, sentence

__all__ = ["Button", "Reply", "clause", "outcome", "sentence"]
