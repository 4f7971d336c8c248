"""Checkpoints: a model by the name of its folder or on the hub, opened or refused in words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import NotSetUp

_HUB_NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")


@dataclass(frozen=True, slots=True)
class Role:
    """What a model is for, in the words that a reader is told when it cannot be opened."""

    kind: str
    setting: str
    without: str  # what happens where nothing is set


def folder_of(name: str, role: Role) -> Path | None:
    """The folder that a name means; None where it is a name on the hub.

    Raises:
        NotSetUp: it is neither.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if not _HUB_NAME.fullmatch(name):
        raise NotSetUp(f"没有{role.kind}文件夹 {name}，请检查 {role.setting}。")
    return None


@contextmanager
def opening(name: str, role: Role) -> Iterator[None]:
    """Say in words what goes wrong while a model is imported and loaded.

    Raises:
        NotSetUp: the model cannot be loaded, or the extra `models` is not installed.
    """
    try:
        yield
    except ImportError as error:
        raise NotSetUp(
            f"使用{role.kind} {name} 需要另外的组件，请运行 pip install 'jianfu[models]'。"
        ) from error
    except Exception as error:  # what a broken folder or a missing network raises is not bounded
        raise NotSetUp(
            f"无法载入{role.kind} {name}，请检查名称、文件夹和网络；去掉 {role.setting} {role.without}。"
        ) from error


def encodable(text: str) -> str:
    """Replace lone surrogates, which a command line can hold and no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
