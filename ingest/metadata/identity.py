"""Identity: the id of a source, and the source itself from its fields."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from ingest import fields
from ingest.document import Entry
from knowledge.model import Source

_LONGEST_ID = 40  # characters
_FOREIGN = re.compile(r"[^0-9a-z\u3400-\u9fff]+")


def source_id(title: str) -> str:
    """An id for a source that brings none: its title in letters, digits and hyphens; a cut one ends in a digest."""
    plain = _FOREIGN.sub("-", title.lower()).strip("-") or "unnamed"
    return plain if len(plain) <= _LONGEST_ID else f"{plain[: _LONGEST_ID - 7].rstrip('-')}-{_digest(title)}"


def line_id(given: str) -> str:
    """An id from the id that a line of a corpus gives; one that had to be changed ends in a digest of it."""
    plain = _FOREIGN.sub("-", given.lower()).strip("-")
    if plain == given and len(plain) <= _LONGEST_ID:
        return plain
    return f"{plain[: _LONGEST_ID - 7].rstrip('-') or 'line'}-{_digest(given)}"


def declared(entries: Mapping[str, Entry]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields that front matter gives rightly, and warnings about the rest. Other programs' keys are ignored."""
    values: dict[str, Any] = {}
    warnings = []
    for key, entry in entries.items():
        if key in fields.FIELDS:
            try:
                values[key] = fields.parse(key, entry.value)
            except ValueError as problem:
                warnings.append(f"文件头第{entry.line}行没有采用：{problem}")
    return values, tuple(warnings)


def source(values: Mapping[str, Any], sha256: str) -> Source:
    """A source of version 0 from its fields; an id is made from the title where there is none."""
    given = {key: value for key, value in values.items() if value not in (None, "")}
    return Source(**({"id": source_id(given["title"])} | given), version=0, sha256=sha256)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
