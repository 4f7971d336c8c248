"""Training on toy pairs gives a model that opens and has learnt which texts belong together."""

import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from knowledge.embedding import StaticEmbeddings, open_model
from knowledge.errors import NotSetUp, UsageProblem
from knowledge.training.__main__ import main
from knowledge.training.pairs import PER_TITLE, Pair, hold_out, read_pairs, rounds
from knowledge.training.recipe import Recipe, train

TOY = Recipe(pieces=200, dimensions=32, texts=500, epochs=5, batch=64, rate=0.05)

# Everyday words and the officials' words for them, of which no character is shared.
SYNONYMS = {
    "开会": "聚议", "发文": "印札", "检查": "督核", "填表": "报册", "加班": "延时", "借人": "抽员", "微信": "群组",
    "拍照": "留痕", "罚款": "课金", "种地": "农耕", "看病": "诊疗", "上学": "教育", "修路": "筑道", "养老": "赡恤",
}  # fmt: skip
FILLING = "东西南北春夏秋冬山水云雨风雪甲乙丙丁"


def pairs_of(count: int, seed: int) -> list[Pair]:
    """Questions with an everyday word, texts with the officials' word for it."""
    chance = random.Random(seed)  # noqa: S311  # repeatable, and no secret

    def padded(word: str) -> str:
        return "".join(chance.choices(FILLING, k=4)) + word + "".join(chance.choices(FILLING, k=4))

    words = [chance.choice(list(SYNONYMS)) for _ in range(count)]
    return [(padded(word), padded(SYNONYMS[word])) for word in words]


def write(folder: Path, name: str, pairs: list[Pair]) -> None:
    with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(pair, ensure_ascii=False) + "\n" for pair in pairs)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """On matrices of this size a second thread only waits for the first."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained") / "model"
    train({"toy_q_context": pairs_of(600, seed=1)}, folder, TOY)
    return folder


def test_what_was_learnt_ranks_unseen_pairs_far_better_than_chance(trained: Path) -> None:
    model = open_model(str(trained))
    texts = [f"东南{word}秋冬" for word in SYNONYMS.values()]
    questions = [f"甲乙{word}风雪" for word in SYNONYMS]
    likeness = (
        np.asarray(model.embeddings.embed_documents(questions))
        @ np.asarray(model.embeddings.embed_documents(texts)).T
    )
    right = (likeness.argmax(axis=1) == np.arange(len(texts))).mean()
    assert right >= 0.8  # chance: 1 in 14


def test_the_shipped_reader_opens_it_too(trained: Path) -> None:
    assert len(StaticEmbeddings(trained).embed_query("开会")) == TOY.dimensions


def test_the_card_says_what_was_measured_and_no_place(trained: Path) -> None:
    card = (trained / "README.md").read_text(encoding="utf-8")
    assert "`toy_q_context`" in card
    assert str(TOY.seed) in card
    assert str(trained.parent) not in card


def test_the_same_seed_gives_the_same_model(trained: Path, tmp_path: Path) -> None:
    train({"toy_q_context": pairs_of(600, seed=1)}, tmp_path / "again", TOY)
    assert open_model(str(trained)).fingerprint == open_model(str(tmp_path / "again")).fingerprint


def test_importing_the_training_imports_no_torch() -> None:
    code = "import sys, knowledge.training.__main__; assert not {'torch', 'transformers'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)  # noqa: S603  # our own code


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(NotSetUp, match=r"pip install 'jianfu\[models\]'"):
        train({"toy": pairs_of(10, seed=1)}, tmp_path)


few = st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from("一二三四五六七八九十")), max_size=40)


@given(titles=few, questions=few, seed=st.integers(0, 99))
def test_no_text_occurs_twice_in_a_list_and_no_title_more_than_three_times_an_epoch(
    titles: list[Pair], questions: list[Pair], seed: int
) -> None:
    pairs_by_file = {"law_title_article": titles, "q_context": [(f"问{a}", b) for a, b in questions]}
    lists = rounds(pairs_by_file, random.Random(seed))  # noqa: S311  # repeatable, and no secret
    for pairs in lists:
        texts = [text for pair in pairs for text in pair]
        assert len(texts) == len(set(texts))
    for title in "甲乙丙丁":
        assert sum(pair[0] == title for pairs in lists for pair in pairs) <= PER_TITLE


@given(pairs=few)
def test_a_held_out_text_is_never_trained_on(pairs: list[Pair]) -> None:
    seen, unseen = hold_out({"some": pairs})
    assert sorted([*seen["some"], *unseen["some"]]) == sorted(pairs)
    assert not {text for _, text in seen["some"]} & {text for _, text in unseen["some"]}


def test_pairs_are_read_by_file(tmp_path: Path) -> None:
    write(tmp_path, "one", [("甲", "乙")])
    write(tmp_path, "two", [("丙", "丁"), ("戊", "己")])
    assert read_pairs(tmp_path) == {"one": [("甲", "乙")], "two": [("丙", "丁"), ("戊", "己")]}


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b'["a"]\n'),
        gzip.compress(b"{\n"),
        gzip.compress(b"3\n"),
        b"plain",
        gzip.compress(b"x")[:9],
    ],
)
def test_a_file_that_holds_no_pairs_is_named(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.jsonl.gz").write_bytes(content)
    assert main([str(tmp_path), str(tmp_path / "out")]) == UsageProblem.exit_code
    assert "bad.jsonl.gz" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "用法"), (["one"], "用法"), (["/no/such/folder", "out"], "没有训练用的文本对")],
)
def test_wrong_usage_is_said_in_a_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == UsageProblem.exit_code
    assert said in capsys.readouterr().err
