"""Fields: the metadata that people write down, in front matter or with `--set`, checked one by one."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from ingest.document import FieldValue
from knowledge.errors import UsageProblem
from knowledge.model import Kind, Status
from knowledge.regions import is_region

DATES = ("issued", "published", "effective", "expires")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ID = re.compile(r"[0-9a-z\u3400-\u9fff][-0-9a-z_.\u3400-\u9fff]{0,79}")
_LIST_MARKS = re.compile(r"[、，,；;]")


def parse(key: str, value: FieldValue) -> Any:
    """The value of a field as `Source` holds it.

    Raises:
        ValueError: the field is unknown or the value cannot be used; a Chinese sentence says which would be right.
    """
    if key not in _PARSERS:
        raise ValueError(f"不认识“{key}”这一项，可以用的有：{'、'.join(_PARSERS)}。")
    return _PARSERS[key](key, value)


def parse_date(written: str) -> date | None:
    """The day of YYYY-MM-DD, or the first day of YYYY-MM and of YYYY; None where it is no date."""
    match = _DATE.fullmatch(written.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def overrides(pairs: Iterable[str]) -> dict[str, str]:
    """What an admin corrects with `--set key=value`, checked.

    Raises:
        UsageProblem: a pair has no `=`, its key is unknown or its value cannot be used.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        key, mark, value = pair.partition("=")
        key, value = key.strip(), value.strip()
        if not mark:
            raise UsageProblem(f"“{pair}”要写成 键=值，例如 kind=commentary。")
        try:
            parse(key, value)
        except ValueError as problem:
            raise UsageProblem(f"--set {pair}：{problem}") from None
        found[key] = value
    return found


def values(given: Mapping[str, str]) -> dict[str, Any]:
    """The fields of `Source` that checked overrides stand for."""
    return {key: parse(key, value) for key, value in given.items()}


def _words(key: str, value: FieldValue) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} 要写一段文字。")
    return value.strip()


def _date(key: str, value: FieldValue) -> date:
    day = parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise ValueError(f"{key} 的日期“{value}”不对，要写成 2024-08-06、2024-08 或 2024。")
    return day


def _identifier(key: str, value: FieldValue) -> str:
    if not isinstance(value, str) or _ID.fullmatch(value) is None or ".." in value:
        raise ValueError(f"{key}“{value}”不能用作编号，只能用汉字、小写字母、数字和连字符，最多80个字。")
    return value


def _region(key: str, value: FieldValue) -> str:
    if not isinstance(value, str) or not is_region(value):
        raise ValueError(f"{key}“{value}”不是地区代码，要写成 cn、cn/52 或 cn/52/27。")
    return value


def _list(_key: str, value: FieldValue) -> tuple[str, ...]:
    items = _LIST_MARKS.split(value) if isinstance(value, str) else value
    return tuple(item.strip() for item in items if item.strip())


def _address(key: str, value: FieldValue) -> str:
    if not isinstance(value, str) or not value.startswith(("http://", "https://")):
        raise ValueError(f"{key}“{value}”不是网址，要以 http:// 或 https:// 开头。")
    return value


def _one_of(choices: type[StrEnum]) -> Callable[[str, FieldValue], StrEnum]:
    def choose(key: str, value: FieldValue) -> StrEnum:
        if value not in tuple(choices):
            raise ValueError(f"{key} 没有“{value}”这一种，可以用的有：{'、'.join(choices)}。")
        return choices(value)

    return choose


_PARSERS: dict[str, Callable[[str, FieldValue], Any]] = {
    "id": _identifier,
    "title": _words,
    "kind": _one_of(Kind),
    "authority": _words,
    "issuer": _words,
    "number": _words,
    "region": _region,
    "author": _words,
    "publisher": _words,
    "issued": _date,
    "published": _date,
    "effective": _date,
    "expires": _date,
    "status": _one_of(Status),
    "supersedes": _list,
    "aliases": _list,
    "url": _address,
    "note": _words,
}
FIELDS = tuple(_PARSERS)
