"""Cross-encoders are opened by name, folder or not at all, give probabilities, and move the first hits."""

import json
import math
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sentence_transformers import CrossEncoder, SentenceTransformer
from tokenizers import Regex, Tokenizer, models, pre_tokenizers
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    BertTokenizer,
    PreTrainedTokenizerFast,
    Qwen3Config,
    Qwen3ForCausalLM,
)

from knowledge.errors import NotSetUp
from knowledge.model import Hit, Kind
from knowledge.reranking import WEIGHT, Reranker, open_reranker, reranked, text_of
from tests.builders import passage, source

COMMIT = "0123456789abcdef0123456789abcdef01234567"
CHARACTERS = "会议督查借调表格村镇"
SHAPE: dict[str, Any] = {
    "hidden_size": 16,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "intermediate_size": 16,
}
# What the tokenizer of a model for conversations brings: no place for a question and a text.
CONVERSATION = (
    "{% for message in messages %}{% if message.role == 'user' %}{{ message.content }}{% endif %}{% endfor %}"
)
# As on Qwen3-Reranker's card.
ASKED_OF_QWEN = (
    "<|im_start|>system\nJudge whether the Document meets the requirements based on the Query and the Instruct"
    ' provided. Note that the answer can only be "yes" or "no".<|im_end|>\n<|im_start|>user\n<Instruct>: Given a web'
    " search query, retrieve relevant passages that answer the query\n<Query>: 会议\n<Document>: 督查<|im_end|>\n"
    "<|im_start|>assistant\n<think>\n\n</think>\n\n"
)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """On matrices of this size a second thread only waits for the first."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def bert(folder: Path, labels: int | None) -> Path:
    """A tiny BERT with random weights, as a classifier of so many labels or as a plain model."""
    vocabulary = {
        token: number for number, token in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *CHARACTERS])
    }
    BertTokenizer(vocab=vocabulary).save_pretrained(folder)
    torch.manual_seed(3)
    shape: dict[str, Any] = SHAPE | {"max_position_embeddings": 64, "num_labels": labels or 1}
    config = BertConfig(vocab_size=len(vocabulary), **shape)
    model = BertForSequenceClassification(config) if labels else BertModel(config)
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny cross-encoder that has learnt one thing: a text with 借 in it answers, whatever is asked."""
    folder = bert(tmp_path_factory.mktemp("models") / "cross-encoder", 1)
    model = CrossEncoder(str(folder), device="cpu")
    pairs = [(asked, f"{word}{other}") for asked in "会督" for word in CHARACTERS for other in CHARACTERS]
    wanted = torch.tensor([float("借" in text) for _, text in pairs])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(60):
        features = model.preprocess(pairs)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            model(features)["scores"].squeeze(-1), wanted
        )
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        optimizer.step()
    model.save_pretrained(str(folder))
    return folder


@pytest.fixture(scope="module")
def reranker(trained: Path) -> Reranker:
    opened = open_reranker(str(trained))
    assert opened is not None
    return opened


def qwen(folder: Path) -> Path:
    """A tiny model of Qwen3's architecture, with the tokenizer of a model for conversations."""
    words = ["[PAD]", "[UNK]", "yes", "no", *CHARACTERS]
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106  # a token of a text
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"yes|no|."), behavior="isolated")
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]"}
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # has no types of its own
        tokenizer_object=tokenizer, chat_template=CONVERSATION, **special
    ).save_pretrained(folder)
    torch.manual_seed(4)
    shape = SHAPE | {"num_key_value_heads": 2, "head_dim": 8}
    Qwen3ForCausalLM(Qwen3Config(vocab_size=len(words), **shape)).save_pretrained(folder)
    return folder


def hit(score: float, position: int, **fields: Any) -> Hit:
    return Hit(
        source=source(), passage=passage(position=position, **fields), score=score, parts={"lexical": score}
    )


