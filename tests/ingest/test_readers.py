"""From bytes to text, in every format and encoding, and a sentence for what cannot be read."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import readers
from ingest.document import Decision, Document, SourceText, Unreadable
from ingest.preparation import prepare
from ingest.readers import front
from tests.ingest.samples import ARTICLE, STATUTE, write

TRADITIONAL = "基層減負要落到實處，讓基層幹部有更多時間服務群眾，會議不得超過一個小時。\n" * 3


def read(content: bytes, suffix: str = ".txt") -> SourceText:
    with readers.Worker() as worker:
        return readers.read(Document(path=f"a{suffix}", content=content, suffix=suffix), worker)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_plain_text_is_read_in_every_chinese_encoding(encoding: str) -> None:
    assert read(ARTICLE.encode(encoding)).text == ARTICLE


def test_big5_is_read() -> None:
    assert read(TRADITIONAL.encode("big5")).text == TRADITIONAL


def test_line_ends_of_windows_and_of_old_macs_become_line_feeds() -> None:
    assert read("甲。\r\n乙。\r丙。".encode()).text == "甲。\n乙。\n丙。"


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        ("减负", ("gb18030", "utf-8")),
        ("基层减负", ("gb18030", "utf-16-le", "utf-16-be")),
        ("abc减负", ("gb18030", "utf-16-le", "utf-16-be")),
        ("一、会议\n二、文件", ("gb18030", "utf-16-le", "utf-16-be")),
        ("會議", ("big5", "gb18030", "utf-16-le")),
        ("關於減輕基層負擔的通知", ("big5", "gb18030", "utf-16-be")),
    ],
)
def test_even_a_few_words_are_read_in_their_encoding(text: str, encodings: tuple[str, ...]) -> None:
    assert [read(text.encode(encoding)).text for encoding in encodings] == [text] * len(encodings)


@pytest.mark.parametrize(("most", "one"), [("gb18030", "utf-8"), ("utf-8", "gb18030")])
def test_a_text_put_together_from_two_encodings_is_read_line_by_line(most: str, one: str) -> None:
    text, added = "第一条　会议一般不超过1小时，经批准的除外。\n" * 20, "第二条　文件不超过五千字。\n"
    found = read(text.encode(most) + added.encode(one) + text.encode(most))
    assert found.text == text + added + text
    assert found.warnings == ("有1行用的是另一种文字编码，已分别读出，请核对原文。",)


@pytest.mark.parametrize("missing", [0, 1, 2, 3])
def test_a_large_file_in_another_encoding_is_read_wherever_the_sample_ends(missing: int) -> None:
    text = "县" * missing + ("第一条　会议一般不超过1小时，经批准的除外。\n" * 8000)
    assert read(b"a" * missing + text.encode("gb18030")).text == "a" * missing + text


def test_a_corpus_in_another_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes('{"id": "a", "text": "会议一般不超过1小时，经批准的除外。"}\n'.encode("gb18030") * 3)
    assert {document.text for document in prepare([path])} == {"会议一般不超过1小时，经批准的除外。\n"}


def test_a_damaged_byte_in_a_long_text_is_kept_visible_and_warned_about() -> None:
    content = ARTICLE.encode()[:40] + b"\xff" + (ARTICLE * 5).encode()
    found = read(content)
    assert "\ufffd" in found.text
    assert "群众" in found.text
    assert "字节损坏" in found.warnings[0]


@pytest.mark.parametrize(
    ("content", "suffix", "told"),
    [
        (b"", ".txt", "文件是空的"),
        (b" \n\t\n", ".md", "文件是空的"),
        (b"%PDF-1.7 ...", ".txt", "PDF 损坏"),
        (b"PK\x03\x04....", ".docx", "文件损坏"),
        (b"PK\x03\x04....", ".md", "文件损坏"),
        (b"\x89PNG\r\n", ".txt", "图片损坏"),
        (b"a,b\n1,2\n", ".csv", "不读表格"),
        (ARTICLE.encode(), ".py", "不认识“.py”格式"),
        (bytes(range(256)) * 20, ".txt", ""),
        (b"<html><head><script>1</script></head><body></body></html>", ".html", "网页里没有文字"),
        (b"{", ".json", "不是合法的 JSON"),
        (b"[" * 100_000, ".json", "不是合法的 JSON"),
        (b"[1]", ".json", "JSON 对象"),
        (b'{"id": "1"}', ".json", "没有“text”"),
        (b'{"text": " "}', ".json", "没有“text”"),
        (b'{"text": "\xe7\x94\xb2"}', ".json", "没有编号"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(content: bytes, suffix: str, told: str) -> None:
    with pytest.raises(Unreadable, match=f".*{told}.*。"):
        read(content, suffix)


def test_markdown_loses_its_marks_but_for_those_of_headings() -> None:
    text = (
        "# 标题 #\n<!-- 注 -->\n**第一条**　为了*减负*，见[链接](http://a.cn)。![图](a.png)\n\n- 甲\n> 乙<br>丙\n\n---\n"
        "```\n`丁`\n```\n1. 戊\\*\n<div>己</div>\n"
    )
    found = read(text.encode(), ".md")
    assert found.title == "标题"
    assert (
        re.sub(r"\n+", "\n", found.text) == "# 标题\n第一条　为了减负，见链接。\n甲\n乙\n丙\n丁\n1. 戊*\n己\n"
    )


def test_a_text_file_that_holds_markdown_is_read_as_markdown() -> None:
    assert read(STATUTE.encode()).format == "markdown"
    assert "**" not in read(STATUTE.encode()).text
    assert read(ARTICLE.encode()).format == "text"


def test_front_matter_is_taken_off_and_kept_apart() -> None:
    found = read("---\nsidebar: auto\ntitle: 甲法\n---\n\n# 甲法\n\n正文。\n".encode())
    assert found.text.startswith("# 甲法")
    assert {key: entry.value for key, entry in found.entries.items()} == {"sidebar": "auto", "title": "甲法"}
    assert found.entries["title"].line == 3


@pytest.mark.parametrize("text", ["正文\n---\n甲: 乙\n---\n", "---\n没有结尾\n", "----\n甲: 乙\n---\n", ""])
def test_other_lines_of_hyphens_are_no_front_matter(text: str) -> None:
    assert front.split(text) is None


PAGE = """<!DOCTYPE html><html><head><title>{title}_示例网</title><style>p{{}}</style></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻中心</a></li></ul></div>
<div class="content"><h1>{title}</h1>{body}</div>
<div class="footer"><p>版权所有 示例网</p></div><script>var a = "第九条 假的";</script></body></html>"""


def page() -> str:
    lines = [line for line in read(STATUTE.encode()).text.splitlines() if line.strip()][1:]
    body = "".join(
        f"<h2>{line.lstrip('# ')}</h2>" if line.startswith("#") else f"<p>{line}</p>" for line in lines
    )
    return PAGE.format(title="示例省会议管理条例", body=body)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_gives_its_article_with_headings_and_without_what_stands_around(encoding: str) -> None:
    found = read(page().encode(encoding), ".html")
    assert found.title == "示例省会议管理条例"
    assert "## 第一章 总 则" in found.text
    assert "（一）部署防汛的；" in found.text
    assert all(word not in found.text for word in ("新闻中心", "版权所有", "假的"))


def test_a_page_by_another_name_is_read_as_a_page() -> None:
    assert read(page().encode(), ".txt").format == "html"


def test_each_line_of_a_corpus_is_a_source(tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {"_id": "g318", "text": "民法典第七百八十一条\n承揽人交付的工作成果不符合要求的，应当修理。"}
        ),
        "",
        "{坏的",
        json.dumps({"id": 7, "title": "甲", "text": "会议不超过1小时。\ud800", "other": 1}),
        json.dumps({"id": "a/b c", "text": "文件不超过5000字。"}),
    ]
    found = list(prepare([write(tmp_path, "c.jsonl", "\n".join(rows))]))
    assert [document.path.rpartition("/")[2] for document in found] == [
        f"c.jsonl:{line}" for line in (1, 3, 4, 5)
    ]
    assert [document.decision for document in found] == [
        Decision.ACCEPT,
        Decision.FAILED,
        Decision.ACCEPT,
        Decision.ACCEPT,
    ]
    sources = [document.source for document in found if document.source]
    assert [(source.id, source.title, str(source.kind)) for source in sources] == [
        ("g318", "民法典第七百八十一条", "internal"),
        ("7", "甲", "internal"),
        ("a-b-c-0af99a", "文件不超过5000字。", "internal"),
    ]


@settings(deadline=None)  # the first that is no text waits for the process that reads such files
@given(content=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".md", ".html", ".json"]))
def test_any_bytes_give_a_text_or_a_sentence(worker: readers.Worker, content: bytes, suffix: str) -> None:
    outcome: SourceText | Unreadable
    try:
        outcome = readers.read(Document(path="a", content=content, suffix=suffix), worker)
    except Unreadable as problem:
        outcome = problem
    assert str(outcome).endswith("。") if isinstance(outcome, Unreadable) else outcome.text.encode("utf-8")


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".jpg", ".ofd"])
def test_bytes_that_are_neither_what_their_name_says_nor_text_are_called_so(
    worker: readers.Worker, suffix: str
) -> None:
    content = bytes(range(256)) * 8
    with pytest.raises(Unreadable, match="内容却不是，也不是文字"):
        readers.read(Document(path="a", content=content, suffix=suffix), worker)
