"""Encoding: values as the JSON that the contract promises. Keys stay; unknown is null."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ingest.changes import Change
from ingest.differences import ClauseDifference
from ingest.document import Prepared
from ingest.publish import Publication
from knowledge.library import Shown, SourceCard
from knowledge.model import Answer, Citation, Hit, NoAnswer, Passage, Question, Source
from knowledge.spending import Spending

Json = dict[str, Any]  # the border to JSON is untyped by nature
_PREVIEWED = (
    "id",
    "title",
    "author",
    "issuer",
    "publisher",
    "number",
    "issued",
    "published",
    "effective",
    "expires",
    "status",
    "supersedes",
    "kind",
    "region",
)


def encode_result(result: Answer | NoAnswer, elapsed_ms: float, id_: object = None) -> Json:
    """`ask`."""
    answered = isinstance(result, Answer)
    return {
        "id": id_,
        "question": result.question.text,
        "region": result.question.region,
        "on": result.question.on.isoformat(),
        "outcome": "answer" if answered else "no_answer",
        "reason": None if isinstance(result, Answer) else result.reason.value,
        "verdict": result.verdict.value if isinstance(result, Answer) else None,
        "summary": result.summary if isinstance(result, Answer) else result.message,
        "citations": [encode_citation(citation) for citation in result.citations]
        if isinstance(result, Answer)
        else [],
        "nearest": []
        if isinstance(result, Answer)
        else [encode_citation(citation) for citation in result.nearest],
        "caveats": list(result.caveats) if isinstance(result, Answer) else [],
        "steps": [
            {"text": step.text, "citation": encode_citation(step.citation)}
            for step in (result.steps if isinstance(result, Answer) else ())
        ],
        "choices": [{"label": choice.label, "question": choice.question} for choice in result.choices],
        "written_by": result.written_by if isinstance(result, Answer) else None,
        "elapsed_ms": round(elapsed_ms, 1),
    }


def encode_spending(spending: Spending, *, resting: bool) -> Json:
    """What a language model was asked and what that cost, in counts; `resting`: it keeps failing and is left alone."""
    counts = spending.counts
    cost = round(counts.cost(spending.price), 6) if spending.price else None
    return {**asdict(counts), "cost": cost, "resting": resting}


def encode_failure(id_: object, sentence: str, **given: object) -> Json:
    """The result of a batch's line that could not be worked on."""
    return {"id": id_, **given, "error": sentence}


def encode_citation(citation: Citation) -> Json:
    """A citation; what a passage has of its own goes before its source's."""
    source, passage = citation.source, citation.passage
    return {
        "source": source.id,
        "title": source.title,
        "locator": passage.locator,
        "article": passage.article,
        "kind": passage.kind.value,
        "authority": source.authority,
        "issuer": source.issuer,
        "number": source.number,
        "status": source.status.value,
        "region": passage.region,
        "issued": _day(source.issued),
        "effective": _day(source.effective),
        "url": source.url,
        "verification": passage.grade.value if passage.grade else None,
        "stance": citation.stance.value,
        "addressee": passage.addressee,
        "quote": citation.quote,
        "ground": citation.ground,
        "exceptions": list(citation.exceptions),
        "passage": passage.id,
    }


def encode_search(
    question: Question, hits: Sequence[Hit], elapsed_ms: float, id_: object = None, *, explain: bool
) -> Json:
    """`search`."""
    return {
        "id": id_,
        "query": question.text,
        "hits": [encode_hit(hit, explain=explain) for hit in hits],
        "elapsed_ms": round(elapsed_ms, 1),
    }


def encode_hit(hit: Hit, *, explain: bool = False) -> Json:
    """A hit, with what each part of the ranking gave if asked."""
    row: Json = {
        "source": hit.source.id,
        "title": hit.source.title,
        "locator": hit.passage.locator,
        "article": hit.passage.article,
        "score": round(hit.score, 6),
        "lexical_rank": hit.lexical_rank,
        "dense_rank": hit.dense_rank,
        "text": hit.passage.text,
        "passage": hit.passage.id,
    }
    if explain:
        row["parts"] = {name: round(value, 6) for name, value in hit.parts.items()}
        row["lexical_score"], row["dense_score"] = round(hit.lexical_score, 6), round(hit.dense_score, 6)
    return row


