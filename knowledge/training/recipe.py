"""The recipe: what decides the shipped model besides its pairs, and the folder that comes of it."""

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.embedding import StaticEmbeddings
from knowledge.errors import NotSetUp
from knowledge.training.asked import Asked, batches
from knowledge.training.pairs import PER_TITLE, Pair, Pairs, hold_out, rounds

_FIRST = 10  # ranks in which a held-out text counts as found


@dataclass(frozen=True, slots=True)
class Recipe:
    """The constants, chosen on held-out pairs and never on the public tests."""

    pieces: int = 24_000  # times dimensions, times two bytes: under 15 MB with the tokenizer
    dimensions: int = 256
    texts: int = (
        30_000  # that the pieces are learnt from; from 80,000 it took three times as long and ranked alike
    )
    epochs: int = 2  # the held-out questions stood still after two, titles gained until four
    lay_epochs: int = 4
    batch: int = 1024
    rate: float = 0.01
    seed: int = 20_261_122


@dataclass(frozen=True, slots=True)
class Training:
    """What came of a training: pairs, seconds, and how often a held-out text was among the first ten."""

    questions: int
    pairs: int
    held_out: int
    seconds: float
    recall: Mapping[str, float]  # by file

    def summary(self) -> str:
        """Say it in a few lines of Markdown."""
        rows = "".join(f"\n| `{name}` | {value:.3f} |" for name, value in self.recall.items())
        return (
            f"Trained on {self.pairs:,} pairs and {self.questions:,} lay questions in {self.seconds:.0f} s. {self.held_out:,} pairs were held out "
            f"(by their second text); how often that text was among the first ten of all held-out texts:\n\n"
            f"| pairs | recall@10 |\n|---|---|{rows}\n"
        )


@dataclass(frozen=True, slots=True)
class Lay:
    """Lay questions to train on: of the clauses that are to be found, and of others, for their words."""

    clauses: Sequence[Asked] = ()
    others: Sequence[Asked] = ()

    def texts(self) -> set[str]:
        """All texts, of clauses and of questions."""
        return {text for asked in (*self.clauses, *self.others) for text in (asked.text, *asked.questions)}


def train(pairs: Pairs, out: Path, recipe: Recipe | None = None, lay: Lay | None = None) -> Training:
    """Train on all but the held-out pairs, and on lay questions; write a sentence-transformers folder with its card.

    Raises:
        NotSetUp: the extra `models` is not installed.
    """
    recipe = recipe or Recipe()
    start = time.monotonic()
    seen, unseen = hold_out(pairs)
    lay = lay or Lay()
    _learn(seen, lay, out, recipe)
    training = Training(
        questions=sum(len(asked.questions) for asked in (*lay.clauses, *lay.others)),
        pairs=sum(map(len, seen.values())),
        held_out=sum(map(len, unseen.values())),
        seconds=time.monotonic() - start,
        recall=_recall(out, unseen),
    )
    (out / "README.md").write_text(_card(training, recipe, out), encoding="utf-8")
    return training


def _learn(pairs: Pairs, lay: Lay, out: Path, recipe: Recipe) -> None:
    """Learn pieces, then their vectors, and save them."""
    try:
        import torch  # noqa: PLC0415  # with what needs it, seconds to import and only in the extra

        from knowledge.training.pieces import cut, learn_pieces  # noqa: PLC0415
        from knowledge.training.vectors import learn_vectors  # noqa: PLC0415
    except ImportError as error:
        raise NotSetUp("训练向量模型需要另外的组件，请运行 pip install 'jianfu[models]'。") from error
    texts = sorted({text for some in pairs.values() for pair in some for text in pair})
    chance = random.Random(recipe.seed)  # noqa: S311  # repeatable, and no secret
    own = sorted(lay.texts())
    tokenizer = learn_pieces([*chance.sample(texts, min(recipe.texts, len(texts))), *own], recipe.pieces)
    pieces = cut(tokenizer, sorted({*texts, *own}))
    usable = {name: [pair for pair in some if pieces.keys() >= set(pair)] for name, some in pairs.items()}
    torch.manual_seed(recipe.seed)
    order = _order(_batches(usable, recipe, chance), lay, recipe, chance)
    order = [[pair for pair in batch if pieces.keys() >= set(pair)] for batch in order]
    model = learn_vectors(tokenizer, pieces, order, recipe.dimensions, recipe.rate)
    model.save(str(out), create_model_card=False)
    (out / "model.safetensors").chmod(0o644)  # it is written for its owner alone


