"""Damaged files by the hundred: each is read or told in a sentence, in time, within memory, and nothing is touched.

More of them, and with pictures to be recognised: `python -m tests.benchmarks.fuzzing`.
"""

import hashlib
from pathlib import Path

import pytest

from ingest.document import Decision
from ingest.preparation import prepare, prepare_document
from ingest.readers import Worker
from tests.ingest import mutations

_COUNT = 400  # files; about as many as fit into half a minute
_RECOGNISED = 12  # pictures: looking for text takes half a second even where there is none
_IN_ONE_ARCHIVE = 60


@pytest.mark.parametrize("seed", range(4))
def test_every_damaged_file_is_read_or_told_in_a_sentence(worker: Worker, seed: int) -> None:
    for document in mutations.mutated(_COUNT // 4, seed, mutations.sound()):
        found = prepare_document(document, {}, worker)
        assert found.slices or (found.because or "").endswith(("。", "处。")) or ":" in (found.because or "")


def test_so_is_every_damaged_picture(worker: Worker) -> None:
    for document in mutations.mutated(_RECOGNISED, 9, mutations.pictures()):
        found = prepare_document(document, {}, worker)
        assert found.decision is Decision.ACCEPT or (found.because or "").endswith("。")


def test_nothing_is_changed_where_the_files_lie(tmp_path: Path) -> None:
    for document in mutations.mutated(_IN_ONE_ARCHIVE, 5, mutations.sound()):
        (tmp_path / document.path).write_bytes(document.content)
    before = state(tmp_path)
    assert len(list(prepare([tmp_path]))) >= len(before)
    assert state(tmp_path) == before


def state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
