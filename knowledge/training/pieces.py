"""Pieces: the tokenizer, learnt from unsegmented text, and texts cut with it."""

import json
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

Pieces = NDArray[np.int64]

UNKNOWN = "[UNK]"
_LONGEST = 4  # characters; longer pieces (whole titles) hide the words that a question shares with them
_CANDIDATES = 200_000  # of the learner; its default of a million took three times as long and ranked alike


def learn_pieces(texts: Sequence[str], limit: int) -> Tokenizer:
    """Characters and frequent pieces, `limit` at most; punctuation, symbols and spaces are left out of a text."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"[^\p{L}\p{N}]+"), behavior="removed")
    trainer = trainers.UnigramTrainer(
        vocab_size=limit,
        special_tokens=[UNKNOWN],
        unk_token=UNKNOWN,
        max_piece_length=_LONGEST,
        seed_size=_CANDIDATES,  # type: ignore[call-arg]  # its stub lacks this one
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.model = models.Unigram([(UNKNOWN, 0.0), *_settled(tokenizer)], unk_id=0)
    return tokenizer


def cut(tokenizer: Tokenizer, texts: Sequence[str]) -> dict[str, Pieces]:
    """Each text's known pieces; a text without any is left out."""
    unknown = tokenizer.token_to_id(UNKNOWN)
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    known = {
        text: np.array([piece for piece in encoding.ids if piece != unknown], dtype=np.int64)
        for text, encoding in zip(texts, encodings, strict=True)
    }
    return {text: pieces for text, pieces in known.items() if len(pieces)}


def rarity(texts: Iterable[Pieces], pieces: int) -> NDArray[np.float64]:
    """Each piece's inverse document frequency, one on average."""
    found = [np.unique(text) for text in texts]
    frequency = np.bincount(np.concatenate(found), minlength=pieces)
    inverse = np.log((len(found) + 1) / (frequency + 1))
    return np.asarray(inverse / inverse.mean())


def _settled(tokenizer: Tokenizer) -> list[tuple[str, float]]:
    """What was learnt, in an order and with scores that do not change from run to run.

    The learner walks through hash tables: last digits differ, and characters that it keeps only because they occur are
    scored in any order, below all others. Those get the lowest score of a longer piece.
    """
    learnt = {
        piece: score for piece, score in json.loads(tokenizer.to_str())["model"]["vocab"] if piece != UNKNOWN
    }
    lowest = min((score for piece, score in learnt.items() if len(piece) > 1), default=0.0)
    return [(piece, round(max(score, lowest), 6)) for piece, score in sorted(learnt.items())]
