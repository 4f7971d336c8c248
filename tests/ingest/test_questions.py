"""Lay questions from files: what an admin brings in JSONL, CSV or Excel, and what is shipped."""

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from ingest import preparation, questions
from ingest.document import Unreadable
from ingest.passages import passages
from ingest.preparation import prepare
from ingest.questions import read_questions
from knowledge.model import LayQuestion, Origin

ROWS = [("第6条", "领导一开口就没完"), ("8", "群里天天打卡")]
READ = [LayQuestion(locator=locator, text=text, origin=Origin.ADMIN) for locator, text in ROWS]


def workbook(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "names", [("条款", "问题"), ("locator", "question"), ("clause", "text"), (" Locator ", "问法")]
)
def test_the_three_forms_read_alike(tmp_path: Path, names: tuple[str, str]) -> None:
    lines = [json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in ROWS]
    table = "\n".join(",".join(row) for row in (names, *ROWS))
    assert read_questions(written(tmp_path / "a.csv", table)) == READ
    assert read_questions(workbook(tmp_path / "a.xlsx", [names, *ROWS])) == READ
    plain = [name.strip().lower() for name in names]
    if plain == list(names):
        assert read_questions(written(tmp_path / "a.jsonl", "\n".join(lines) + "\n\n")) == READ


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_table_may_come_as_excel_writes_it(tmp_path: Path, encoding: str) -> None:
    table = '序号,条款,问题\r\n1,第6条,"领导一开口就没完"\r\n,,\r\n2,8,群里天天打卡\r\n'
    assert read_questions(written(tmp_path / "问.CSV", table, encoding)) == READ


def test_a_workbook_may_have_numbers_empty_rows_and_columns_of_its_own(tmp_path: Path) -> None:
    rows = [
        ("谁写的", "问题", "条款", None),
        ("张", "多久", 6, 1),
        (None, None, None),
        (None, " 多\n久 ", 6.0),
    ]
    found = read_questions(workbook(tmp_path / "a.xlsx", rows))
    assert [(one.locator, one.text) for one in found] == [("6", "多久"), ("6", "多 久")]


def test_what_cannot_be_printed_is_left_out_of_a_question(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", '{"条款": "6", "问题": "开会\\u0000多\\ud800久\\u200b"}')
    assert read_questions(path)[0].text == "开会 多 久"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.txt", "x", ".jsonl、.csv 或 .xlsx"),
        ("a.jsonl", "", "没有问题"),
        ("a.jsonl", "\n \n", "没有问题"),
        ("a.jsonl", "[1]", "第1行不是 JSON 对象"),
        ("a.jsonl", '{"条款": "6", "问题": "多久"}\n{"条款"', "第2行不是 JSON 对象"),
        ("a.jsonl", "[" * 100_000, "第1行不是 JSON 对象"),
        ("a.jsonl", '{"条款": "6"}', "第1行缺“条款”或“问题”"),
        ("a.jsonl", '{"条款": ["6"], "问题": "多久"}', "第1行缺"),
        ("a.jsonl", '{"条款": "6", "问题": true}', "第1行缺"),
        ("a.jsonl", '{"条款": "6", "问题": "' + "长" * 301 + '"}', "第1行的问题超过300字"),
        ("a.csv", "", "没有问题"),
        ("a.csv", "条款,问题", "没有问题"),
        ("a.csv", "第6条,多久\n第7条,几个人", "第2行缺"),
        ("a.csv", "条款,问题\n第6条,多久\n,几个人", "第3行缺"),
        ("a.csv", "条款,问题\n第6条,多\x00久", "不是文字文件"),
        ("a.csv", "条款,问题\n6," + "长" * 140_000, "CSV"),
        ("a.xlsx", "", "不是能读的 Excel"),
        ("a.xlsx", "条款,问题\n6,多久", "不是能读的 Excel"),
    ],
)
def test_a_file_that_cannot_be_taken_is_one_sentence_that_names_it(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    with pytest.raises(Unreadable, match=says) as caught:
        read_questions(written(tmp_path / name, text))
    assert name in str(caught.value)


def _zip(**files: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 100,
        b"\xd0\xcf\x11\xe0" + b"\x00" * 2000,  # an old workbook, or one with a password
        _zip(),
        _zip(**{"word/document.xml": "<x/>"}),
        _zip(**{"[Content_Types].xml": "<x", "xl/workbook.xml": "<workbook/>"}),
    ],
)
def test_an_unreadable_workbook_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "问.xlsx"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=r"问\.xlsx 不是能读的 Excel"):
        read_questions(path)


def test_a_workbook_that_was_cut_off_is_one_sentence(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("条款", "问题"), *ROWS])
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(Unreadable, match="不是能读的 Excel"):
        read_questions(path)


def test_a_text_in_a_table_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x89PNG" + bytes(range(256)) * 4)
    with pytest.raises(Unreadable, match=r"a\.csv 不是文字文件"):
        read_questions(path)


def test_a_file_that_is_not_there_or_too_large_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unreadable, match="打不开"):
        read_questions(tmp_path / "none.csv")
    path = written(tmp_path / "a.csv", "条款,问题\n" + "6,多久\n" * 30)
    monkeypatch.setattr(questions, "_MOST", 20)
    with pytest.raises(Unreadable, match="超过20行"):
        read_questions(path)
    with pytest.raises(Unreadable, match="超过20行"):
        read_questions(workbook(tmp_path / "a.xlsx", [("条款", "问题"), *[("6", "多久")] * 30]))
    monkeypatch.setattr(questions, "_LARGEST", 100)
    with pytest.raises(Unreadable, match="兆"):
        read_questions(path)


def test_every_shipped_question_names_a_clause_of_the_starter_corpus() -> None:
    documents = {document.source.id: document for document in preparation.starter() if document.source}
    for source, asked in questions.shipped().items():
        document = documents[source]
        assert document.source is not None
        places = {made.locator for made in passages(document.source, document.text, document.slices)}
        assert {question.locator for question in asked} <= places


def test_a_shipped_file_brings_its_questions_along_and_a_changed_one_does_not(tmp_path: Path) -> None:
    file = preparation.CORPUS / "ruogan-guiding-2024.md"
    [own] = prepare([file])
    assert {question.origin for question in own.questions} == {Origin.SHIPPED}
    [copied] = prepare([written(tmp_path / file.name, file.read_text(encoding="utf-8"))])
    assert copied.questions == own.questions
    changed = file.read_text(encoding="utf-8").replace("1小时", "2小时")
    [other] = prepare([written(tmp_path / file.name, changed)])
    assert other.questions == ()


def test_the_questions_in_the_folder_of_the_starter_corpus_are_no_documents() -> None:
    found = list(prepare([preparation.CORPUS]))
    assert len(found) == len(preparation.starter())
    assert all(document.questions for document in found)