@pytest.mark.parametrize("name", [None, ""])
def test_no_name_means_no_reranker(name: str | None) -> None:
    assert open_reranker(name) is None


def test_a_folder_opens_and_gives_probabilities(reranker: Reranker, trained: Path) -> None:
    found = reranker.scores("会", ["借调", "督查", "村镇"])
    assert reranker.name == str(trained)
    assert found[0] > 0.9
    assert all(0 <= score < 0.1 for score in found[1:])
    assert reranker.scores("会议", []) == []


def test_what_the_model_says_moves_the_hits(reranker: Reranker) -> None:
    hits = [
        hit(score, place, text=text)
        for place, (score, text) in enumerate(
            [(1.5, "会议督查"), (1.4, "表格"), (1.3, "借调"), (0.2, "借借")]
        )
    ]
    moved = reranked(hits, reranker.scores("会", [one.passage.text for one in hits[:3]]))
    assert [one.passage.text for one in moved] == ["借调", "会议督查", "表格", "借借"]
    assert moved[0].parts["reranker"] == pytest.approx(WEIGHT, rel=0.1)
    assert "reranker" not in moved[-1].parts  # it was not read
    assert "reranker" not in hits[0].parts  # what was given stays as it was


@given(
    st.lists(st.floats(0, 3), max_size=8).map(lambda scores: sorted(scores, reverse=True)),
    st.lists(st.floats(0, 1), max_size=8),
)
def test_every_hit_comes_out_once_best_first_and_its_parts_add_up(
    scores: list[float], probabilities: list[float]
) -> None:
    hits = [hit(score, position) for position, score in enumerate(scores)]
    moved = reranked(hits, probabilities[: len(hits)])
    assert sorted(one.passage.position for one in moved) == list(range(len(hits)))
    assert [one.score for one in moved] == sorted((one.score for one in moved), reverse=True)
    assert all(math.isclose(sum(one.parts.values()), one.score, abs_tol=1e-9) for one in moved)


def test_an_unsure_model_leaves_the_order_and_equals_keep_theirs() -> None:
    hits = [hit(1.0, 0), hit(0.9, 1), hit(0.9, 2)]
    assert [one.passage.position for one in reranked(hits, [0.5, 0.5, 0.5])] == [0, 1, 2]


def test_an_opinion_gains_less_than_a_rule() -> None:
    moved = reranked([hit(1.0, 0, kind=Kind.COMMENTARY), hit(1.0, 1)], [0.9, 0.9])
    assert [one.passage.kind for one in moved] == [Kind.RULE, Kind.COMMENTARY]


def test_more_probabilities_than_hits_are_refused() -> None:
    with pytest.raises(ValueError, match="more probabilities"):
        reranked([hit(1.0, 0)], [0.5, 0.5])


def test_the_title_and_the_headings_are_read_with_the_text() -> None:
    assert text_of(hit(1.0, 0)).splitlines() == [
        "整治形式主义为基层减负若干规定", "二、严格精简会议", "上级机关不得随意要求基层填表报数，确需填报的除外。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", " ", "😀", "村\ud800干部", "\x00", "会议" * 400, "https://a.example/b.png"]
)
def test_every_text_has_a_probability(reranker: Reranker, text: str) -> None:
    [score] = reranker.scores(text, [text])
    assert 0 <= score <= 1


def test_two_classes_give_the_probability_of_the_second(tmp_path: Path) -> None:
    opened = open_reranker(str(bert(tmp_path / "two", 2)))
    assert opened is not None
    [found] = opened.scores("会议", ["督查"])
    logits = CrossEncoder(str(tmp_path / "two"), device="cpu").predict(
        [("会议", "督查")], activation_fn=torch.nn.Softmax(dim=-1)
    )
    assert found == pytest.approx(float(logits[0][1]), abs=1e-6)


