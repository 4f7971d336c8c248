"""Preparation: from paths to documents ready for review. One bad file never stops the others."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from ingest import cleaning, digest, fields, judging, metadata, questions, readers
from ingest.document import Decision, Document, Prepared, Progress, SourceText, Unreadable
from ingest.readers import front, jsonl
from ingest.readers.encoding import decode, encodable
from ingest.readers.gathering import documents
from ingest.readers.limits import LARGEST_FILE, MEBIBYTE
from ingest.structure import Structure, structure
from knowledge.model import Kind, Source
from knowledge.regions import UNNAMED

Known = Mapping[str, tuple[Source, Mapping[str, str]]]
"""What the library holds, by the hash of the original bytes: the source, and what an admin corrected in it."""

CORPUS = Path(__file__).parent / "corpus"
_MISTAKES_SHOWN = 20
_JUDGED = 200  # characters of a corpus's line; shorter ones are phrases and lists of an office's own
_AS_OFFICIAL = (Kind.RULE, Kind.LAW)


def prepare(
    paths: Iterable[Path],
    overrides: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    known: Known | None = None,
) -> Iterator[Prepared]:
    """Every document under some files, folders and archives, in order, each line of a corpus its own.

    `overrides` are checked pairs as `fields.overrides` gives them; they win over what a document says. What is `known` is
    not read again.
    """
    with readers.Worker(progress) as worker:
        for path in paths:
            for file in _files(path):
                yield from _prepare_file(file, overrides or {}, worker, known or {})


def starter() -> list[Prepared]:
    """The starter corpus.

    Raises:
        ValueError: a file of it has mistakes; the message lists all of them.
    """
    files = sorted(CORPUS.glob("*.md"))
    parsed = [digest.parse(file.name, decode(file.read_bytes())[0]) for file in files]
    mistakes = [mistake for _, found in parsed for mistake in found]
    digests = [found for found, _ in parsed if found is not None]
    mistakes += digest.cross_mistakes(digests)
    if mistakes:
        raise ValueError("\n".join(map(str, mistakes)))
    return [
        _of_digest(Document(path=file.name, content=file.read_bytes(), suffix=file.suffix), found, {})
        for file, found in zip(files, digests, strict=True)
    ]


def prepare_document(
    document: Document, overrides: Mapping[str, str], worker: readers.Worker | None = None
) -> Prepared:
    """One document, or one line of a corpus: read, cleaned, structured and described."""
    if worker is None:
        with readers.Worker() as own:
            return prepare_document(document, overrides, own)
    try:
        if document.suffix in readers.MARKDOWN and readers.is_text(document):
            text, _ = decode(document.content)
            block = front.split(text)
            if block is not None and digest.is_digest(block.entries):
                return _prepare_digest(document, text, overrides)
        found = readers.read(document, worker)
    except Unreadable as problem:
        return _failed(document, str(problem))
    return _of_read(document, found, overrides)


def corrected(prepared: Prepared, overrides: Mapping[str, str]) -> Prepared:
    """The same document with other corrections; it is not read again."""
    document = Document(path=prepared.path, content=prepared.original, suffix=prepared.suffix)
    if prepared.read is None:
        return prepare_document(document, overrides)
    return _of_read(document, prepared.read, overrides)


def fetched(found: Prepared, day: date) -> Prepared:
    """A document that was fetched on a day from the address that it is called by."""
    if found.source is None:
        return found
    url = found.source.url or found.path
    return replace(found, source=replace(found.source, url=url, retrieved=day))


def _files(path: Path) -> Iterator[Path]:
    """A file itself, or the files in a folder; hidden ones and our own lay questions are nobody's documents."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        overhead = readers.is_overhead(PurePath(file.relative_to(path)))
        if file.is_file() and not overhead and not questions.ships(file):
            yield file


def _prepare_file(
    path: Path, overrides: Mapping[str, str], worker: readers.Worker, known: Known
) -> Iterator[Prepared]:
    shown = encodable(str(path))
    document = Document(path=shown, content=b"", suffix=path.suffix.lower())
    try:
        if path.stat().st_size > LARGEST_FILE:
            yield _failed(document, f"文件超过{LARGEST_FILE // MEBIBYTE}兆，请拆开再加。")
            return
        document = Document(path=shown, content=path.read_bytes(), suffix=path.suffix.lower())
    except OSError as problem:
        yield _failed(document, _unopened(problem))
        return
    try:
        for one in documents(document, worker):
            yield _known(one, overrides, known) or prepare_document(one, overrides, worker)
    except Unreadable as problem:
        yield _failed(document, str(problem))


def _known(document: Document, overrides: Mapping[str, str], known: Known) -> Prepared | None:
    """A document as the library has it, where it has these very bytes and they were corrected alike."""
    source, before = known.get(_sha256(document.content), (None, {})) if known else (None, {})
    if source is None or dict(before) != dict(overrides) or _ships(document):
        return None
    return Prepared(
        path=document.path,
        format=None,
        original=document.content,
        suffix=document.suffix,
        decision=Decision.ACCEPT,
        source=source,
        overrides=overrides,
    )


