"""Small real objects that stand in for large ones."""

import hashlib

from langchain_core.embeddings import Embeddings

from knowledge.embedding import EmbeddingModel
from knowledge.lexical import terms

_DIMENSIONS = 64


class PairEmbeddings(Embeddings):
    """Character pairs hashed into a vector: texts that share words are near, without any training."""

    def __init__(self) -> None:
        self.embedded = 0  # how many documents were embedded so far

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += len(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.0] * _DIMENSIONS
        for term in terms(text):
            vector[hashlib.sha256(term.encode()).digest()[0] % _DIMENSIONS] += 1.0
        length = sum(value * value for value in vector) ** 0.5
        return [value / length for value in vector] if length else vector


def pair_model(fingerprint: str = "pairs") -> EmbeddingModel:
    return EmbeddingModel(name="pairs", fingerprint=fingerprint, embeddings=PairEmbeddings())
