"""Chinese: Typer's own words, which it has in English only: panels, usage line, help option, usage errors."""

from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

_HELP = {
    "help": "显示这段说明",
    "install_completion": "给当前的 shell 装上补全",
    "show_completion": "显示补全脚本，可自行复制",
}


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese throughout."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _usage(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, with the help of Typer's own ones translated."""
        return _translated(super().get_params(ctx))


class ChineseGroup(TyperGroup):
    """The command that holds the others."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _usage(super().get_usage(ctx))

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, with the help of Typer's own ones translated."""
        return _translated(super().get_params(ctx))


def speak_chinese() -> None:
    """Name Typer's panels and marks."""
    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"
    rich_utils.DEFAULT_STRING = "[默认：{}]"
    rich_utils.REQUIRED_LONG_STRING = "[必填]"


def usage_sentence(problem: Exception) -> str:
    """What is wrong with a command line, as one sentence."""
    name = type(problem).__name__
    message = str(getattr(problem, "message", ""))
    parameter = getattr(problem, "param", None)
    label = getattr(parameter, "metavar", None) or getattr(parameter, "name", None) or ""
    if name == "MissingParameter":
        return f"缺少{label}，请补上；用 --help 看用法。"
    if name == "NoSuchOption":
        return f"没有 {getattr(problem, 'option_name', '')} 这个选项；用 --help 看有哪些。"
    if name == "BadOptionUsage":
        return f"选项 {getattr(problem, 'option_name', '')} 后面缺少值；用 --help 看用法。"
    if name == "BadParameter":
        options = "、".join(option for option in getattr(parameter, "opts", ()) if option.startswith("-"))
        return f"{options or label} 的值不对；用 --help 看可以写什么。"
    if message.startswith("No such command"):
        return f"没有{message.removeprefix('No such command').strip(' .')}这个命令；用 --help 看有哪些。"
    return "命令写法不对；用 --help 看用法。"


def _usage(line: str) -> str:
    return line.replace("Usage:", "用法：", 1)


def _translated(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if parameter.name in _HELP and isinstance(parameter, typer.core.TyperOption):
            parameter.help = _HELP[parameter.name]
    return parameters
