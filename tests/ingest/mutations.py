"""Mutations: damaged files made from small sound ones, the same ones from the same seed."""

import io
import random
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from PIL import Image

from ingest.document import Document
from tests.ingest import papers
from tests.ingest.samples import ARTICLE, DIGEST, STATUTE

_SUFFIXES = (
    ".docx", ".pdf", ".ofd", ".zip", ".txt", ".md", ".html", ".jsonl", ".png", ".jpg", ".tiff", ".doc", ".rtf", ".mht", "",
)  # fmt: skip
_MOST_FLIPPED = 40  # bits of one file


@cache
def sound() -> Mapping[str, bytes]:
    """A small sound file of every format, by suffix."""
    paragraphs = [line.lstrip("# ") for line in STATUTE.splitlines() if line.strip()]
    page = f"<!DOCTYPE html><html><body>{''.join(f'<p>{line}</p>' for line in paragraphs)}</body></html>"
    return {
        ".docx": papers.word(
            "".join(papers.word_paragraph(line, papers.numbered(0)) for line in paragraphs),
            {"numbering": papers.NUMBERED},
        ),
        ".pdf": papers.printed(paragraphs),
        ".ofd": papers.laid_out(paragraphs),
        ".zip": papers.zipped({"甲.txt": ARTICLE, "乙.docx": papers.word_of(paragraphs)}),
        ".txt": ARTICLE.encode("gb18030"),
        ".md": DIGEST.encode(),
        ".html": page.encode(),
        ".jsonl": '{"id": "a", "text": "会议一般不超过1小时。"}\n'.encode() * 5,
        ".mht": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        b"Content-Type: text/html; charset=utf-8\n\n" + page.encode() + b"\n--x--",
        ".rtf": b"{\\rtf1\\ansi " + b"\\u20250?" * 100 + b"}",
        ".doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000),
    }


@cache
def pictures() -> Mapping[str, bytes]:
    """Small pictures without text, in which nothing has to be recognised."""
    found = {}
    for format_ in ("PNG", "JPEG", "TIFF", "BMP", "WEBP"):
        written = io.BytesIO()
        Image.effect_noise((24, 16), 60).save(written, format_)
        found[f".{format_.lower()}"] = written.getvalue()
    return found


def mutated(count: int, seed: int, samples: Mapping[str, bytes]) -> Iterator[Document]:
    """Damaged files; one in four is also called something else."""
    chance = random.Random(seed)  # noqa: S311 (the same ones again, no secret)
    for number in range(count):
        suffix = chance.choice(sorted(samples))
        content = chance.choice(_WAYS)(samples[suffix], chance, samples)
        if chance.random() < 0.25:
            suffix = chance.choice(_SUFFIXES)
        yield Document(path=f"{number}{suffix}", content=content, suffix=suffix)


def _truncated(content: bytes, chance: random.Random, _: Mapping[str, bytes]) -> bytes:
    return content[: chance.randrange(len(content))]


def _flipped(content: bytes, chance: random.Random, _: Mapping[str, bytes]) -> bytes:
    damaged = bytearray(content)
    for _time in range(chance.randint(1, _MOST_FLIPPED)):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _spliced(content: bytes, chance: random.Random, samples: Mapping[str, bytes]) -> bytes:
    other = samples[chance.choice(sorted(samples))]
    start, end = sorted((chance.randrange(len(other)), chance.randrange(len(other))))
    at = chance.randrange(len(content))
    return content[:at] + other[start:end] + content[at + chance.choice((0, end - start)) :]


def _cut_out(content: bytes, chance: random.Random, _: Mapping[str, bytes]) -> bytes:
    start, end = sorted((chance.randrange(len(content)), chance.randrange(len(content))))
    return content[:start] + content[end:]


def _zipped_again(content: bytes, chance: random.Random, samples: Mapping[str, bytes]) -> bytes:
    """A sound container around damaged parts: what a checksum would keep from the readers of XML."""
    parts = papers.unzipped(content)
    if not parts:
        return _flipped(content, chance, samples)
    name = chance.choice(sorted(parts))
    if parts[name]:
        parts[name] = chance.choice((_truncated, _flipped, _spliced, _cut_out))(parts[name], chance, samples)
    return papers.zipped(parts)


_WAYS: tuple[Callable[[bytes, random.Random, Mapping[str, bytes]], bytes], ...] = (
    _truncated,
    _flipped,
    _spliced,
    _cut_out,
    _zipped_again,
    _zipped_again,  # twice: half of the others end at the check sum of the zip
)
