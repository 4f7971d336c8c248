"""Administrative divisions by code, and the one that the name of an organ speaks of.

The table `divisions.tsv` says where it is from. A path has two digits a level, as in `knowledge.regions`.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("divisions.tsv")
_DEPTHS = (2, 4, 6)  # digits of the code of a province, a prefecture, a county
_PARTY = re.compile(r"(?:中共|中国共产党)\s*")
_PROVINCE = re.compile(r"(?:省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区)$")
# The peoples in the name of an autonomous place, which everyday names leave out: 道真仡佬族苗族自治县 → 道真县.
_PEOPLES = re.compile(
    r"(?:(?:蒙古|土家|布依|傈僳|景颇|哈尼|达斡尔|保安|东乡|撒拉|仫佬|毛南|朝鲜|拉祜|仡佬|裕固|普米|布朗|纳西|独龙|"
    r"[藏苗彝侗羌傣白回壮瑶黎畲水满土佤怒])族|哈萨克族?|柯尔克孜|塔吉克|锡伯|蒙古|各族)+自治(?=[州县旗]$)"
)
_LONGEST = 15  # characters of a name


def division_name(path: str) -> str | None:
    """The name of a place as the table has it; None where it has none."""
    return _names().get(path)


def division(organ: str) -> str | None:
    """The place that the name of an organ begins with, such as 中共遵义市委办公室; None where it begins with none.

    A name that several places bear counts only under the parent that is named too: without one it gives "", with one that
    does not settle it the parent.
    """
    rest = _PARTY.sub("", organ.strip(), count=1)
    place: str | None = None
    while found := _first(rest, place):
        name, paths = found
        if len(paths) > 1:
            return place or ""
        [place] = paths
        rest = rest[len(name) :].lstrip()
    return place


def _first(text: str, parent: str | None) -> tuple[str, list[str]] | None:
    """The longest name that a text begins with, and the places below the parent that bear it."""
    known = _places()
    for length in range(min(_LONGEST, len(text)), 1, -1):
        paths = [
            path for path in known.get(text[:length], ()) if parent is None or path.startswith(f"{parent}/")
        ]
        if paths:
            return text[:length], paths
    return None


@cache
def _names() -> Mapping[str, str]:
    """The names of the table by path, the country's provinces first."""
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line[0] != "#")
    return {_path(code): name for code, name in rows}


@cache
def _places() -> Mapping[str, list[str]]:
    """The paths by every name that places go by."""
    found: dict[str, list[str]] = {}
    for path, name in _names().items():
        for called in {name, *_everyday(path, name)}:
            found.setdefault(called, []).append(path)
    return found


def _everyday(path: str, name: str) -> Iterator[str]:
    if len(path) == len("cn/00"):
        yield _PROVINCE.sub("", name)
    short = _PEOPLES.sub("", name)
    if len(short) > len("县县"):
        yield short


def _path(code: str) -> str:
    depth = next(depth for depth in _DEPTHS if not code[depth:].strip("0"))
    return "/".join(["cn", *(code[level - 2 : level] for level in _DEPTHS if level <= depth)])