def encode_shown(shown: Shown) -> Json:
    """`show`: the source's card with passages, and what stands before and after them."""
    return {
        "source": encode_source(shown.source),
        "passages": [encode_passage(passage) for passage in shown.passages],
        "previous": shown.previous.locator if shown.previous else None,
        "next": shown.following.locator if shown.following else None,
    }


def encode_passage(passage: Passage) -> Json:
    """A passage with its place in the cleaned text, in Unicode code points."""
    return {
        "id": passage.id,
        "locator": passage.locator,
        "article": passage.article,
        "heading": passage.heading,
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "kind": passage.kind.value,
        "region": passage.region,
        "verification": passage.grade.value if passage.grade else None,
        "topics": list(passage.topics),
        "addressee": passage.addressee,
        "written": passage.written,
        "references": [
            {
                "document": reference.document,
                "article": reference.article,
                "text": passage.text[reference.start : reference.end],
            }
            for reference in passage.references
        ],
    }


def encode_source(source: Source) -> Json:
    """A source's card."""
    return {
        "id": source.id,
        "version": source.version,
        "title": source.title,
        "kind": source.kind.value,
        "authority": source.authority,
        "issuer": source.issuer,
        "number": source.number,
        "region": source.region,
        "status": source.status.value,
        "author": source.author,
        "publisher": source.publisher,
        "issued": _day(source.issued),
        "published": _day(source.published),
        "effective": _day(source.effective),
        "expires": _day(source.expires),
        "supersedes": list(source.supersedes),
        "aliases": list(source.aliases),
        "url": source.url,
        "note": source.note,
        "sha256": source.sha256,
        "added_by": source.added_by,
        "added_at": source.added_at,
    }


def encode_card(card: SourceCard) -> Json:
    """`sources`, one row."""
    return {
        **encode_source(card.source),
        "passages": card.passages,
        "questions": card.questions,
        "asked": card.asked,
        "verification": [grade.value for grade in card.grades],
    }


def encode_preview(document: Prepared) -> Json:
    """`preview`: what cleaning and structuring make of a document."""
    source = document.source
    card = encode_source(source) if source else dict.fromkeys(_PREVIEWED)
    return {
        "path": document.path,
        "format": document.format,
        **{name: card[name] for name in _PREVIEWED},
        "text": document.text,
        "passages": [
            {
                "locator": piece.locator,
                "article": piece.article,
                "text": document.text[piece.start : piece.end],
            }
            for piece in document.slices
        ],
        "removed": [{"why": removed.why, "text": removed.text} for removed in document.removed],
        "repaired": [{"why": one.why, "from": one.before, "to": one.after} for one in document.repaired],
        "warnings": list(document.warnings),
        "decision": document.decision.value,
        "because": document.because,
    }


def encode_publication(publication: Publication) -> Json:
    """`add`: what became of each document, and how the new index stood its questions."""
    return {
        "generation": publication.generation,
        "documents": [encode_change(change) for change in publication.documents],
        "smoke": {"asked": publication.smoke.asked, "passed": publication.smoke.passed},
    }


def encode_change(change: Change) -> Json:
    """What becomes of one document."""
    return {
        "path": change.path,
        "source": change.source,
        "version": change.version,
        "action": change.action.value,
        "title": change.title,
        "passages": asdict(change.passages),
        "differences": [encode_difference(one) for one in change.differences],
        "touched": [{"locator": one.locator, "questions": len(one.questions)} for one in change.touched],
        "questions": asdict(change.questions),
        "warnings": list(change.warnings),
        "because": change.because,
        "released": change.released,
    }


def encode_difference(difference: ClauseDifference) -> Json:
    """A clause that differs, with its words piece by piece."""
    return {
        "locator": difference.locator,
        "was_at": difference.before.locator if difference.before else None,
        "change": fate_of(difference),
        "before": difference.before.text if difference.before else None,
        "after": difference.after.text if difference.after else None,
        "pieces": [{"fate": piece.fate.value, "text": piece.text} for piece in difference.pieces],
    }


def fate_of(difference: ClauseDifference) -> str:
    """What became of a clause: added, changed, removed."""
    if difference.before is None:
        return "added"
    return "removed" if difference.after is None else "changed"


def _day(day: object) -> str | None:
    return None if day is None else str(day)
