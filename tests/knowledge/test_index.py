"""A generation: what goes in comes out, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.embedding import EmbeddingModel
from knowledge.errors import ModelMismatch, NotSetUp
from knowledge.index import Generation, IndexWriter, current_name, live, reading_records
from knowledge.index.plain import PlainRanking
from knowledge.index.records import Records
from knowledge.lexical import question_terms, terms
from knowledge.model import LayQuestion
from tests.builders import source
from tests.fakes import pair_model
from tests.knowledge.conftest import entry

MEETINGS = entry([("4", "综合性工作会议原则上一年最多1次。"), ("6", "会议主报告不超过1小时。")])
LOCAL = entry([("1", "本省会议不超过半天。")], id="local", title="本省办法", region="cn/32")


def found(generation: Generation, text: str, regions: set[str]) -> list[str]:
    ids = [id_ for id_, _ in generation.lexical(terms(text), regions, 10)]
    passages = generation.passages(ids)
    return [passages[id_].text for id_ in ids]


def test_both_sides_find_a_passage_by_its_words(made: Callable[..., Path], model: EmbeddingModel) -> None:
    generation = Generation(made(MEETINGS), model)
    assert found(generation, "主报告讲60分钟", {"cn"})[0] == "会议主报告不超过1小时。"
    nearest, asked = generation.nearest("会议主报告不超过1小时", {"cn"}, 2)
    assert asked == []
    assert nearest[0][0] == MEETINGS[1][1].id
    assert nearest[0][1] > nearest[1][1]
    generation.close()


def test_only_the_regions_asked_for_are_searched(made: Callable[..., Path], model: EmbeddingModel) -> None:
    generation = Generation(made(MEETINGS, LOCAL), model)
    assert generation.regions == {"cn", "cn/32"}
    assert found(generation, "会议半天", {"cn"}) != []
    assert "本省会议不超过半天。" not in found(generation, "会议半天", {"cn"})
    assert found(generation, "会议半天", {"cn", "cn/32"})[0] == "本省会议不超过半天。"
    assert {id_ for id_, _ in generation.nearest("会议半天", {"cn/52"}, 5)[0]} == set()
    generation.close()


def test_passages_come_back_as_they_went_in_with_their_neighbours(
    made: Callable[..., Path], model: EmbeddingModel
) -> None:
    generation = Generation(made(MEETINGS), model)
    card, (first, second) = MEETINGS
    assert generation.sources == {card.key: card}
    assert generation.of_source(card.key) == [first, second]
    assert generation.near(first) == (None, second)
    assert generation.counts()[card.key][0] == 2
    generation.close()


def test_a_removed_source_is_gone_from_every_side_and_the_base_is_untouched(
    made: Callable[..., Path], model: EmbeddingModel, tmp_path: Path
) -> None:
    base = made(MEETINGS, LOCAL)
    writer = IndexWriter.create(tmp_path / "index" / "g2", model, base=base)
    writer.remove([LOCAL[0].key])
    assert set(writer.sources) == {MEETINGS[0].key}
    writer.close()
    after, before = Generation(tmp_path / "index" / "g2", model), Generation(base, model)
    assert found(after, "本省会议半天", {"cn/32"}) == []
    assert after.nearest("本省会议不超过半天", {"cn/32"}, 5) == ([], [])
    assert after.passages([LOCAL[1][0].id]) == {}
    assert found(before, "本省会议半天", {"cn/32"}) == ["本省会议不超过半天。"]
    assert after.meta["parent"] == "g1"
    after.close()
    before.close()


def test_a_change_embeds_only_what_changed(
    made: Callable[..., Path], tmp_path: Path, model: EmbeddingModel
) -> None:
    base = made(MEETINGS)
    before = getattr(model.embeddings, "embedded")  # noqa: B009 (the fake's own counter)
    writer = IndexWriter.create(tmp_path / "index" / "g2", model, base=base)
    writer.add(*LOCAL)
    writer.close()
    assert getattr(model.embeddings, "embedded") - before == len(LOCAL[1])  # noqa: B009


def test_metadata_can_change_without_touching_passages(
    made: Callable[..., Path], model: EmbeddingModel, tmp_path: Path
) -> None:
    writer = IndexWriter.create(tmp_path / "index" / "g2", model, base=made(MEETINGS))
    writer.update(source(note="改过"))
    writer.close()
    generation = Generation(tmp_path / "index" / "g2", model)
    assert generation.sources[MEETINGS[0].key].note == "改过"
    assert len(generation.of_source(MEETINGS[0].key)) == 2
    generation.close()


def test_an_index_of_another_model_is_refused_with_the_command_that_mends_it(
    made: Callable[..., Path], tmp_path: Path
) -> None:
    path = made(MEETINGS)
    with pytest.raises(ModelMismatch, match="jianfu rebuild"):
        Generation(path, pair_model("another"))
    with pytest.raises(ModelMismatch, match="jianfu rebuild"):
        IndexWriter.create(tmp_path / "index" / "g2", pair_model("another"), base=path)
    assert not (tmp_path / "index" / "g2").exists()


def test_a_folder_that_is_no_generation_is_refused(tmp_path: Path, model: EmbeddingModel) -> None:
    with pytest.raises(NotSetUp, match="jianfu rebuild"):
        Generation(tmp_path, model)


def test_current_names_the_live_generation(tmp_path: Path) -> None:
    assert live(tmp_path) is None
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "CURRENT").write_text("g7\n", encoding="utf-8")
    assert current_name(tmp_path) == "g7"
    assert live(tmp_path) == tmp_path / "index" / "g7"


def test_the_yardstick_scores_as_bm25_does_by_hand() -> None:
    # Three texts of two pairs each; 打卡 stands in one of them. BM25 with k1 1.2, b 0.75 (Robertson and Zaragoza 2009)
    # ranks the text that holds it alone, and nothing for what stands nowhere.
    plain = PlainRanking([("a", "不打卡"), ("b", "不开会"), ("c", "不发文")])
    assert plain.rank("打卡", 3) == ["a"]
    assert plain.rank("钓鱼", 3) == []
    assert plain.rank("", 3) == []


def test_each_clause_gives_its_heaviest_kin_in_the_order_asked_for(tmp_path: Path) -> None:
    records = Records(tmp_path / "corpus.db", writable=True)
    try:
        records.put_kin([("p", "a", 0.2), ("q", "a", 0.5), ("r", "a", 0.3), ("p", "b", 0.9), ("p", "c", 1.0)])
        assert records.kin(["b", "a", "none"], 2) == [("p", "b", 0.9), ("q", "a", 0.5), ("r", "a", 0.3)]
        assert records.kin([], 2) == []
    finally:
        records.close()


def test_the_records_of_a_home_can_be_read_alone_once_there_is_an_index(
    made: Callable[..., Path], tmp_path: Path
) -> None:
    with pytest.raises(NotSetUp, match="还没有索引"), reading_records(tmp_path):
        pass
    made(MEETINGS)
    (tmp_path / "index" / "CURRENT").write_text("g1\n", encoding="utf-8")
    with reading_records(tmp_path) as records:
        assert list(records.sources()) == [MEETINGS[0].key]


def test_lay_questions_lead_to_their_clause_on_both_sides(tmp_path: Path) -> None:
    source, passages = MEETINGS
    questions = [LayQuestion(locator=passages[1].locator, text="领导一张嘴就讲半天谁受得了")]
    writer = IndexWriter.create(tmp_path / "g1", pair_model())
    writer.add(source, passages, questions)
    writer.close()
    generation = Generation(tmp_path / "g1", pair_model())
    try:
        words = question_terms("一张嘴讲半天")
        assert [id_ for id_, _ in generation.asked(words, {"cn"}, 5)] == [passages[1].id]
        assert [id_ for id_, _ in generation.nearest("一张嘴讲半天", {"cn"}, 5)[1]] == [passages[1].id]
        assert generation.question_counts == {passages[1].id: 1}
        assert generation.asked_counts() == {source.key: (1, 1)}
    finally:
        generation.close()


def test_a_generation_is_copied_while_a_reader_holds_it(tmp_path: Path) -> None:
    source, passages = MEETINGS
    writer = IndexWriter.create(tmp_path / "g1", pair_model())
    writer.add(source, passages)
    writer.close()
    reader = Generation(tmp_path / "g1", pair_model())
    try:
        assert reader.nearest("会议", {"cn"}, 5)[0]
        (tmp_path / "g1" / "chroma" / "chroma.sqlite3-journal").touch()  # as one makes for a moment
        IndexWriter.create(tmp_path / "g2", pair_model(), base=tmp_path / "g1").close()
    finally:
        reader.close()
    copy = Generation(tmp_path / "g2", pair_model())
    try:
        assert copy.nearest("会议", {"cn"}, 5)[0]
    finally:
        copy.close()
