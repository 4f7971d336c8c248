"""The `jianfu` command."""

from bot.cli.application import main

__all__ = ["main"]
