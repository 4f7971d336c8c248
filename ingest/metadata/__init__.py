"""Metadata: what a text says about itself. What it does not say stays unknown."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ingest.metadata.bylines import byline
from ingest.metadata.days import DAY, day, first_day, only_day
from ingest.metadata.frame import Frame, frame
from ingest.metadata.identity import declared, line_id, source, source_id
from ingest.metadata.kinds import Marks, authority_of, kind_of, status_of
from ingest.metadata.numbers import number_of
from ingest.metadata.organs import adopted_by, imprint_day, letterhead, organs, signature, titled
from ingest.metadata.particulars import particulars
from ingest.metadata.terms import effective_of, expires_of, speaks_of_beginning, superseded
from ingest.metadata.titles import title_of
from ingest.structure import Structure
from knowledge.model import COUNTRY, Kind
from knowledge.regions import UNNAMED, region_of

__all__ = ["declared", "describe", "line_id", "source", "source_id", "title_of", "unknown_place"]
_LAST = 3  # passages at the end of a text in which it says from when it holds
_ADOPTED = re.compile(DAY + r"(?:(?!\d{4}年).){0,150}?(?:通过|修订|修正|公布|批准|发布|印发)")
_IN_BRACKETS = re.compile(r"(?:印发|转发|公布|发布)《([^》]{4,60})》的(?:通知|决定|公告|函)")
_RULES = (Kind.LAW, Kind.RULE)
_PLACE = re.compile(
    r"(?:中共|中国共产党)?([\u3400-\u9fff]{2,7}?(?:省|自治区|自治州|自治县|县|旗|(?:市|区|镇|乡|街道)(?=委|人民|政府|纪|人大|党|办)))"
)


def describe(
    title: str,
    text: str,
    structure: Structure,
    whole: str | None = None,
    said: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The fields of `Source` that a text of this title speaks of.

    `whole` is what the text was before lines were taken off, `said` what a page says of itself beside it.
    """
    around = frame(whole or text, text)
    listed = particulars(around.head)
    preface, last = text[: structure.preface], _last_words(text, structure)
    adopted = _adopted(preface)
    marks = _marks(title, text, around, listed, preface)
    marks = Marks(
        issuer=marks.issuer,
        number=marks.number,
        issued=adopted or marks.issued,
        adopted=adopted is not None or speaks_of_beginning(preface + last),
    )
    kind = kind_of(title, text, structure, marks, around.head)
    described: dict[str, Any] = {"title": title, "kind": kind, "region": _region(title, kind, marks.issuer)}
    described["status"] = status_of(title, kind, around.head, listed.get("status"))
    described |= _byline(around, said or {}, kind)
    if kind in _RULES or kind is Kind.CASE or marks.official:
        described |= {"issuer": marks.issuer, "number": marks.number, "issued": marks.issued}
    if kind in _RULES:
        described |= _terms(title, text, (preface, last), listed, (adopted, marks.issued))
        described["authority"] = authority_of(title, kind, marks.issuer, described["region"])
        described["aliases"] = tuple(_IN_BRACKETS.findall(title))
    return {key: value for key, value in described.items() if value is not None and value != ()}


def _marks(title: str, text: str, around: Frame, listed: Mapping[str, str], preface: str) -> Marks:
    """Who issued a document, under which number and on what day, as its frame gives it."""
    lines = [line.strip(" \t\u3000#*") for line in text.splitlines() if line.strip()]
    signed = signature(lines)
    of_issuer = organs(listed.get("issuer", ""))
    signers = signed.organs if signed else ()
    head = letterhead(around.head)
    named = of_issuer or titled(title) or max(signers, head, key=len)
    issued = first_day(listed.get("issued", "")) or (signed.day if signed else None) or _below_title(around)
    return Marks(
        issuer="、".join(named) or adopted_by(preface),
        number=number_of(title, around.head, listed),
        issued=issued or imprint_day(around.tail),
    )


def _below_title(around: Frame) -> date | None:
    """The day in brackets that stands alone below a title."""
    return next(
        (only_day(line) for line in around.head if line.startswith(("（", "(")) and only_day(line)), None
    )


def _terms(
    title: str,
    text: str,
    frame_words: tuple[str, str],
    listed: Mapping[str, str],
    days: tuple[date | None, date | None],
) -> dict[str, Any]:
    """From when a rule holds, until when, and what ends with it."""
    (preface, last), (adopted, issued) = frame_words, days
    effective = first_day(listed.get("effective", "")) or effective_of(text, last, preface, issued)
    if adopted and effective and effective < adopted:
        effective = (
            adopted  # an amended text holds as it stands since the amendment, not since the law's first day
        )
    return {
        "effective": effective,
        "expires": first_day(listed.get("expires", "")) or expires_of(text, effective or issued),
        "supersedes": superseded(title, text),
    }


def _byline(around: Frame, said: Mapping[str, str], kind: Kind) -> dict[str, Any]:
    """Who wrote an article, where and when; a rule has no author, whoever put it on a page."""
    found = byline(around, said)
    return {
        "author": None if kind in _RULES else found.author,
        "publisher": found.publisher,
        "published": first_day(particulars(around.head).get("published", "")) or found.published,
    }


def _region(title: str, kind: Kind, issuer: str | None) -> str:
    """Where a text holds: where its issuer is, else where its title says. Opinion holds nowhere in particular."""
    if kind is Kind.COMMENTARY or (issuer and re.match(r"全国人|国务院|中共中央|中央", issuer)):
        return COUNTRY
    found = [region_of(name) for name in (*(issuer or "").split("、"), title) if name]
    known = [region for region in found if region not in (COUNTRY, UNNAMED)]
    return known[0] if known else UNNAMED if UNNAMED in found[:-1] else COUNTRY


def unknown_place(values: Mapping[str, Any]) -> str | None:
    """A place below the country that a rule's issuer or title names and no list of places has; None without one."""
    if values.get("kind") not in _RULES or values.get("region") != COUNTRY:
        return None
    names = (*(values.get("issuer") or "").split("、"), values["title"])
    return next((match[1] for name in names if (match := _PLACE.match(name))), None)


def _adopted(preface: str) -> date | None:
    """The day on which a text was last adopted or amended."""
    found = (day(match[1], match[2], match[3]) for match in _ADOPTED.finditer(preface))
    return max(filter(None, found), default=None)


def _last_words(text: str, structure: Structure) -> str:
    return "\n".join(text[slice_.start : slice_.end] for slice_ in structure.slices[-_LAST:])
