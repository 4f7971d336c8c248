"""Values that cannot be built wrongly."""

import pytest

from tests.builders import answer, citation, passage, source


@pytest.mark.parametrize("words", ["上级机关可以随意要求", "", "不存在的话"])
def test_a_quotation_that_does_not_stand_in_its_passage_cannot_be_built(words: str) -> None:
    with pytest.raises(ValueError, match="stand in its passage"):
        citation(quote=words)


def test_a_ground_and_an_exception_have_to_stand_there_too() -> None:
    with pytest.raises(ValueError, match="stand in its passage"):
        citation(ground="别处的话")
    with pytest.raises(ValueError, match="stand in its passage"):
        citation(exceptions=("除了星期天外",))


def test_a_passage_of_another_source_cannot_be_cited() -> None:
    with pytest.raises(ValueError, match="another source"):
        citation(passage(source="other@1"), source_=source())


def test_an_answer_without_citation_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="citation"):
        answer(citations=())
