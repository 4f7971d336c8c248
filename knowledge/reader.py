"""The reader: reads what kind of thing a question is, with the intent model and the embedding that it was fitted with."""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from knowledge import intent
from knowledge.embedding import open_model
from knowledge.intent import IntentModel, Reading


class Reader:
    """An intent model with its embedding. That is the shipped one, whichever the index was made with."""

    def __init__(self, model: IntentModel, embeddings: Embeddings) -> None:
        """Take both."""
        self._model = model
        self._embeddings = embeddings

    def read(self, text: str) -> Reading:
        """Read a text."""
        direction = np.asarray(self._embeddings.embed_query(text), dtype=np.float32)
        return self._model.read(text, direction)


@cache
def fitted() -> Reader:
    """The shipped reader.

    Raises:
        NotSetUp: the shipped embedding model is not whole.
    """
    return Reader(intent.fitted(), open_model().embeddings)


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Texts as directions of the shipped embedding: (texts, dimensions).

    Raises:
        NotSetUp: the shipped embedding model is not whole.
    """
    return np.stack([_direction(text) for text in texts])


@lru_cache(
    maxsize=8192
)  # one kilobyte each; the pieces of the same clauses are embedded for question after question
def _direction(text: str) -> NDArray[np.float32]:
    return np.asarray(open_model().embeddings.embed_documents([text])[0], dtype=np.float32)