def _unopened(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "找不到这个文件，请检查路径。"
    if isinstance(problem, PermissionError):
        return "没有读这个文件的权限。"
    return "这个文件打不开。"


def _prepare_digest(document: Document, text: str, overrides: Mapping[str, str]) -> Prepared:
    found, mistakes = digest.parse(document.path, text)
    if found is None:
        more = len(mistakes) - _MISTAKES_SHOWN
        listed = "\n".join(map(str, mistakes[:_MISTAKES_SHOWN]))
        return _failed(document, listed + (f"\n……还有{more}处。" if more > 0 else ""))
    return _of_digest(document, found, overrides)


def _of_digest(document: Document, found: digest.Digest, overrides: Mapping[str, str]) -> Prepared:
    values = dict(found.values) | fields.values(overrides)
    source = metadata.source(values, _sha256(document.content))
    return Prepared(
        path=document.path,
        format="markdown",
        original=document.content,
        suffix=document.suffix,
        decision=Decision.ACCEPT,
        source=source,
        text=found.text,
        slices=found.slices,
        overrides=overrides,
        questions=questions.shipped().get(source.id, ()) if _ships(document) else (),
    )


def _ships(document: Document) -> bool:
    """Whether a document is one of the starter corpus, unchanged."""
    own = CORPUS / Path(document.path).name
    return own.is_file() and own.read_bytes() == document.content


def _of_read(document: Document, found: SourceText, overrides: Mapping[str, str]) -> Prepared:
    made = _of_line if document.suffix == jsonl.LINE else _of_text
    return replace(made(document, found, overrides), read=found)


def _of_line(document: Document, found: SourceText, overrides: Mapping[str, str]) -> Prepared:
    values: dict[str, Any] = {
        "id": metadata.line_id(found.id or ""),
        "title": found.title,
        "kind": Kind.INTERNAL,
    }
    prepared = _of_values(
        document, found, cleaning.Cleaned(found.text), values | fields.values(overrides), overrides
    )
    return _judged(prepared) if len(found.text) >= _JUDGED else prepared


def _of_text(document: Document, found: SourceText, overrides: Mapping[str, str]) -> Prepared:
    cleaned = cleaning.clean(found.text)
    said, warnings = metadata.declared(found.entries)
    chosen = said | fields.values(overrides)
    title = chosen.get("title") or metadata.title_of(cleaned.whole, cleaned.text, found.title, found.said)
    title = title or Path(document.path).stem
    structured = _structure(cleaned.text, title)
    described = metadata.describe(title, cleaned.text, structured, whole=cleaned.whole, said=found.said)
    if said.get("kind") in _AS_OFFICIAL and described["kind"] not in _AS_OFFICIAL and "kind" not in overrides:
        said = {key: value for key, value in said.items() if key != "kind"}
        warnings = (
            *warnings,
            "文件头自称正式文件，但缺文号、通过日期或条款，按评论收下；确实是的话用 --set kind=rule。",
        )
    values = described | said | fields.values(overrides)
    found = replace(found, warnings=(*found.warnings, *warnings, *_of_region(values, overrides)))
    return _judged(_of_values(document, found, cleaned, values, overrides))


@lru_cache(maxsize=1)
def _structure(text: str, title: str) -> Structure:
    """The structure of a text; asked for twice under one title, unless an admin gives another."""
    return structure(text, title)


def _of_region(values: Mapping[str, Any], overrides: Mapping[str, str]) -> Iterator[str]:
    """What an admin has to settle about where a text holds."""
    if "region" in overrides:
        return
    if values.get("region") == UNNAMED:
        yield "看得出是地方文件，分不清是哪个地方的：收下也不约束任何人，请用 --set region=cn/… 写明。"
    place = metadata.unknown_place(values)
    if place:
        yield f"不认得“{place}”这个地方，先按全国的收：只在那里适用的话，请用 --set region=cn/… 写明。"


def _judged(prepared: Prepared) -> Prepared:
    """The document, held back where its text cannot be trusted."""
    sign = judging.judge(prepared.text) if prepared.decision is Decision.ACCEPT else None
    if sign is None:
        return prepared
    return replace(prepared, decision=Decision.QUARANTINE, because=str(sign))


def _of_values(
    document: Document,
    found: SourceText,
    cleaned: cleaning.Cleaned,
    values: Mapping[str, Any],
    overrides: Mapping[str, str],
) -> Prepared:
    structured = _structure(cleaned.text, values["title"])
    if not structured.slices:
        return _failed(document, "清理之后没有剩下正文。")
    return Prepared(
        path=document.path,
        format=found.format,
        original=document.content,
        suffix=document.suffix,
        decision=Decision.ACCEPT,
        source=metadata.source(values, _sha256(document.content)),
        text=cleaned.text,
        written=cleaned.written,
        slices=structured.slices,
        removed=(*found.removed, *cleaned.removed),
        repaired=cleaned.repaired,
        warnings=found.warnings,
        overrides=overrides,
    )


def _failed(document: Document, because: str) -> Prepared:
    return Prepared(
        path=document.path,
        format=None,
        original=document.content,
        suffix=document.suffix,
        decision=Decision.FAILED,
        because=because,
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
