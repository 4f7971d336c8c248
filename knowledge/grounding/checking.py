"""Checking: a draft sentence against the clauses that it cites, and a whole draft against the answer that it rewords."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from knowledge.grounding import comparing
from knowledge.grounding.clause import Ground
from knowledge.grounding.comparing import KEPT, Placed
from knowledge.grounding.conditions import excepted, softeners
from knowledge.grounding.draft import Sentence, Why
from knowledge.grounding.names import mentioned, offices, strangers
from knowledge.grounding.parts import Figures, Part, contexts, parts
from knowledge.grounding.vocabulary import ADVICE, NARROWING, NO_PROSE, canonical
from knowledge.grounding.wording import Words, items, of_parts
from knowledge.model import Answer
from knowledge.norms import Role, qualifiers

LONGEST_SENTENCE = 160  # characters; a phone shows about eight lines of them
MOST_SENTENCES = 4
_CITED = 0.6  # share of a sentence's words that stand in the very clauses it cites; the rest may be the answer's own
_SAID = 0.5  # of a sentence that the answer says too: what else stands in a clause was not asked for
# Of what ties a rule down, that for which there is no closer look below.
_CONDITIONS = frozenset({Role.CONDITION, Role.APPROVAL, Role.CONTRAST})
_EXCEPTION_KEPT = 0.75  # share of the words of what is excepted


class Grounds:
    """The clauses of an answer, against which a draft of its summary is held."""

    def __init__(self, answer: Answer, summary: str) -> None:
        """`summary`: what is reworded, without the name of its source before it."""
        self._grounds = tuple(Ground(citation) for citation in answer.citations)
        self._summary = canonical(summary)
        self._parts = parts(summary)

    def flaw(self, sentence: Sentence) -> Why | None:
        """What is wrong with a sentence of a draft by itself; None where nothing is."""
        if not _is_prose(sentence.text):
            return Why.FORM
        if not sentence.cites or not all(1 <= number <= len(self._grounds) for number in sentence.cites):
            return Why.UNCITED
        cited = [self._grounds[number - 1] for number in sentence.cites]
        return next(self._flaws(sentence.text, cited), None)

    def loss(self, sentences: Sequence[Sentence]) -> Why | None:
        """What a whole draft leaves out of the summary, or why it is none; None where it holds."""
        if not 1 <= len(sentences) <= MOST_SENTENCES:
            return Why.FORM
        return next(self._losses("\n".join(sentence.text for sentence in sentences)), None)

    def _flaws(self, text: str, cited: Sequence[Ground]) -> Iterator[Why]:
        known = "\n".join((*(ground.said for ground in cited), self._summary))
        plain, said = canonical(text), parts(text)
        if _speaks_to_the_reader(plain, canonical(known)):
            yield Why.ADVICE
        if any(strangers(text, [ground.citation for ground in cited], known)):
            yield Why.NAME
        if not _figures_hold(said, [context for ground in cited for context in ground.contexts]):
            yield Why.FIGURE
        if not _exceptions_hold(plain, [one for ground in cited for one in ground.excepted]):
            yield Why.EXCEPTION
        theirs = self._placed(cited)
        yield from (why for part in said if (why := comparing.flaw(part, plain, theirs)))
        words = " ".join(part.words for part in said)
        if Words([canonical(known)]).strange(words) or of_parts(self._parts).coverage(words) < _SAID:
            yield Why.WORDS
        if Words(canonical(ground.said) for ground in cited).share(words) < _CITED:
            yield Why.UNCITED

    def _placed(self, cited: Sequence[Ground]) -> list[Placed]:
        """The parts of the clauses; with those of the first also the summary's, which has with it what stands above a sentence."""
        theirs = [(part, ground) for ground in cited for part in ground.parts]
        first = self._grounds[0]
        return theirs + [(part, first) for part in self._parts] if first in cited else theirs

    def _losses(self, text: str) -> Iterator[Why]:
        plain, said = canonical(text), parts(text)
        if not _figures(self._parts) <= _figures(said):
            yield Why.FIGURE
        if not self._conditions_kept(plain):
            yield Why.EXCEPTION
        if not offices(self._summary) <= offices(plain):
            yield Why.BEARER
        if not mentioned(self._summary) <= mentioned(text):
            yield Why.NAME
        if comparing.unsaid(self._summary, plain):
            yield Why.POLARITY
        if any(self._summary.count(word) > plain.count(word) for word in NARROWING):
            yield Why.DROPPED
        whole, enumerated = of_parts(said), chain.from_iterable(items(part.words) for part in self._parts)
        if not all(comparing.kept(part, said) for part in self._parts) or any(
            whole.keeps(item) < KEPT for item in enumerated
        ):
            yield Why.DROPPED

    def _conditions_kept(self, plain: str) -> bool:
        """Whether a draft has the exceptions, softeners, conditions and approvals that the summary has."""
        if not softeners(self._summary) <= softeners(plain):
            return False
        if not _covered(excepted(self._summary), excepted(plain)):
            return False
        words = Words([plain])
        conditions = [canonical(one) for ground in self._grounds for one in ground.citation.exceptions]
        conditions += [
            self._summary[one.span.start : one.span.end]
            for one in qualifiers(self._summary)
            if one.role in _CONDITIONS
        ]
        return all(words.share(one) >= _EXCEPTION_KEPT for one in conditions if one in self._summary)


def _is_prose(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    chinese = sum("\u3400" <= letter <= "\u9fff" for letter in letters)
    return 0 < len(text) <= LONGEST_SENTENCE and not NO_PROSE.search(text) and chinese * 2 > len(letters)


def _speaks_to_the_reader(plain: str, known: str) -> bool:
    """Whether a draft advises or addresses somebody in words that no clause has."""
    return any(match.group() not in known for match in ADVICE.finditer(plain))


def _figures(said: Iterable[Part]) -> frozenset[object]:
    return frozenset(figure for part in said for figure in part.figures)


def _figures_hold(said: Sequence[Part], theirs: Sequence[tuple[str, Figures]]) -> bool:
    """Whether each figure is one of the clauses, and of the matter of which they give it."""
    known = frozenset[object]().union(*(figures for _, figures in theirs))
    for words, figures in contexts(said):
        if not figures <= known:
            return False
        units = {unit for _, unit, _ in figures}
        rivals = [
            (Words([other]).share(words), held)
            for other, held in theirs
            if units & {unit for _, unit, _ in held}
        ]
        nearest = max((share for share, _ in rivals), default=0.0)
        if nearest and not figures <= frozenset().union(
            *(held for share, held in rivals if share >= nearest)
        ):
            return False
    return True


def _exceptions_hold(plain: str, known: Sequence[str]) -> bool:
    """Whether a draft excepts only what the clauses except, and speaks of that as excepted."""
    claimed, words = excepted(plain), Words([plain])
    if not _covered(claimed, known):
        return False
    spoken_of = [one for one in known if words.has_some(one) and words.share(one) >= _EXCEPTION_KEPT]
    return all(any(Words([other]).share(one) >= KEPT for other in claimed) for one in spoken_of)


def _covered(these: Iterable[str], others: Iterable[str]) -> bool:
    """Whether each of these, item by item, stands in one of the others."""
    held = [Words([other]) for other in others]
    return all(
        any(all(words.share(item) >= _EXCEPTION_KEPT for item in items(one)) for words in held)
        for one in these
    )
