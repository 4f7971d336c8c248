"""Reranking: a cross-encoder reads the question and a passage together, and moves the first hits.

Optional, slower by orders of magnitude than the ranking it corrects, and only with the extra `models`. Any
sentence-transformers `CrossEncoder` serves, by the name of its folder or on the hub: a sequence classifier
(bge-reranker-v2-m3), or a causal model that is asked for yes or no (Qwen3-Reranker).
"""

import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from knowledge.checkpoint import Role, encodable, folder_of, opening
from knowledge.corpus import placed
from knowledge.errors import NotSetUp
from knowledge.model import Hit
from knowledge.retrieval import authority

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

FIRST = (
    20  # hits that are read; each takes the model tens of milliseconds on a processor without an accelerator
)
# What a sure yes adds to a hit's score, against nothing for a sure no. The first hit of an answerable question lies 5.1
# above the third and 7.8 above the tenth in the median (1,800 questions of the training hands): a sure model can lift
# what stands near, and a clear lead holds against it. No model was at hand to fit it with.
WEIGHT = 6.0
_LONGEST = 512  # tokens of a pair; clauses are shorter, and the cost grows with the square
_BATCH = 8
_CLASSES = 2  # of a classifier: not relevant, relevant
_STEEPEST = 60.0  # a logit beyond it is as good as certain, and its exponential would overflow

_ROLE = Role("重排模型", "JIANFU_RERANKER_MODEL", "就不重排")

# Qwen3-Reranker judges a pair only in the form of its model card: a system message that asks for yes or no, the pair
# under these three labels, an empty thought. Later copies bring it as their chat template; earlier ones bring the
# template for conversations, which has no place for a pair. Jinja takes one line end from the close.
_QWEN3_NAME = re.compile(r"Qwen3-Reranker", re.IGNORECASE)
_QWEN3_FORM = """\
{%- macro said(role, otherwise) -%}
{%- set found = messages | selectattr("role", "eq", role) | map(attribute="content") | first | default(otherwise) -%}
{{- found if found is string else found[0].text -}}
{%- endmacro -%}
<|im_start|>system
Judge whether the Document meets the requirements based on the Query and the Instruct provided. \
Note that the answer can only be "yes" or "no".<|im_end|>
<|im_start|>user
<Instruct>: {{ said("system", "Given a web search query, retrieve relevant passages that answer the query") }}
<Query>: {{ said("query", "") }}
<Document>: {{ said("document", "") }}<|im_end|>
<|im_start|>assistant
<think>

</think>


"""


class Reranker:
    """A cross-encoder by its name. May be asked from several threads, one of which it answers at a time."""

    def __init__(self, name: str, model: "CrossEncoder") -> None:
        """Use `open_reranker`."""
        self.name = name
        self._model = model
        self._lock = threading.Lock()  # the tokenizer is not safe to share

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """How probable it is that each text answers the question, between 0 and 1."""
        pairs = [(encodable(question), encodable(text)) for text in texts]
        if not pairs:
            return []
        with self._lock:
            found = self._model.predict(
                pairs, batch_size=_BATCH, show_progress_bar=False, activation_fn=_unchanged
            )
        return _probabilities(np.asarray(found, dtype=np.float64))


def open_reranker(name: str | None) -> Reranker | None:
    """Open a cross-encoder by the name of its folder or on the hub; without a name there is none.

    Raises:
        NotSetUp: the model cannot be loaded or is no reranker, or the extra `models` is not installed.
    """
    if not name:
        return None
    model = _load(str(folder_of(name, _ROLE) or name))
    if not _judges(model):
        raise NotSetUp(
            f"{name} 不是重排模型（交叉编码器，一个分数或“无关、相关”两类），请检查 JIANFU_RERANKER_MODEL。"
        )
    return Reranker(name, model)


def text_of(hit: Hit) -> str:
    """What a reranker reads of a hit."""
    return placed(hit.source.title, hit.passage.heading, hit.passage.text)


def reranked(hits: Sequence[Hit], probabilities: Sequence[float], weight: float = WEIGHT) -> list[Hit]:
    """The hits with the first of them in a new order; the probabilities are of those, in their order.

    A probability, times `weight` and the passage's authority, is added to the score as the part `reranker`, so that the
    parts still add up. What was not read stays behind what was. Not for the hits of a question that names an article
    and nothing else: those stand in the article's own order.

    Raises:
        ValueError: there are more probabilities than hits.
    """
    if len(probabilities) > len(hits):
        raise ValueError("more probabilities than hits")
    read = [
        _with_part(hit, weight * probability * authority(hit.passage))
        for hit, probability in zip(hits, probabilities, strict=False)
    ]
    read.sort(key=lambda hit: -hit.score)  # stable: equals keep their order
    return [*read, *hits[len(read) :]]


def _with_part(hit: Hit, part: float) -> Hit:
    return replace(hit, score=hit.score + part, parts={**hit.parts, "reranker": part})


def _load(name: str) -> "CrossEncoder":
    """Open a model and let it judge one pair: what is wrong with its form shows only then."""
    with opening(name, _ROLE):
        from sentence_transformers import CrossEncoder  # noqa: PLC0415  # seconds, and only with the extra
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

        disable_progress_bar()  # type: ignore[no-untyped-call]  # has no types of its own
        model: CrossEncoder = CrossEncoder(name)
        model.max_seq_length = min(model.max_seq_length or _LONGEST, _LONGEST)
        try:
            model.predict([("问", "答")], show_progress_bar=False)
        except ValueError:
            if not _QWEN3_NAME.search(Path(name).name):
                raise
            model.processor.chat_template = _QWEN3_FORM
            model.predict([("问", "答")], show_progress_bar=False)
    return model


def _judges(model: "CrossEncoder") -> bool:
    """Whether the model was trained to judge pairs.

    An embedding model loads as well, and is given a last layer of random numbers: its own settings name no classifier.
    """
    alone = len(model) == 1  # further modules bring a last layer of their own
    kinds = getattr(model.config, "architectures", None) or ("",)
    return model.num_labels <= _CLASSES and (not alone or kinds[0].endswith("ForSequenceClassification"))


def _probabilities(logits: NDArray[np.float64]) -> list[float]:
    """Logits as probabilities: of one class by the logistic function, of two by the odds between them. NaN is no."""
    odds = logits[:, 1] - logits[:, 0] if logits.ndim > 1 else logits
    odds = np.clip(np.nan_to_num(odds, nan=-_STEEPEST), -_STEEPEST, _STEEPEST)
    found: list[float] = (1.0 / (1.0 + np.exp(-odds))).tolist()
    return found


def _unchanged(logits: Any) -> Any:
    """Keep the model's own last step out, which is another for each model."""
    return logits
