"""Models are opened by name, folder or not at all, give directions for any text, and fail in words."""

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, StaticEmbedding, Transformer
from tokenizers import Regex, Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, BertTokenizer

from knowledge import embedding
from knowledge.embedding import SHIPPED, EmbeddingModel, fingerprint_of, open_model
from knowledge.errors import NotSetUp

COMMIT = "0123456789abcdef0123456789abcdef01234567"
CHARACTERS = "村干部借调会议文件督查考核表格开多久能不得一"

TEXTS = [
    "", " ", "\n\t", "。！？", "😀", "👨‍👩‍👧‍👦 村干部", "会议", "一", "hello", "Hello, WORLD", "hello 会议 2024",
    "开会主报告最长能讲多久", "县里能从我们镇借调干部吗", "先行先试出了失误会不会被问责", "第６条　規定", "第6条 规定",
    "不得要求基层填表报数", "可以要求基层填表报数", "龘靐齉爩", "ﬁ①Ⅳ㎏", "café", "नमस्ते", "مرحبا", "\u200b", "\x00会议",
    "会议" * 5000, "a" * 10000, "1" * 3000, "《关于解决形式主义突出问题为基层减负的通知》", "国办函〔2026〕12号",
    "1小时", "一小时", "60分钟", "村\n干\n部", "村 干 部", "<b>会议</b>", "😀" * 600, "会议，会议；会议。", "APP", "ａｐｐ",
    "微信工作群", "政务APP", "责任状", "一票否决", "容错免责", "迎检", "台账", "痕迹管理", "指尖上的形式主义", "基层减负",
]  # fmt: skip


def vectors(model: EmbeddingModel, texts: list[str]) -> NDArray[np.float32]:
    return np.asarray(model.embeddings.embed_documents(texts), dtype=np.float32)


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A static model of characters with random vectors."""
    vocabulary = [("[UNK]", 0.0), *((character, -1.0) for character in CHARACTERS)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"\s+"), behavior="removed")
    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("static")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=16)], device="cpu").half().save(
        str(folder)
    )
    return folder


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny BERT with random weights, under a name that asks for an instruction before questions."""
    parts = tmp_path_factory.mktemp("parts")
    vocabulary = {
        token: number for number, token in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *CHARACTERS])
    }
    BertTokenizer(vocab=vocabulary).save_pretrained(parts)
    torch.manual_seed(2)
    shape: dict[str, Any] = {
        "hidden_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 16,
    }
    BertModel(BertConfig(vocab_size=len(vocabulary), **shape)).save_pretrained(parts)
    transformer = Transformer(str(parts))
    folder = tmp_path_factory.mktemp("models") / "bge-small-zh-v1.5"
    SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu").save(str(folder))
    return folder


