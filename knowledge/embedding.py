"""Embedding models: texts as directions, behind LangChain's `Embeddings`.

The shipped model is a sentence-transformers folder of static vectors, one a token, and is read here with numpy and
`tokenizers` alone. Not with model2vec: importing that took 1.1 s against 0.5 s (joblib, huggingface_hub), and it cuts
texts at 512 tokens and averages in half precision unless told. Any other model needs the extra `models`.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from knowledge.checkpoint import Role, encodable, folder_of, opening
from knowledge.errors import NotSetUp

SHIPPED = Path(__file__).parent / "static-model"
SHIPPED_NAME = "jianfu-static"
_TOGETHER = 64  # texts whose tokens are looked up at once: a few megabytes

_ROLE = Role("向量模型", "JIANFU_EMBEDDING_MODEL", "就用自带的模型")

# What stands before a question, from the models' own cards; all others get what their own configuration says.
_QUERY_INSTRUCTIONS = (
    (re.compile(r"bge-(small|base|large)-zh", re.IGNORECASE), "为这个句子生成表示以用于检索相关文章："),
    (
        re.compile(r"Qwen3-Embedding", re.IGNORECASE),
        "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:",
    ),
)


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """A model with its name and the fingerprint of its content: equal fingerprints give equal vectors."""

    name: str
    fingerprint: str
    embeddings: Embeddings


def open_model(name: str | None = None) -> EmbeddingModel:
    """Open the shipped model, or any sentence-transformers model by the name of its folder or on the hub.

    Raises:
        NotSetUp: the model cannot be loaded, or the extra `models` is not installed.
    """
    if not name:
        return _shipped(SHIPPED)
    folder = folder_of(name, _ROLE)
    embeddings = _load(str(folder or name))
    fingerprint = fingerprint_of(folder) if folder else _hub_fingerprint(name)
    return EmbeddingModel(name, fingerprint, embeddings)


def fingerprint_of(folder: Path) -> str:
    """Name the content of a model's folder: 16 hex digits over its weights, tokenizer and settings.

    The model card and hidden files do not count, and neither does where the folder lies.
    """
    digest = hashlib.sha256()
    for path in sorted(_content(folder), key=lambda path: path.relative_to(folder).as_posix()):
        with path.open("rb") as file:
            part = hashlib.file_digest(file, "sha256").hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()}\n{part}\n".encode())
    return digest.hexdigest()[:16]


class StaticEmbeddings(Embeddings):
    """A folder of sentence-transformers' `StaticEmbedding`: a text is the mean of its tokens, at length one.

    A text without any known token has no direction and is all zeros.
    """

    def __init__(self, folder: Path) -> None:
        # Imported here: `jianfu show` and the like use this file's types and embed nothing.
        from safetensors.numpy import load_file  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._table: NDArray[np.floating[Any]] = load_file(folder / "model.safetensors")["embedding.weight"]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts, one vector a text."""
        encodings = self._tokenizer.encode_batch_fast(
            [encodable(text) for text in texts], add_special_tokens=False
        )
        vectors = np.zeros((len(texts), self._table.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), _TOGETHER):
            ids = [encoding.ids for encoding in encodings[start : start + _TOGETHER]]
            some = [place for place, own in enumerate(ids) if own]
            if some:
                counts = np.array([len(ids[place]) for place in some])
                rows = self._table[np.concatenate([ids[place] for place in some])]
                sums = np.add.reduceat(rows, np.cumsum(counts) - counts, axis=0, dtype=np.float32)
                vectors[start + np.array(some)] = sums / counts[:, np.newaxis]
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(lengths > 0, lengths, 1)
        return _lists(vectors)

    def embed_query(self, text: str) -> list[float]:
        """Embed a question, in the same way as a text."""
        return self.embed_documents([text])[0]


class _Guarded(Embeddings):
    """A model that gives zeros, and not NaN, for a text without a direction: NaN in an index spoils its neighbours."""

    def __init__(self, embeddings: Embeddings) -> None:
        self._embeddings = embeddings

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors = self._embeddings.embed_documents([encodable(text) for text in texts]) if texts else []
        return _lists(np.nan_to_num(np.asarray(vectors, dtype=np.float32)))

    def embed_query(self, text: str) -> list[float]:
        vector = self._embeddings.embed_query(encodable(text))
        return _lists(np.nan_to_num(np.asarray([vector], dtype=np.float32)))[0]


@cache
def _shipped(folder: Path) -> EmbeddingModel:
    """Read the model that comes with the package, without torch; once, since every library and the reader use it."""
    try:
        return EmbeddingModel(SHIPPED_NAME, fingerprint_of(folder), StaticEmbeddings(folder))
    except Exception as error:  # tokenizers raises bare `Exception`
        raise NotSetUp("自带的向量模型不完整，请重新安装 jianfu。") from error


def _load(name: str) -> Embeddings:
    """Open a model through LangChain, with questions and texts marked as such for asymmetric models."""
    instruction = next(
        (words for pattern, words in _QUERY_INSTRUCTIONS if pattern.search(Path(name).name)), None
    )
    with opening(name, _ROLE):
        from langchain_huggingface import HuggingFaceEmbeddings  # noqa: PLC0415  # seconds, and only with the extra

        return _Guarded(
            HuggingFaceEmbeddings(
                model_name=name,
                model_kwargs={"prompts": {"query": instruction}} if instruction else {},
                encode_kwargs={"normalize_embeddings": True, "prompt_name": "document"},
                query_encode_kwargs={"normalize_embeddings": True, "prompt_name": "query"},
            )
        )


def _hub_fingerprint(name: str) -> str:
    """Name a model of the hub by its name and the commit that lies in the local cache."""
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415

    repository = name if "/" in name else f"sentence-transformers/{name}"  # as sentence-transformers reads it
    cached = try_to_load_from_cache(repository, "modules.json")
    cached = cached if isinstance(cached, str) else try_to_load_from_cache(repository, "config.json")
    commit = Path(cached).parent.name if isinstance(cached, str) else "unknown"
    return f"{repository}@{commit[:12]}"


def _content(folder: Path) -> Iterable[Path]:
    """List the files that decide what a model computes."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() != ".md":
            yield path


def _lists(vectors: NDArray[np.float32]) -> list[list[float]]:
    """Give rows as plain lists, the form that LangChain speaks."""
    rows: list[list[float]] = vectors.tolist()
    return rows
