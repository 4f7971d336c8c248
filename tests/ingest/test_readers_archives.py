"""Archives and folders: each member its own document, whatever the system that packed it did to its name."""

import io
import zipfile
from pathlib import Path

import pytest

from ingest.document import Decision, Document
from ingest.preparation import prepare, prepare_document
from ingest.readers import Worker, archives
from tests.ingest import papers
from tests.ingest.samples import ARTICLE, STATUTE


def test_each_member_of_an_archive_is_a_document_of_its_own(tmp_path: Path) -> None:
    lines = '{"id": "a", "text": "会议一般不超过1小时。"}\n{"id": "b", "text": "文件不超过五千字。"}\n'
    path = tmp_path / "文件.zip"
    path.write_bytes(
        papers.zipped(
            {
                "办法.txt": STATUTE,
                "子/通知.docx": papers.word_of(STATUTE.splitlines()),
                "子/语料.jsonl": lines,
                "坏.pdf": "%PDF-1.4",
                "里面.zip": papers.zipped({"a.txt": ARTICLE}),
                "表.xlsx": papers.zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>"}),
                "__MACOSX/._办法.txt": "x",
                ".DS_Store": "x",
                "子/~$通知.docx": "x",
                "子/Thumbs.db": "x",
                "空/": "",
            }
        )
    )
    found = {document.path.removeprefix(f"{path}/"): document for document in prepare([path])}
    accepted = {name for name, document in found.items() if document.decision is Decision.ACCEPT}
    assert accepted == {"办法.txt", "子/通知.docx", "子/语料.jsonl:1", "子/语料.jsonl:2"}
    assert {name: document.because for name, document in found.items() if name not in accepted} == {
        "坏.pdf": "PDF 损坏或不完整，打不开。",
        "里面.zip": "这是压缩包，不是一份文件。请用 add 命令整包入库；压缩包里的压缩包要先解开。",
        "表.xlsx": "不读表格文件，请把文字另存为 Word 或文本再加。",
    }


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_are_right_that_windows_and_macos_wrote_without_saying_how(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(unmarked("减负/通知.txt".encode(encoding), ARTICLE.encode()))
    assert [document.path for document in prepare([path])] == [f"{path}/减负/通知.txt"]


def unmarked(name: bytes, content: bytes) -> bytes:
    """A zip whose name is in some encoding, without the flag that would say UTF-8."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("x" * len(name), content)
    return written.getvalue().replace(b"x" * len(name), name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/cron.d/a", "etc/cron.d/a"),
        ("..\\..\\windows\\a.txt", "windows/a.txt"),
        ("C:\\a\\..\\b.txt", "C:/a/b.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("a\n\x1b[31m.txt", "a[31m.txt"),
        ("..", "无名"),
        ("长" * 300 + ".txt", "长" * 196 + ".txt"),
    ],
)
def test_a_name_that_leads_out_of_the_archive_is_only_a_name(name: str, shown: str) -> None:
    assert archives.safe_name(name) == shown


def test_members_are_written_nowhere_but_into_the_folder_for_them(worker: Worker, tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    content = papers.zipped({"../../../e.txt": "1", "/tmp/jianfu-e.txt": "2", "..\\f.txt": "3"})  # noqa: S108
    members = worker.unpack(Document(path="a.zip", content=content, suffix=".zip"), inner)
    assert members is not None
    assert sorted(member.stored for member in members) == ["00000", "00001", "00002"]
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["00000", "00001", "00002"]
    assert not Path("/tmp/jianfu-e.txt").exists()  # noqa: S108


def test_an_archive_where_one_document_is_wanted_is_told_so(worker: Worker) -> None:
    content = papers.zipped({"a.txt": ARTICLE})
    found = prepare_document(Document(path="a.zip", content=content, suffix=".zip"), {}, worker)
    assert found.because is not None
    assert found.because.startswith("这是压缩包，不是一份文件。")


def test_an_archive_by_another_name_is_opened_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(papers.zipped({"a.txt": ARTICLE}))
    assert [document.decision for document in prepare([path])] == [Decision.ACCEPT]


def test_folders_leave_out_what_systems_and_word_put_there(tmp_path: Path) -> None:
    for name in ("a.txt", "~$a.docx", "Thumbs.db", "desktop.ini", ".b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    assert [Path(document.path).name for document in prepare([tmp_path])] == ["a.txt"]
