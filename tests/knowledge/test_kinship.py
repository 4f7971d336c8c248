"""Clauses without lay questions borrow those of clauses worded alike."""

from knowledge.index.kinship import kinship, letters_of
from knowledge.model import Passage
from tests.builders import passage


def clause(number: int, text: str) -> Passage:
    return passage(text, id=f"{number:016x}", position=number)


def alone(*others: Passage) -> list[tuple[str, str]]:
    return [(other.id, letters_of(other.text)) for other in others]


KNOWN = [
    clause(1, "工作群组里不得要求打卡接龙、即时响应。"),
    clause(2, "会议主报告不超过一小时，会议要开短会。"),
]


def test_a_clause_is_akin_to_the_one_worded_like_it() -> None:
    other = clause(3, "微信工作群组不得打卡接龙。")
    rows = list(kinship(KNOWN, alone(other)))
    best = max(rows, key=lambda row: row[2])
    assert best[:2] == (other.id, KNOWN[0].id)


def test_weights_of_a_clause_add_up_to_one() -> None:
    rows = list(kinship(KNOWN, alone(clause(3, "工作群组和会议都要少。"), clause(4, "会议"))))
    for id_ in {row[0] for row in rows}:
        assert abs(sum(row[2] for row in rows if row[0] == id_) - 1.0) < 1e-9


def test_without_known_clauses_or_shared_words_there_is_no_kin() -> None:
    assert list(kinship([], alone(clause(3, "工作群组")))) == []
    assert list(kinship(KNOWN, alone(clause(3, "xyz")))) == []
