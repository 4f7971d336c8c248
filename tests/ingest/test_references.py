"""What the words of a clause point to."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import publish
from ingest.references import references
from knowledge.embedding import EmbeddingModel
from knowledge.library import Library
from tests.ingest.conftest import Preparing

Found = list[tuple[str, str | None, str | None]]


def found(text: str, article: str | None = None, *before: str) -> Found:
    return [
        (text[reference.start : reference.end], reference.document, reference.article)
        for reference in references(text, article, before)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("违反本规定第七条的，从重处理。", [("本规定第七条", None, "7")]),
        ("适用本法第五十三条第二款。", [("本法第五十三条第二款", None, "53")]),
        ("依照本条例第四条第（二）项办理。", [("本条例第四条第（二）项", None, "4")]),
        ("有第三条、第五条所列情形的，", [("第三条", None, "3"), ("第五条", None, "5")]),
        ("第十条之一规定的人员除外。", [("第十条之一", None, "10-1")]),
        (
            "适用第二条至第四条的规定。",
            [("第二条", None, "2"), ("第二条至第四条", None, "3"), ("第二条至第四条", None, "4")],
        ),
        (
            "依照《示例监察法》第十二条和第十四条处理。",
            [("《示例监察法》第十二条", "示例监察法", "12"), ("第十四条", "示例监察法", "14")],
        ),
        (
            "依照《示例法》第二条，适用第三条。",
            [("《示例法》第二条", "示例法", "2"), ("第三条", None, "3")],
        ),
        ("依照示例法第三百八十二条处理。", [("示例法第三百八十二条", "示例法", "382")]),
        ("根据《示例章程》，制定本规定。", [("《示例章程》", "示例章程", None)]),
        (
            "《示例公务员法》（以下简称示例法）第五条",
            [("《示例公务员法》（以下简称示例法）第五条", "示例公务员法", "5")],
        ),
        (
            "《关于印发〈甲办法〉的通知》",
            [("《关于印发〈甲办法〉的通知》", "关于印发〈甲办法〉的通知", None)],
        ),
        ("读《平凡的世界》有感。", []),
        ("本章规定的处分，", [("本章", None, None)]),
        ("本法所称会议，是指线下会议。", []),
        ("会议提前三天通知。", []),
    ],
)
def test_clauses_and_documents_that_words_name(text: str, expected: Found) -> None:
    assert found(text, "9", "7", "8") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("前款规定的期限，", [("前款", None, "9")]),
        ("依照前条办理。", [("前条", None, "8-1")]),
        ("适用前两条的规定。", [("前两条", None, "8"), ("前两条", None, "8-1")]),
        ("本条第一款所列，", [("本条第一款", None, "9")]),
    ],
)
def test_what_stands_before_is_found_by_its_place(text: str, expected: Found) -> None:
    assert found(text, "9", "7", "8", "8-1") == expected


@pytest.mark.parametrize("text", ["第九条　会议要短。", "第九条　甲。\n第九条　乙。"])
def test_a_clause_does_not_point_to_itself_by_its_own_number(text: str) -> None:
    assert found(text, "9") == []


WORDS = st.sampled_from(
    [
        "第三条",
        "第十条之一",
        "本法",
        "《示例法》",
        "《",
        "》",
        "前款",
        "前条",
        "和",
        "至",
        "、",
        "的规定",
        "\n",
        "（二）项",
        "第二款",
        "依照示例法",
    ]
)


@given(st.lists(WORDS, max_size=15).map("".join) | st.text(max_size=60))
def test_references_are_slices_of_the_text(text: str) -> None:
    for reference in references(text, "5", ["3", "4"]):
        assert 0 <= reference.start < reference.end <= len(text)


def test_a_library_follows_them_within_a_source_and_to_others(
    home: Path, model: EmbeddingModel, prepared: Preparing
) -> None:
    base = "示例会议法\n第一条　会议要短。\n第二条　文件要少。\n第三条　本法自2020年1月1日起施行。\n"
    other = (
        "示例会议办法\n第一条　为了减负，制定本办法。\n第二条　依照《示例会议法》第二条和本办法第一条办理，《示例无此法》第一条除外。\n"
        "第三条　前条规定自公布之日起施行。\n"
    )
    publish.add(home, model, [prepared("a.txt", base), prepared("b.txt", other)])
    library = Library.open(home, model)
    second, third = library.show("示例会议办法").passages[1:3]
    assert [(clause.source.title, clause.passage.article) for clause in library.referenced(second)] == [
        ("示例会议法", "2"),
        ("示例会议办法", "1"),
    ]
    assert [clause.passage for clause in library.referenced(third)] == [second]
    library.close()
