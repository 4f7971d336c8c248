"""Attributes: what a `> key：value｜key：value` line says about the statements that it stands for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from knowledge.model import Grade, Kind
from knowledge.regions import is_region

_KINDS = (Kind.CASE, Kind.COMMENTARY, Kind.DIGEST)
_SEPARATOR = re.compile(r"\s*[｜|]\s*")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What is said of a statement, or of all below a heading."""

    grade: Grade | None = None
    topics: tuple[str, ...] = ()
    addressee: str | None = None
    region: str | None = None
    kind: Kind | None = None


def attributes(written: str, inherited: Attributes) -> tuple[Attributes, list[str]]:
    """What a line adds to what was inherited, and a sentence for each part that cannot be used."""
    mistakes: list[str] = []
    found: dict[str, Any] = {}
    for part in _SEPARATOR.split(written.strip()):
        name, mark, value = part.partition("：")
        field, parse = _KEYS.get(name.strip(), ("", None))
        if not mark or parse is None:
            mistakes.append(f"不认识“{part}”，能写的有：{'、'.join(_KEYS)}，写成 键：值，用｜隔开。")
            continue
        if field in found:
            mistakes.append(f"“{name.strip()}”写了两遍。")
            continue
        try:
            found[field] = parse(value.strip())
        except ValueError as problem:
            mistakes.append(str(problem))
    return replace(inherited, **found), mistakes


def _grade(value: str) -> Grade:
    if value not in tuple(Grade):
        raise ValueError(f"核实没有“{value}”这一级，只有 A、B、C、D。")
    return Grade(value)


def _topics(value: str) -> tuple[str, ...]:
    topics = tuple(topic.strip() for topic in value.split("、") if topic.strip())
    if not topics:
        raise ValueError("标签是空的。")
    return topics


def _addressee(value: str) -> str:
    if not value:
        raise ValueError("约束是空的。")
    return value


def _region(value: str) -> str:
    if not is_region(value):
        raise ValueError(f"地区“{value}”不是地区代码，要写成 cn、cn/52 或 cn/52/27。")
    return value


def _kind(value: str) -> Kind:
    if value not in _KINDS:
        raise ValueError(f"类别没有“{value}”这一种，只有 {'、'.join(_KINDS)}。")
    return Kind(value)


_KEYS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "核实": ("grade", _grade),
    "标签": ("topics", _topics),
    "约束": ("addressee", _addressee),
    "地区": ("region", _region),
    "类别": ("kind", _kind),
}
