"""Review: what adding documents would do, decided from values alone and shown before anything changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.asked import asked
from ingest.changes import Action, Change, Comparison, Counts, compare, touched
from ingest.document import Decision, Prepared
from ingest.duplicates import Duplicates
from ingest.inheritance import inherited
from ingest.kinds import KIND_NAMES
from ingest.passages import passages
from ingest.resemblance import Sketch, sketch
from ingest.shelf import Shelved, Version
from ingest.timeline import begins, named_by
from knowledge.model import LayQuestion, Passage, Source

Reasked = tuple[Shelved, tuple[LayQuestion, ...]]
"""A version on the shelf, and the lay questions that it is to have from now on."""


@dataclass(frozen=True, slots=True)
class Review:
    """What becomes of all documents, the versions that would go on the shelf, and the new lay questions of others."""

    changes: tuple[Change, ...]
    versions: tuple[Version, ...]
    questions: tuple[Reasked, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the library holds: the newest version of each source, by id."""

    newest: Mapping[str, Shelved]
    passages: Callable[[Shelved], Sequence[Passage]]
    questions: Callable[[Shelved], Sequence[LayQuestion]]
    numbers: Mapping[str, int] = field(default_factory=dict)  # the highest that a source's versions ever had
    retired: frozenset[str] = frozenset()
    sketch: Callable[[Shelved], Sketch] = lambda _: frozenset()

    @property
    def sources(self) -> list[Source]:
        """The newest cards."""
        return [shelved.source for shelved in self.newest.values()]


_LINE = "jsonl"  # a line of a corpus is short and one of many: its like is not looked for


def newest(shelved: Iterable[Shelved]) -> dict[str, Shelved]:
    """The newest version of each source."""
    ordered = sorted(shelved, key=lambda version: version.source.version)
    return {version.source.id: version for version in ordered}


def review(
    documents: Iterable[Prepared], known: Known, *, added_by: str | None = None, added_at: str | None = None
) -> Review:
    """What adding these documents, in this order, would do to a library that holds what is known."""
    changes: list[Change] = []
    versions: list[Version] = []
    questions: list[Reasked] = []
    batch: dict[str, Prepared] = {}
    duplicates = Duplicates(known.newest.values(), known.sketch)
    for document in documents:
        if document.source is None or document.decision is not Decision.ACCEPT:
            changes.append(_held_back(document))
            continue
        found = replace(document.source, added_by=added_by, added_at=added_at)
        stopped = _stopped(document, found, known, batch)
        if stopped is not None:
            if found.id not in batch:
                stopped, anew = _asked_anew(stopped, document, known)
                questions += anew
            changes.append(stopped)
            continue
        batch[found.id] = document
        change, version = _accepted(document, found, known)
        own = sketch(document.text) if document.format != _LINE else frozenset()
        changes.append(replace(change, warnings=(*change.warnings, *duplicates.told(version.source, own))))
        versions.append(replace(version, sketch=own))
        duplicates.add(version.source, own)
    return Review(tuple(changes), tuple(versions), tuple(questions))


def _held_back(document: Prepared) -> Change:
    source = document.source
    held = document.decision is Decision.QUARANTINE
    return Change(
        path=document.path,
        source=source.id if source else None,
        version=None,
        action=Action.QUARANTINED if held else Action.FAILED,
        title=source.title if source else None,
        warnings=document.warnings,
        because=document.because,
    )


def _stopped(document: Prepared, found: Source, known: Known, batch: Mapping[str, Prepared]) -> Change | None:
    """The change where nothing is to be done, or nothing may be; None where a version is to be made."""
    before = known.newest.get(found.id)
    twin = batch.get(found.id)
    action = because = None
    if found.id in known.retired:
        action = Action.FAILED
        because = f"《{found.title}》（{found.id}）已停用，没有收。要用就先运行 jianfu reinstate {found.id} 再加，不是同一份就用 --id 另起编号。"
    elif twin is not None and twin.source is not None:
        same = twin.source.sha256 == found.sha256
        action = Action.UNCHANGED if same else Action.FAILED
        because = f"与同一批的 {twin.path} {'是同一份文件' if same else '编号相同，请用 --id 给它另起编号'}。"
    elif before is not None and _unchanged(document, found, before):
        action = Action.UNCHANGED
    elif before is not None and before.source.kind != found.kind and "kind" not in document.overrides:
        action = Action.QUARANTINED
        because = (
            f"书库里的《{before.source.title}》（{found.id}）是{KIND_NAMES[before.source.kind]}，"
            f"这一份看来是{KIND_NAMES[found.kind]}。确实要替换就加 --set kind={found.kind}，不是同一份就用 --id 另起编号。"
        )
    if action is None:
        return None
    kept = action is Action.UNCHANGED and before is not None
    return Change(
        path=document.path,
        source=found.id,
        version=before.source.version if before and kept else None,
        action=action,
        title=found.title,
        passages=Counts(kept=len(known.passages(before))) if kept and before else Counts(),
        warnings=document.warnings,
        because=because,
    )


def _asked_anew(change: Change, document: Prepared, known: Known) -> tuple[Change, list[Reasked]]:
    """An unchanged document that came with lay questions: what is said of them, and what its version then has."""
    before = known.newest.get(change.source or "")
    if before is None or change.action is not Action.UNCHANGED or not document.questions:
        return change, []
    had = tuple(known.questions(before))
    found = asked(document.questions, known.passages(before), had)
    change = replace(change, questions=found.counts, warnings=(*change.warnings, *found.warnings))
    return change, [(before, found.questions)] if found.questions != had else []


def _unchanged(document: Prepared, found: Source, before: Shelved) -> bool:
    return before.source.sha256 == found.sha256 and dict(before.overrides) == dict(document.overrides)


def _accepted(document: Prepared, found: Source, known: Known) -> tuple[Change, Version]:
    before = known.newest.get(found.id)
    highest = max(known.numbers.get(found.id, 0), before.source.version if before else 0)
    source = replace(found, version=highest + 1)
    made = passages(source, document.text, document.slices, document.written)
    had = known.questions(before) if before else ()
    old = inherited(known.passages(before), had, made) if before else ()
    questions = asked(document.questions, made, old, inherited=len(old))
    compared = compare(known.passages(before), made) if before else Comparison(Counts(added=len(made)))
    change = Change(
        path=document.path,
        source=source.id,
        version=source.version,
        action=Action.UPDATED if before else Action.ADDED,
        title=source.title,
        passages=compared.counts,
        differences=compared.differences,
        touched=touched(compared.differences, had),
        questions=questions.counts,
        warnings=(*document.warnings, *_succession(source, known), *questions.warnings),
        released=document.released,
    )
    original = document.original, document.suffix, document.overrides
    return change, Version(source, document.text, made, *original, questions=questions.questions)


def _succession(source: Source, known: Known) -> list[str]:
    """What it supersedes, from when, and how much of what is answered today rests on that."""
    told: list[str] = []
    day = begins(source)
    since = f"自{day.isoformat()}起" if day else "入库后立即"
    for name in source.supersedes:
        found = [other for other in named_by(name, known.sources) if other.id != source.id]
        for other in found:
            questions = len(known.questions(known.newest[other.id]))
            resting = f"，它的{questions}个问法从那时起不再由它作答" if questions else ""
            told.append(f"{since}取代《{other.title}》（{other.id}）{resting}。")
        if not found:
            told.append(f"没有找到它要取代的“{name}”。")
    return told
