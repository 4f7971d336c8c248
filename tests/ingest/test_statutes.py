"""Real statutes in every form in which an admin may have them: the same articles come out of each."""

import re
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

import pytest

from ingest.document import Decision, Document, Prepared
from ingest.preparation import prepare_document
from ingest.readers import Worker
from tests.ingest import papers

STATUTES = (
    "cunweihui-fa-2025",
    "gongwuyuan-fa-2018",
    "tongji-fa-2024",
    "zhengfu-ducha-tiaoli-2020",
    "zhengwu-chufen-fa-2020",
)
_ARTICLE = re.compile(r"第[零一二三四五六七八九十百]+条(?=[ \u3000])")
_SCANNED_PAGES = 2  # in the tests: a page takes six seconds; tests/benchmarks/scans.py has them all


def statute(shared: Path, name: str) -> tuple[str, ...]:
    """The paragraphs of a statute."""
    return paragraphs_of((shared / "laws" / f"{name}.txt").read_text(encoding="utf-8"))


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, without marks of Markdown and what front matter it has."""
    text = re.sub(r"\A\s*---\n.*?\n---\n|<!--.*?-->", "", text, flags=re.DOTALL)
    return tuple(line.strip().lstrip("# ").replace("**", "") for line in text.splitlines() if line.strip())


def articles(found: Prepared) -> dict[str, str]:
    """The text of each article without white space, its passages put together again."""
    assert found.decision is Decision.ACCEPT, found.because
    texts: dict[str, str] = {}
    for passage in found.slices:
        if passage.article is not None:
            text = found.text[passage.start : passage.end]
            texts[passage.article] = texts.get(passage.article, "") + re.sub(r"\s", "", text)
    return texts


def page(paragraphs: tuple[str, ...]) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in paragraphs[1:])
    return f"<!DOCTYPE html><html><body><h1>{paragraphs[0]}</h1>{body}</body></html>".encode()


def automatic(paragraphs: tuple[str, ...]) -> bytes:
    """A DOCX in which Word numbers the articles and the items, so that no number stands in the text."""

    def paragraph(line: str) -> str:
        if _ARTICLE.match(line):
            return papers.word_paragraph(_ARTICLE.sub("", line).strip(), papers.numbered(0))
        if line.startswith("（"):
            item = re.sub(r"^（[一二三四五六七八九十]+）", "", line)
            if item != line:
                return papers.word_paragraph(item, papers.numbered(1))
        return papers.word_paragraph(line)

    return papers.word("".join(map(paragraph, paragraphs)), {"numbering": papers.NUMBERED})


FORMS: Mapping[str, tuple[str, Callable[[tuple[str, ...]], bytes]]] = {
    "html": (".html", page),
    "docx": (".docx", papers.word_of),
    "docx, numbered by Word": (".docx", automatic),
    "pdf": (".pdf", papers.printed),
    "ofd": (".ofd", papers.laid_out),
}


def prepared(content: bytes, suffix: str, worker: Worker) -> Prepared:
    return prepare_document(Document(path=f"a{suffix}", content=content, suffix=suffix), {}, worker)


@pytest.mark.parametrize("name", STATUTES)
@pytest.mark.parametrize("form", FORMS)
def test_a_statute_gives_the_same_articles_in_every_form(
    shared: Path, worker: Worker, name: str, form: str
) -> None:
    paragraphs = statute(shared, name)
    expected = articles(prepared("\n\n".join(paragraphs).encode(), ".txt", worker))
    suffix, written = FORMS[form]
    assert len(expected) > 20
    assert articles(prepared(written(paragraphs), suffix, worker)) == expected


def test_headers_and_page_numbers_do_not_get_into_the_articles(shared: Path, worker: Worker) -> None:
    for name in STATUTES:
        paragraphs = statute(shared, name)
        plain = articles(prepared(papers.printed(paragraphs), ".pdf", worker))
        headed = papers.printed(paragraphs, header=paragraphs[0], numbers=True)
        assert articles(prepared(headed, ".pdf", worker)) == plain


def test_a_scan_gives_the_same_articles(shared: Path, worker: Worker) -> None:
    paragraphs = statute(shared, "zhengfu-ducha-tiaoli-2020")
    pages = papers.pages_of(paragraphs)[:_SCANNED_PAGES]
    expected = articles(prepared(papers.printed_pages(pages), ".pdf", worker))
    scan = papers.scanned(papers.drawn(page, seed=number) for number, page in enumerate(pages))
    found = prepared(scan, ".pdf", worker)
    assert articles(found) == expected
    assert "2页是扫描" in found.warnings[0]
