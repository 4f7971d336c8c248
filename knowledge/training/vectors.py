"""Vectors: what training gives each piece, with sentence-transformers' own module and loss in a plain loop.

Its `Trainer` would add two more dependencies (datasets, accelerate) and nothing that is needed here.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from torch.nn.utils import parametrize

from knowledge.training.pairs import Pair
from knowledge.training.pieces import UNKNOWN, Pieces, rarity

_LAST_RATE = 0.02  # of the first: the rate falls in a line


class Composition(torch.nn.Module):
    """A piece's vector is its own plus the mean of its characters', so that 借调干部 starts near 借调.

    It exists while training; what is saved is the sum.
    """

    def __init__(self, tokenizer: Tokenizer, dimensions: int) -> None:
        super().__init__()
        vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
        spelt = ["" if piece == UNKNOWN or len(piece) == 1 else piece for piece, _ in vocabulary]
        numbers = {character: number for number, character in enumerate(sorted(set("".join(spelt))))}
        self._characters = torch.nn.EmbeddingBag(len(numbers) + 1, dimensions, mode="mean")
        self._characters.weight.data *= 0.5  # a character speaks at half the strength of a whole piece
        ends = np.cumsum([len(piece) for piece in spelt])
        self._starts = torch.tensor([0, *ends[:-1]])
        self._spelling = torch.tensor(
            [numbers[character] for piece in spelt for character in piece], dtype=torch.long
        )

    def forward(self, own: torch.Tensor) -> torch.Tensor:
        """Add to each piece's own vector what its characters give."""
        composed: torch.Tensor = own + self._characters(self._spelling, self._starts)
        return composed


def learn_vectors(
    tokenizer: Tokenizer,
    texts: Mapping[str, Pieces],
    batches: Sequence[Sequence[Pair]],
    dimensions: int,
    rate: float,
) -> SentenceTransformer:
    """A model whose vectors bring the texts of a pair together and part them from the rest of their batch."""
    strength = torch.tensor(rarity(texts.values(), tokenizer.get_vocab_size()), dtype=torch.float32)
    # A random projection of tf-idf: before any training it ranks by the rare pieces that texts share.
    static = StaticEmbedding(tokenizer, torch.randn(len(strength), dimensions) * strength[:, None])
    parametrize.register_parametrization(static.embedding, "weight", Composition(tokenizer, dimensions))
    model = SentenceTransformer(modules=[static], device="cpu")
    loss = MultipleNegativesRankingLoss(
        model, directions=("query_to_doc", "doc_to_query"), partition_mode="per_direction"
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, _LAST_RATE, total_iters=len(batches))
    for batch in batches:
        optimizer.zero_grad()
        sides = zip(*batch, strict=True)
        with parametrize.cached():
            loss([_features(texts[text] for text in side) for side in sides], torch.empty(0)).backward()
        optimizer.step()
        schedule.step()
    parametrize.remove_parametrizations(static.embedding, "weight")
    static.embedding.weight.data[tokenizer.token_to_id(UNKNOWN)] = 0  # says nothing of a text
    return model.half()


def _features(side: Iterable[Pieces]) -> dict[str, torch.Tensor]:
    """Texts as `StaticEmbedding` takes them: all pieces in a row, and where each text starts."""
    texts = list(side)
    starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    return {"input_ids": torch.from_numpy(np.concatenate(texts)), "offsets": torch.from_numpy(starts)}
