"""Groups: words under a name, kept in files that an admin can read, and patterns that refer to them.

In a pattern `<每日>` stands for the words of that group, `…` for some characters within the sentence, `~` for a few within
a part between commas; the rest is a regular expression over the cleaned text (simplified, lower case, Chinese marks, no
blanks). Where a list of patterns is given, any of them will do.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "signs"
SHARED = FOLDER / "words.toml"
_WITHIN_SENTENCE = r"[^。；！？\n]{0,30}?"
_WITHIN_PART = r"[^，：。；！？\n]{0,12}?"
_NAMED = re.compile(r"<([\u4e00-\u9fff]+)>")

Words = Mapping[str, Sequence[str]]
Pattern = str | Sequence[str]  # several are alternatives


def table(path: Path) -> dict[str, Any]:
    """A file's contents."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def words(path: Path = SHARED) -> Words:
    """The groups of a file, with those that all may use."""
    own: Words = table(path).get("words", {})
    return own if path == SHARED else {**words(), **own}


def compiled(pattern: Pattern, groups: Words) -> re.Pattern[str]:
    """A pattern ready for searching; each alternative is a group of its own.

    Raises:
        KeyError: it names a group that there is not.
        re.error: it is none.
    """
    joined = "|".join(f"({_expanded(one, groups)})" for one in alternatives(pattern))
    return re.compile(joined.replace("…", _WITHIN_SENTENCE).replace("~", _WITHIN_PART))


def alternatives(pattern: Pattern) -> Sequence[str]:
    """What a pattern may stand for, one by one."""
    return [pattern] if isinstance(pattern, str) else pattern


def _expanded(pattern: str, groups: Words) -> str:
    """A pattern with the words of its groups in their place; groups may name others."""
    return _NAMED.sub(
        lambda match: f"(?:{'|'.join(_expanded(word, groups) for word in groups[match[1]])})", pattern
    )