def test_the_shipped_model_opens_without_torch() -> None:
    code = (
        "import sys; from knowledge.embedding import open_model; loaded = set(sys.modules)\n"
        "vector = open_model().embeddings.embed_query('开会主报告最长能讲多久'); assert vector\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'langchain_huggingface', 'huggingface_hub'}\n"
        "assert 'tokenizers' not in loaded and not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, timeout=60)  # noqa: S603  # our own code


def test_the_shipped_model_gives_the_vectors_that_sentence_transformers_gives() -> None:
    raw = SentenceTransformer(str(SHIPPED), device="cpu").encode(TEXTS).astype(np.float32)
    lengths = np.linalg.norm(raw, axis=1, keepdims=True)
    expected = raw / np.where(lengths > 0, lengths, 1)
    found = vectors(open_model(), TEXTS)
    assert np.allclose(found, expected, atol=1e-3)  # theirs are averaged in half precision
    directed = lengths[:, 0] > 0
    assert directed.sum() >= 40
    assert ((found * expected).sum(axis=1)[directed] >= 0.9999).all()
    assert not found[~directed].any()


def test_the_shipped_model_by_its_path_is_the_same_model() -> None:
    shipped, by_path = open_model(), open_model(str(SHIPPED))
    assert shipped.fingerprint == by_path.fingerprint
    assert np.allclose(vectors(shipped, TEXTS), vectors(by_path, TEXTS), atol=1e-3)


def test_the_shipped_model_finds_the_clause_among_others() -> None:
    model = open_model()
    clauses = [
        "会议主报告一般不超过1小时",
        "不得随意借调基层干部",
        "严格控制督查检查考核",
        "规范政务移动应用程序",
    ]
    question = np.asarray(model.embeddings.embed_query("县里能从我们镇借调干部吗"))
    assert int((vectors(model, clauses) @ question).argmax()) == 1


def test_the_shipped_folder_is_small_and_names_no_machine() -> None:
    files = [path for path in SHIPPED.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 15_000_000
    assert not any(place in path.read_bytes() for path in files for place in (b"/home/", b"/root/", b"/tmp/"))


@pytest.mark.parametrize("name", [None, ""])
def test_no_name_means_the_shipped_model(name: str | None) -> None:
    assert open_model(name).name == embedding.SHIPPED_NAME


def test_a_broken_shipped_model_is_said_to_be_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SHIPPED, tmp_path / "static-model")
    (tmp_path / "static-model" / "tokenizer.json").write_text("{", encoding="utf-8")
    monkeypatch.setattr(embedding, "SHIPPED", tmp_path / "static-model")
    with pytest.raises(NotSetUp, match="重新安装"):
        open_model()


@pytest.mark.parametrize("kind", ["static", "bert"])
def test_any_folder_of_sentence_transformers_opens(kind: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(kind)
    model = open_model(str(folder))
    assert model.name == str(folder)
    found = vectors(model, ["会议", "村干部借调", "文件" * 400, "督查\n考核"])
    assert found.shape == (4, 16)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-2)  # the static one is in half precision
    assert model.embeddings.embed_documents([]) == []


def test_a_folder_is_found_from_the_home_and_from_here(static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(static.parent))
    monkeypatch.chdir(static.parent)
    assert open_model(f"~/{static.name}").fingerprint == open_model(static.name).fingerprint


@pytest.mark.parametrize("text", ["", " ", "😀", "村\ud800干部", "\x00"])
@pytest.mark.parametrize("kind", ["shipped", "static", "bert"])
def test_every_text_has_finite_numbers(kind: str, text: str, request: pytest.FixtureRequest) -> None:
    model = open_model(None if kind == "shipped" else str(request.getfixturevalue(kind)))
    assert all(map(math.isfinite, model.embeddings.embed_query(text)))
    assert all(map(math.isfinite, model.embeddings.embed_documents([text])[0]))


def test_an_asymmetric_model_reads_its_instruction_before_a_question(bert: Path, tmp_path: Path) -> None:
    other_name = shutil.copytree(bert, tmp_path / "some-model")
    asked, plain = open_model(str(bert)).embeddings, open_model(str(other_name)).embeddings
    assert asked.embed_documents(["会议"]) == plain.embed_documents(["会议"])
    assert asked.embed_query("会议") != plain.embed_query("会议")
    assert np.allclose(
        asked.embed_query("会议"), plain.embed_query("为这个句子生成表示以用于检索相关文章：会议"), atol=1e-5
    )


def test_a_query_prompt_in_the_models_own_settings_is_used(bert: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(bert, tmp_path / "own-model")
    settings = folder / "config_sentence_transformers.json"
    kept = json.loads(settings.read_text(encoding="utf-8"))
    settings.write_text(json.dumps(kept | {"prompts": {"query": "督查", "document": ""}}), encoding="utf-8")
    model = open_model(str(folder)).embeddings
    assert np.allclose(model.embed_query("会议"), model.embed_documents(["督查会议"])[0], atol=1e-5)


def test_the_fingerprint_is_of_the_content_and_not_of_the_place(static: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(static, tmp_path / "elsewhere")
    (copy / "README.md").write_text("another card", encoding="utf-8")
    (copy / ".cache").write_text("", encoding="utf-8")
    assert fingerprint_of(copy) == fingerprint_of(static)


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_other_weights_tokens_or_modules_are_another_model(static: Path, tmp_path: Path, file: str) -> None:
    copy = shutil.copytree(static, tmp_path / "changed")
    content = (copy / file).read_bytes()
    (copy / file).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert fingerprint_of(copy) != fingerprint_of(static)


@pytest.mark.parametrize("name", ["/no/such/folder", "./none", "a/b/c", "C:\\models\\bge"])
def test_a_missing_folder_is_named(name: str) -> None:
    with pytest.raises(NotSetUp, match="没有向量模型文件夹"):
        open_model(name)


@pytest.mark.parametrize(
    "content", [{}, {"modules.json": "[]"}, {"modules.json": "{"}, {"config.json": "{}"}]
)
def test_a_folder_without_a_model_is_refused_in_words(tmp_path: Path, content: dict[str, str]) -> None:
    for file, text in content.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(NotSetUp, match="无法载入向量模型"):
        open_model(str(tmp_path))


def test_without_the_extra_it_says_how_to_install_it(static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_huggingface", None)
    with pytest.raises(NotSetUp, match=r"pip install 'jianfu\[models\]'"):
        open_model(str(static))


def test_a_model_of_the_hub_is_named_by_its_commit_and_a_missing_one_in_words(
    static: Path, tmp_path: Path
) -> None:
    repository = tmp_path / "hub" / "models--org--tiny"
    shutil.copytree(static, repository / "snapshots" / COMMIT)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(COMMIT, encoding="utf-8")
    code = (
        "from knowledge.embedding import open_model; from knowledge.errors import NotSetUp\n"
        "model = open_model('org/tiny'); print(model.fingerprint, len(model.embeddings.embed_query('会议')))\n"
        "try: open_model('org/none')\n"
        "except NotSetUp as error: print(error)"
    )
    surroundings = os.environ | {"HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code], env=surroundings, check=True, capture_output=True, timeout=120
    )
    named, missing = done.stdout.decode().splitlines()
    assert named == f"org/tiny@{COMMIT[:12]} 16"
    assert missing.startswith("无法载入向量模型 org/none")