def test_several_threads_may_ask_at_once(reranker: Reranker) -> None:
    texts = ["借调", "督查", "村镇" * 30]
    expected = reranker.scores("会议", texts)
    found: list[list[float]] = []
    threads = [
        threading.Thread(target=lambda: found.append(reranker.scores("会议", texts))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [pytest.approx(expected, abs=1e-6)] * 8


def test_qwen3_is_asked_in_the_form_of_its_card(tmp_path: Path) -> None:
    opened = open_reranker(str(qwen(tmp_path / "Qwen3-Reranker-0.6B")))
    assert opened is not None
    found = opened.scores("会议", ["督查", "借调"])
    assert len(set(found)) == 2
    assert all(0 < score < 1 for score in found)
    pair = [{"role": "query", "content": "会议"}, {"role": "document", "content": "督查"}]
    assert opened._model.processor.apply_chat_template(pair, tokenize=False) == ASKED_OF_QWEN


def test_a_form_of_the_models_own_is_kept(tmp_path: Path) -> None:
    folder = qwen(tmp_path / "Qwen3-Reranker-own")
    own = "{{ messages[0].content }}|{{ messages[1].content }}"
    (folder / "chat_template.jinja").write_text(own, encoding="utf-8")
    opened = open_reranker(str(folder))
    assert opened is not None
    assert opened._model.processor.chat_template == own


def test_a_model_for_conversations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotSetUp, match="无法载入重排模型"):
        open_reranker(str(qwen(tmp_path / "some-chat-model")))


def test_an_embedding_model_is_no_reranker(tmp_path: Path) -> None:
    plain = bert(tmp_path / "plain", None)
    SentenceTransformer(str(plain), device="cpu").save(str(tmp_path / "embedding"))
    for folder in (plain, tmp_path / "embedding"):
        with pytest.raises(NotSetUp, match="不是重排模型"):
            open_reranker(str(folder))


def test_a_classifier_of_three_classes_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(NotSetUp, match="不是重排模型"):
        open_reranker(str(bert(tmp_path / "three", 3)))


@pytest.mark.parametrize("name", ["/no/such/folder", "./none", "a/b/c", "C:\\models\\bge"])
def test_a_missing_folder_is_named(name: str) -> None:
    with pytest.raises(NotSetUp, match="没有重排模型文件夹"):
        open_reranker(name)


@pytest.mark.parametrize("content", [{}, {"config.json": "{}"}, {"modules.json": "{"}])
def test_a_folder_without_a_model_is_refused_in_words(tmp_path: Path, content: dict[str, str]) -> None:
    for file, text in content.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(NotSetUp, match="无法载入重排模型"):
        open_reranker(str(tmp_path))


def test_damaged_weights_are_refused_in_words(trained: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(trained, tmp_path / "damaged"))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"hidden_size": 32}), encoding="utf-8")
    with pytest.raises(NotSetUp, match="无法载入重排模型"):
        open_reranker(str(folder))


def test_without_the_extra_it_says_how_to_install_it(trained: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(NotSetUp, match=r"pip install 'jianfu\[models\]'"):
        open_reranker(str(trained))


def test_a_model_of_the_hub_opens_from_its_cache_and_a_missing_one_is_told_in_words(
    trained: Path, tmp_path: Path
) -> None:
    repository = tmp_path / "hub" / "models--org--tiny"
    shutil.copytree(trained, repository / "snapshots" / COMMIT)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(COMMIT, encoding="utf-8")
    code = (
        "from knowledge.errors import NotSetUp; from knowledge.reranking import open_reranker\n"
        "print(open_reranker('org/tiny').scores('会', ['借调'])[0] > 0.9)\n"
        "try: open_reranker('org/none')\n"
        "except NotSetUp as error: print(error)"
    )
    surroundings = os.environ | {"HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code], env=surroundings, check=True, capture_output=True, timeout=120
    )
    found, missing = done.stdout.decode().splitlines()
    assert found == "True"
    assert missing.startswith("无法载入重排模型 org/none")
