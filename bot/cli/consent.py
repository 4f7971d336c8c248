"""Consent: nothing is published that nobody agreed to."""

import sys

import typer

from bot.cli.console import notice


def agreed(question: str, *, yes: bool) -> bool:
    """Whether to go on: said beforehand, or asked at the terminal; without one nothing is done."""
    if yes:
        return True
    if not sys.stdin.isatty():
        notice("没有终端可问，什么都没有改；确认要改请加 --yes。")
        return False
    return typer.confirm(question, default=False)
