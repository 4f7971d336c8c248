"""The card: the front matter of a corpus file as the fields of a source."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ingest import fields
from ingest.document import Entry
from knowledge.model import Kind

KEYS = (
    "id", "title", "kind", "authority", "issuer", "number", "issued", "published", "effective", "status", "region",
    "url", "aliases", "supersedes", "note",
)  # fmt: skip
REQUIRED = ("id", "title", "kind")
KINDS = (Kind.DIGEST, Kind.CASE, Kind.COMMENTARY, Kind.INTERNAL)
_DAY, _MONTH = 10, 7  # characters of YYYY-MM-DD and YYYY-MM
_MEANING = {"issued": "发文", "published": "公布", "effective": "施行"}


def card(entries: Mapping[str, Entry]) -> tuple[dict[str, Any], list[tuple[int, str]]]:
    """The fields of `Source`, and the mistakes with their lines."""
    values: dict[str, Any] = {}
    mistakes: list[tuple[int, str]] = []
    for key, entry in entries.items():
        if key not in KEYS:
            mistakes.append((entry.line, f"不认识“{key}”这一项，可以写的有：{'、'.join(KEYS)}。"))
            continue
        try:
            values[key] = fields.parse(key, entry.value)
        except ValueError as problem:
            mistakes.append((entry.line, str(problem)))
    mistakes.extend((1, f"文件头缺“{key}”。") for key in REQUIRED if key not in entries)
    if "kind" in values and values["kind"] not in KINDS:
        mistakes.append((entries["kind"].line, f"kind 只能是 {'、'.join(KINDS)}。"))
    mistakes.extend(_disorder(entries, values))
    note = _with_vague_dates(entries, values)
    return values | ({"note": note} if note else {}), mistakes


def _disorder(entries: Mapping[str, Entry], values: Mapping[str, Any]) -> list[tuple[int, str]]:
    """The mistake of a text that holds before it was issued; only what both dates tell is compared."""
    if not isinstance(values.get("issued"), date) or not isinstance(values.get("effective"), date):
        return []
    written = [str(entries[key].value).strip() for key in ("effective", "issued")]
    known = min(len(text) for text in written)
    if values["effective"].isoformat()[:known] < values["issued"].isoformat()[:known]:
        return [(entries["effective"].line, f"施行日期 {written[0]} 早于发文日期 {written[1]}。")]
    return []


def _with_vague_dates(entries: Mapping[str, Entry], values: Mapping[str, Any]) -> str | None:
    """The note, with a sentence for each date of which only the month or the year is known."""
    note = str(values.get("note", ""))
    for key, meaning in _MEANING.items():
        written = str(entries[key].value).strip() if key in values else ""
        if not written or len(written) >= _DAY:
            continue
        day: date = values[key]
        known = f"{day.year}年{day.month}月" if len(written) >= _MONTH - 1 else f"{day.year}年"
        if "日期" not in note and known not in note:
            note += f"{meaning}日期只知道是{known}。"
    return note or None
