"""Running: `doctor` and `bot`."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from bot import messages
from bot.cli.asking import library_of, writer_of
from bot.cli.console import AsJson, Home, settings, write, write_json
from bot.printing import print_spending
from bot.settings import Settings
from knowledge.embedding import open_model
from knowledge.errors import JianfuError, NotSetUp
from knowledge.library import Library
from knowledge.reranking import open_reranker

if TYPE_CHECKING:
    from bot import telegram


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that `doctor` looked at. A thing that only the bot needs is no failure for the others."""

    name: str
    good: bool
    says: str
    needed: bool = True


def doctor(*, as_json: AsJson = False, home: Home = None) -> None:
    """体检：设置、数据目录、索引、模型、令牌，哪里不对、怎么办。"""
    checks = list(_checks(settings(home)))
    healthy = all(check.good for check in checks if check.needed)
    if as_json:
        rows = [
            {"name": check.name, "ok": check.good, "needed": check.needed, "message": check.says}
            for check in checks
        ]
        write_json({"ok": healthy, "checks": rows})
    else:
        marks = {True: "好", False: "坏"}
        write(
            "\n".join(
                f"[{marks[check.good] if check.needed or check.good else '缺'}] {check.name}：{check.says}"
                for check in checks
            )
        )
    raise typer.Exit(0 if healthy else NotSetUp.exit_code)


def bot(*, home: Home = None) -> None:
    """启动 Telegram 机器人。"""
    chosen = settings(home)
    if chosen.telegram_token is None:
        raise NotSetUp(messages.NO_TOKEN)
    # Imported here: the other commands start a third of a second sooner without Telegram.
    from bot import telegram  # noqa: PLC0415
    from bot.journal import Journal  # noqa: PLC0415
    from bot.logs import configure  # noqa: PLC0415

    secrets = (chosen.telegram_token, chosen.proxy, chosen.database_url, chosen.llm_api_key)
    configure(form=chosen.log_format, level=chosen.log_level, secrets=secrets)
    library, writer = library_of(chosen), writer_of(chosen)
    if writer is not None:
        writer.prepare()
    journal = Journal.open(chosen.home, chosen.database_url)
    try:
        telegram.run(chosen, library, journal, _stock(chosen), writer)
    finally:
        journal.close()
        library.close()


def _stock(chosen: Settings) -> "telegram.Stock":
    from bot import telegram  # noqa: PLC0415

    return telegram.Stock(
        home=chosen.home,
        model=open_model(chosen.embedding_model),
        reranker=open_reranker(chosen.reranker_model),
        proxy=chosen.proxy,
    )


def _checks(chosen: Settings) -> Iterator[Check]:
    yield Check("设置", good=True, says=f"地区 {chosen.region}，日志格式 {chosen.log_format}。")
    yield _tried("数据目录", lambda: _home(chosen))
    yield _tried("模型", lambda: f"{open_model(chosen.embedding_model).name}。")
    yield _tried("索引", lambda: _index(chosen))
    yield _writer(chosen)
    token = chosen.telegram_token
    yield Check("令牌", good=token is not None, says="已设置。" if token else messages.NO_TOKEN, needed=False)


def _writer(chosen: Settings) -> Check:
    """Whether the language model can be reached, with a word that says nothing; and what a running bot counted of it."""
    if not (chosen.llm_base_url or chosen.llm_model or chosen.llm_api_key):
        return Check("语言模型", good=True, says="没有设置；不用它也能答，只是话不那么好懂。", needed=False)
    from bot.health import writer_stats  # noqa: PLC0415
    from knowledge.writer import open_writer  # noqa: PLC0415

    try:
        writer = open_writer(
            chosen.llm_base_url, chosen.llm_model, chosen.llm_api_key, seconds=chosen.llm_seconds
        )
        writer.prepare()
        took = writer.reach(writer.seconds)
    except JianfuError as problem:
        return Check("语言模型", good=False, says=f"{problem}眼下照原文作答。", needed=False)
    counted = writer_stats(chosen.health_port) if chosen.health_port else None
    told = f"机器人这次启动以来，{print_spending(counted)}" if counted else ""
    return Check("语言模型", good=True, says=f"{writer.name}，{took:.1f} 秒回了话。{told}", needed=False)


def _tried(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, good=True, says=look())
    except JianfuError as problem:
        return Check(name, good=False, says=str(problem))


def _home(chosen: Settings) -> str:
    nearest = next(folder for folder in (chosen.home, *chosen.home.parents) if folder.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise NotSetUp(f"{chosen.home} 不能写，请换一个目录（--home 或 JIANFU_HOME）或改权限。")
    return f"{chosen.home}。" if chosen.home.exists() else f"{chosen.home} 还不存在，第一次用时会建。"


def _index(chosen: Settings) -> str:
    library = Library.open(
        chosen.home, open_model(chosen.embedding_model), open_reranker(chosen.reranker_model)
    )
    try:
        cards = library.sources()
        return f"{library.generation}，{len(cards)} 份文件，{sum(card.passages for card in cards)} 条。"
    finally:
        library.close()
