"""The application: the commands by name, and one place where failures become sentences."""

import sys
from collections.abc import Callable

import typer
from typer.exceptions import Abort, TyperException

from bot.cli import (
    asking,
    auditing,
    checking,
    exemplifying,
    living,
    measuring,
    questioning,
    running,
    stocking,
)
from bot.cli.chinese import ChineseCommand, ChineseGroup, speak_chinese, usage_sentence
from knowledge.errors import JianfuError, UsageProblem

_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
_COMMANDS: dict[str, Callable[..., None]] = {
    "ask": asking.ask,
    "search": asking.search,
    "check": checking.check,
    "show": asking.show,
    "sources": asking.sources,
    "add": stocking.add,
    "preview": stocking.preview,
    "questions": questioning.questions,
    "retire": living.retire,
    "reinstate": living.reinstate,
    "rollback": living.rollback,
    "history": living.history,
    "diff": living.diff,
    "rebuild": stocking.rebuild,
    "audit": auditing.audit,
    "eval": measuring.evaluate,
    "examples": exemplifying.examples,
    "doctor": running.doctor,
    "bot": running.bot,
}


def application() -> typer.Typer:
    """The command with all its subcommands."""
    speak_chinese()
    app = typer.Typer(
        name="jianfu",
        cls=ChineseGroup,
        help="减负助手：整治形式主义为基层减负的规定许不许、依据哪一条，逐字引用，不编造。",
        options_metavar="[选项]",
        subcommand_metavar="命令 [参数]…",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    for name, command in _COMMANDS.items():
        app.command(name=name, cls=ChineseCommand, options_metavar="[选项]")(command)
    return app


def main() -> None:
    """Run the command; every failure that a person can mend ends as one Chinese sentence and an agreed exit code."""
    try:
        code = application()(standalone_mode=False)
    except JianfuError as problem:
        code = _fail(str(problem), problem.exit_code)
    except TyperException as problem:
        shown_help = type(problem).__name__ == "NoArgsIsHelpError"
        code = 0 if shown_help else _fail(usage_sentence(problem), UsageProblem.exit_code)
    except (KeyboardInterrupt, Abort):
        code = _fail("已中断，没有改动的部分保持原样。", _INTERRUPTED)
    except BrokenPipeError:
        code = 0  # the reader of a pipe has seen enough
    sys.exit(code if isinstance(code, int) else 0)


def _fail(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code
