"""What a web page says of itself beside its text: meta elements, JSON-LD, and the times that it marks."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

# By the field that they speak of, the surest first. Chinese government sites have the names of their own standard.
_NAMES = {
    "title": ("articletitle", "og:title", "twitter:title", "dc.title"),
    "author": ("author", "article:author", "byline", "dc.creator"),
    "publisher": ("contentsource", "source", "og:site_name", "article:publisher", "dc.publisher", "sitename"),
    "published": (
        "pubdate",
        "article:published_time",
        "publishdate",
        "publish_time",
        "dc.date",
        "date",
        "datepublished",
    ),
}
_JSON = {"title": "headline", "author": "author", "publisher": "publisher", "published": "datePublished"}
_ARTICLES = re.compile(r"Article$|^Report$|Posting$|^WebPage$")
_LONGEST = 200  # characters


def said(metas: Mapping[str, str], scripts: list[str], times: list[str]) -> dict[str, str]:
    """Fields of `Source` as raw strings, from meta elements by their lower-case names, scripts of JSON-LD, and times."""
    found: dict[str, str] = {}
    for field, names in _NAMES.items():
        value = next((metas[name] for name in names if metas.get(name, "").strip()), "")
        if value:
            found[field] = value.strip()[:_LONGEST]
    for script in scripts:
        for thing in _things(script):
            for field, key in _JSON.items():
                value = _text(thing.get(key))
                if value:
                    found.setdefault(field, value[:_LONGEST])
    if times:
        found.setdefault("published", times[0])
    return found


def _things(script: str) -> Iterator[dict[str, Any]]:
    """The articles that a script of JSON-LD describes; none where it is no JSON."""
    try:
        content = json.loads(script)
    except (ValueError, RecursionError):
        return
    pending = [content]
    while pending:
        thing = pending.pop(0)
        if isinstance(thing, list):
            pending += thing
        elif isinstance(thing, dict):
            pending += [thing["@graph"]] if "@graph" in thing else []
            if _ARTICLES.search(str(thing.get("@type", ""))):
                yield thing


def _text(value: object) -> str:
    if isinstance(value, list):
        return "、".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return _text(value.get("name"))
    return value.strip() if isinstance(value, str) else ""
