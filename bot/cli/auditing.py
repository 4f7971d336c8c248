"""Auditing: `audit`, and the journal in which the other commands write down what was done."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import AsJson, Home, settings, write, write_json
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.journal import Journal


def audit(
    source: Annotated[
        str | None, typer.Argument(help="只看一份文件的，写它的编号", metavar="文件编号")
    ] = None,
    *,
    limit: Annotated[int, typer.Option("--limit", "-n", help="最多列多少条", min=1, metavar="条数")] = 100,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """审计记录：谁在什么时候入库、撤回、改问法、重建了什么。最近的在前。"""
    from bot.audited import encode_deed, print_deeds  # noqa: PLC0415  # slow to import

    with journal_of(settings(home)) as journal:
        found = journal.deeds(source, limit=limit)
    if as_json:
        write_json([encode_deed(deed) for deed in found])
    else:
        write(print_deeds(found))


@contextmanager
def journal_of(chosen: Settings) -> Iterator["Journal"]:
    """The journal, opened before anything is done that has to stand in it.

    Raises:
        NotSetUp: it cannot be opened.
    """
    from bot.journal import Journal  # noqa: PLC0415  # slow to import

    journal = Journal.open(chosen.home, chosen.database_url)
    try:
        yield journal
    finally:
        journal.close()


def user() -> str | None:
    """Who runs this; a container's user may have a number and no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None


def actor() -> str:
    """Who runs this, as the journal has it."""
    return f"cli:{user() or '?'}"
