"""Recognition: what a picture cannot say is put right where it is certain."""

import pytest

from ingest.readers.recognition import _typeset, scale, with_gaps


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("　　第六十二条有关机关应当", "　　第六十二条　有关机关应当"),
        ("　　第十条之一会议从简", "　　第十条之一　会议从简"),
        ("　　第六十二条规定的情形", "　　第六十二条规定的情形"),
        ("　　第六十二条第一款", "　　第六十二条第一款"),
        ("　　第三条、第五条所列会议", "　　第三条、第五条所列会议"),
        ("　　第三条　会议", "　　第三条　会议"),
        ("第六十二条有关机关", "第六十二条有关机关"),  # within a paragraph
    ],
)
def test_the_space_after_an_articles_number_is_put_back(text: str, spaced: str) -> None:
    assert with_gaps(f"甲\n{text}\n") == f"甲\n{spaced}\n"


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("(一)会议;", "（一）会议；"),
        ("会议,文件:督查", "会议，文件：督查"),
        ("3,000元(含)", "3,000元（含）"),
        ("APP(v1)", "APP(v1)"),
        ("10:30", "10:30"),
    ],
)
def test_punctuation_beside_chinese_letters_is_set_as_chinese_is(text: str, set_: str) -> None:
    assert _typeset(text) == set_


def test_a_huge_page_is_drawn_smaller() -> None:
    assert scale(595, 842) == pytest.approx(200 / 72)
    assert scale(14_400, 14_400) * 14_400 == pytest.approx(4_000)
