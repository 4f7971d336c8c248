"""What people say, and what the rules call it."""

from datetime import date
from pathlib import Path

import pytest

from knowledge import lexicon as lexicons
from knowledge.embedding import EmbeddingModel
from knowledge.errors import NotSetUp
from knowledge.lexicon import OWN, UNFITTED, Entry, Lexicon, evidence, of_home, read
from knowledge.library import Library
from knowledge.model import Question


def test_a_lay_word_brings_the_rules_words_with_their_weights() -> None:
    lexicon = Lexicon([Entry(("拉群", "建群"), {"工作群组": 2.0, "微信群": 0.0})])
    assert lexicon.expand("又要拉群了") == {"工作群组": 2.0}
    assert lexicon.expand("又要开会了") == {}


def test_a_word_of_one_place_speaks_there_alone() -> None:
    lexicon = Lexicon([Entry(("摆古",), {"座谈": 1.0}, region="cn/52")])
    assert lexicon.expand("喊我们摆古", "cn/52/27") == {"座谈": 1.0}
    assert lexicon.expand("喊我们摆古", "cn/43") == {}


def test_of_two_senses_the_likelier_one_weighs() -> None:
    lexicon = Lexicon([Entry(("打卡",), {"考勤": 0.5}), Entry(("打卡",), {"考勤": 1.5, "接龙": 1.0})])
    assert lexicon.expand("天天打卡") == {"考勤": 1.5, "接龙": 1.0}


def test_evidence_is_what_stands_in_the_clause() -> None:
    expansion = {"工作群组": 2.0, "接龙": 1.0}
    assert evidence(expansion, "工作群组里不得打卡接龙。") == pytest.approx(0.6)
    assert evidence(expansion, "会议要少开。") == 0.0
    assert evidence({"会": 99.0}, "会议") == 1.0


def test_an_admin_adds_entries_of_their_own(tmp_path: Path) -> None:
    (tmp_path / OWN).write_text('{"lay": ["搞圈圈"], "rule": ["工作群组"]}\n', encoding="utf-8")
    lexicon = of_home(tmp_path)
    assert lexicon.expand("又喊搞圈圈") == {"工作群组": UNFITTED}
    assert len(lexicon.entries) == len(lexicons.shipped().entries) + 1


def test_an_admins_words_are_put_into_the_question_and_the_shipped_ones_are_not(tmp_path: Path) -> None:
    (tmp_path / OWN).write_text(
        '{"lay": ["搞圈圈"], "rule": ["工作群组"], "region": "cn/52"}\n', encoding="utf-8"
    )
    lexicon = of_home(tmp_path)
    assert lexicon.reworded("又喊搞圈圈", "cn/52/27") == "又喊搞圈圈 工作群组"
    assert lexicon.reworded("又喊搞圈圈", "cn/43") == "又喊搞圈圈"
    assert lexicons.shipped().reworded("天天拉群打卡") == "天天拉群打卡"


def test_an_admins_words_lead_to_the_clause(own_home: Path, shipped: EmbeddingModel) -> None:
    question = Question(text="搞圈圈耍得成不", on=date(2026, 11, 26))

    def first() -> str:
        library = Library.open(own_home, shipped)
        [hit] = library.search(question, limit=1)
        library.close()
        return hit.passage.text

    assert "工作群" not in first()
    (own_home / OWN).write_text('{"lay": ["搞圈圈"], "rule": ["建工作群", "工作群组"]}\n', encoding="utf-8")
    assert "工作群" in first()


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"lay": ["甲"]}', '{"lay": [], "rule": ["乙"]}', '{"lay": "甲", "rule": ["乙"]}']
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / OWN
    path.write_text(f'{{"lay": ["甲乙"], "rule": ["丙"]}}\n{line}\n', encoding="utf-8")
    with pytest.raises(NotSetUp, match="第2行"):
        list(read(path))


def test_the_shipped_entries_are_whole_and_fitted() -> None:
    entries = lexicons.shipped().entries
    assert len(entries) > 1000
    assert all(entry.lay and entry.rule for entry in entries)
    assert any(
        weight == 0 for entry in entries for weight in entry.rule.values()
    )  # what misled counts nothing
