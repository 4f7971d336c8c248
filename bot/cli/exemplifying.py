"""Examples: `examples`, a page of questions with the replies that a reader of the bot gets."""

from pathlib import Path
from typing import Annotated

import typer

from bot import render
from bot.cli.asking import library_of
from bot.cli.console import Home, On, Region, day, place, settings, write
from bot.render.markdown import markdown
from knowledge.errors import UsageProblem
from knowledge.model import Question

SHIPPED = Path(__file__).parents[1] / "example_questions.txt"
_HEADING = """# 问答样例

下面是机器人对{count}个问题的回复，就是手机上看到的样子（折叠的引文展开了）。由 `jianfu examples` 按{day}的规定生成，不要手改。
标着要点的是我们的转述，不是官方原文。
"""


def examples(
    questions: Annotated[
        Path | None, typer.Argument(help="问题文件，一行一问；不给就用自带的", metavar="文件")
    ] = None,
    *,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到这个文件", metavar="文件")
    ] = None,
    region: Region = None,
    on: On = None,
    home: Home = None,
) -> None:
    """生成一页问答样例（Markdown），照机器人的回复原样。"""
    chosen = settings(home)
    asked_on, where = day(on), place(region, chosen.region)
    texts = _lines(questions or SHIPPED)
    library = library_of(chosen)
    parts = [_HEADING.format(count=len(texts), day=asked_on.isoformat())]
    for number, text in enumerate(texts, 1):
        result = library.ask(Question(text=text, on=asked_on, region=where))
        replies = render.outcome(result, today=asked_on)
        parts.append(f"## {number}. {text}\n\n" + "\n\n".join(markdown(reply) for reply in replies))
    page = "\n\n".join(parts)
    if output is None:
        write(page)
        return
    try:
        output.write_text(f"{page}\n", encoding="utf-8")
    except OSError as problem:
        raise UsageProblem(f"写不了 {output}，请检查路径和权限。") from problem


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise UsageProblem(f"读不了问题文件 {path}，请检查路径和权限，并存成 UTF-8 编码。") from problem
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise UsageProblem(f"{path} 里没有问题。")
    return lines