def _batches(pairs: Pairs, recipe: Recipe, chance: random.Random) -> list[list[Pair]]:
    """All batches of all epochs, each from one list without repeats."""
    batches: list[list[Pair]] = []
    for _ in range(recipe.epochs):
        cut = [
            some[start : start + recipe.batch]
            for some in rounds(pairs, chance)
            for start in range(0, len(some), recipe.batch)
        ]
        chance.shuffle(cut)
        batches += cut
    return batches


def _order(general: list[list[Pair]], lay: Lay, recipe: Recipe, chance: random.Random) -> list[list[Pair]]:
    """The general batches alone at first, then mixed with those of lay questions, so that neither is forgotten."""
    asked = [batch for _ in range(recipe.lay_epochs) for batch in batches(lay.clauses, lay.others, chance)]
    first = len(general) // 2 if asked else len(general)
    mixed = general[first:] + asked
    chance.shuffle(mixed)
    return general[:first] + mixed


def _recall(folder: Path, pairs: Pairs) -> dict[str, float]:
    """How often a pair's text is among the first ten of all pairs' texts, by file."""
    embeddings = StaticEmbeddings(folder)
    texts = sorted({text for some in pairs.values() for _, text in some})
    number = {text: place for place, text in enumerate(texts)}
    vectors = np.asarray(embeddings.embed_documents(texts), dtype=np.float32)
    recall = {}
    for name, some in pairs.items():
        if some:
            likeness = (
                np.asarray(embeddings.embed_documents([one for one, _ in some]), dtype=np.float32) @ vectors.T
            )
            own = likeness[np.arange(len(some)), [number[text] for _, text in some]]
            recall[name] = float(((likeness > own[:, None]).sum(axis=1) < _FIRST).mean())
    return recall


def _card(training: Training, recipe: Recipe, out: Path) -> str:
    """Write the model card."""
    return f"""---
language: zh
library_name: sentence-transformers
pipeline_tag: sentence-similarity
license: apache-2.0
---

# jianfu-static

Static embedding of Chinese texts: {recipe.pieces:,} pieces of one to four characters, {recipe.dimensions} dimensions, \
half precision, {_megabytes(out):.1f} MB. A text is the mean of its pieces; compare by cosine. It is the small model that jianfu ships, made to \
stand beside lexical search, not to replace it: it knows no word order.

## Made with

    python -m knowledge.training PAIRS_DIR OUT_DIR --home HOME --asked STATUTES_DIR

Seed {recipe.seed}. sentence-transformers' `StaticEmbedding`, `MultipleNegativesRankingLoss` both ways with in-batch \
negatives, {recipe.epochs} epochs of batches of {recipe.batch:,} in which no text occurs twice, at most {PER_TITLE} \
articles a title and epoch; from the half on mixed with {recipe.lay_epochs} epochs of lay questions, each batch one \
question of every clause against the clause or against another of its questions. Adam {recipe.rate} falling in a line. Vectors start as a random projection of tf-idf; while \
training, a piece's vector is its own plus the mean of its characters'.

## Data

| pairs | from | licence |
|---|---|---|
| names and chapters with articles, halves of articles | national statutes, regulations of seven provinces | statutes \
are not copyrightable |
| questions with paragraphs | DRCD | CC BY-SA 3.0 |
| questions with paragraphs | CMRC 2018 (trial) | CC BY-SA 4.0 |
| questions with articles or answers | LawBench 1-1, 3-2, 3-8 | Apache-2.0 |
| lay questions with clauses | jianfu's own body, its training hands | CC BY 4.0 |
| lay questions with statute articles | jianfu's own | CC BY 4.0 |

None of their sentences is in the model.

## Measured

{training.summary()}"""


def _megabytes(folder: Path) -> float:
    """How much a folder's files take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
