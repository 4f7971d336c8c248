"""From paths to documents: one bad file never stops the others."""

from pathlib import Path

import pytest

from ingest.document import Decision
from ingest.preparation import prepare
from tests.ingest.conftest import Preparing
from tests.ingest.samples import ARTICLE, DIGEST, STATUTE, write


def test_a_folder_gives_its_files_in_order_and_bad_ones_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    write(tmp_path, ".hidden.txt", ARTICLE)
    write(tmp_path / ".git", "c.txt", ARTICLE)
    write(tmp_path, "a.txt", ARTICLE)
    write(tmp_path, "b.pdf", "%PDF-1.4")
    write(tmp_path, "d.txt", "")
    write(tmp_path / "sub", "e.txt", STATUTE)
    found = list(prepare([tmp_path, tmp_path / "missing.txt"]))
    assert [(Path(document.path).name, document.decision) for document in found] == [
        ("a.txt", Decision.ACCEPT),
        ("b.pdf", Decision.FAILED),
        ("d.txt", Decision.FAILED),
        ("e.txt", Decision.ACCEPT),
        ("missing.txt", Decision.FAILED),
    ]
    assert found[-1].because == "找不到这个文件，请检查路径。"
    assert all(
        document.because and document.because.endswith("。") for document in found if document.source is None
    )


def test_a_file_in_the_corpus_format_keeps_its_statements(tmp_path: Path) -> None:
    [found] = prepare([write(tmp_path, "a.md", DIGEST)])
    assert found.source is not None
    assert (found.source.id, found.format, len(found.slices)) == ("shili-yaodian-2024", "markdown", 5)


def test_the_mistakes_of_such_a_file_are_its_reason(tmp_path: Path) -> None:
    [found] = prepare([write(tmp_path, "a.md", DIGEST.replace("核实：A", "核实：E"))])
    assert found.decision is Decision.FAILED
    assert found.because is not None
    assert f"{tmp_path}/a.md:15: 核实没有“E”这一级" in found.because


@pytest.mark.parametrize("name", ["首页.txt", "只有菜单.txt"])
def test_a_text_of_nothing_but_navigation_has_nothing_left(tmp_path: Path, name: str) -> None:
    [found] = prepare([write(tmp_path, name, "首页\n更多\n下一篇：没有了\n")])
    assert (found.decision, found.because) == (Decision.FAILED, "清理之后没有剩下正文。")


def test_an_override_is_kept_with_the_document(tmp_path: Path) -> None:
    [found] = prepare([write(tmp_path, "a.txt", STATUTE)], {"kind": "internal"})
    assert found.source is not None
    assert (str(found.source.kind), found.overrides) == ("internal", {"kind": "internal"})


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("鼓楼区", "分不清是哪个地方的"),  # several cities have one
        ("示例市", "不认得“示例市”这个地方"),
        ("遵义市", None),
    ],
)
def test_what_has_to_be_settled_about_a_place_is_told(
    prepared: Preparing, place: str, told: str | None
) -> None:
    text = (
        f"{place}人民政府办公室关于精简会议的通知\n府办发〔2025〕3号\n\n各部门：\n一、会议每月不超过两次。\n"
        f"二、不得要求陪会。\n三、本通知自印发之日起施行。\n\n{place}人民政府办公室\n2025年3月4日\n"
    )
    warnings = prepared("a.txt", text).warnings
    assert [told in warning for warning in warnings] == [True] if told else warnings == ()
    assert prepared("a.txt", text, region="cn/52").warnings == ()
