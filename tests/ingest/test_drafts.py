"""Drafts outlive whoever made them, whole or not at all, and nobody else reads them."""

import os
import stat
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ingest.drafts import KEPT, Draft, Drafts, State, new_id
from knowledge.errors import JianfuError

PARTS = [(".jpg", b"first"), ("/../../b.png", b"second")]


def draft(**fields: object) -> Draft:
    values: dict[str, object] = {"id": new_id(), "owner": 7, "name": "王五", "path": "通知.pdf", "chat": 7}
    return Draft(**(values | fields))  # type: ignore[arg-type]  # a test names what it is about


def test_a_draft_comes_back_as_it_was_after_a_restart(home: Path) -> None:
    made = Drafts(home).create(
        draft(overrides={"kind": "rule"}, fetched=date(2026, 11, 22), released=True, card=12), PARTS
    )
    assert made.parts == ("0.jpg", "1")
    again = Drafts(home)
    assert again.all() == [made] == [again.get(made.id)]
    assert again.contents(made) == [b"first", b"second"]


def test_only_the_owner_of_the_process_reads_it(home: Path) -> None:
    made = Drafts(home).create(draft(), PARTS)
    Drafts(home).put(replace(made, state=State.REVIEWING))
    folder = home / "drafts" / made.id
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("state", State)
def test_what_is_decided_on_keeps_its_record_and_loses_its_content(home: Path, state: State) -> None:
    drafts = Drafts(home)
    made = drafts.put(replace(drafts.create(draft(), PARTS), state=state, generation="g00000002"))
    assert drafts.get(made.id) == made
    left = {path.name for path in (home / "drafts" / made.id).iterdir()}
    assert left == {"draft.json", *(made.parts if made.open else ())}
    if not made.open:
        with pytest.raises(JianfuError, match="重新发"):
            drafts.contents(made)


def test_what_is_old_or_half_made_is_swept(home: Path) -> None:
    drafts = Drafts(home)
    now = datetime.now(UTC)
    young = drafts.create(draft(began=now - KEPT + timedelta(hours=1)), PARTS)
    drafts.create(draft(began=now - KEPT - timedelta(hours=1)), PARTS)
    (home / "drafts" / ".incoming-0123456789ab").mkdir()
    (home / "drafts" / "0123456789ab").mkdir()
    (home / "drafts" / "0123456789ab" / "draft.json").write_bytes(b'{"id": "0123')
    assert drafts.sweep(now) == 3
    assert drafts.all() == [young]
    drafts.drop(young)
    assert drafts.all() == []


@pytest.mark.parametrize("id_", ["", "..", "../../etc", "0123456789AB", "0123456789abc", "0123456789a\n"])
def test_no_name_leads_elsewhere(home: Path, id_: str) -> None:
    assert Drafts(home).get(id_) is None


def test_a_disk_that_does_not_take_it_is_one_sentence(home: Path) -> None:
    home.mkdir()
    (home / "drafts").touch()
    with pytest.raises(JianfuError, match="存不下来"):
        Drafts(home).create(draft(), PARTS)


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from ingest.drafts import Draft, Drafts, State, new_id
drafts = Drafts(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    made = drafts.create(Draft(id=new_id(), owner=7, name="x", path="y", chat=7), [(".txt", b"x" * 100_000)])
    for number in range(3):
        made = drafts.put(replace(made, state=State.REVIEWING, overrides={"title": "z" * 10_000}))
"""


def test_a_process_killed_at_any_moment_leaves_whole_drafts(home: Path) -> None:
    for delay in (0.0, 0.01, 0.03, 0.07, 0.11):
        with subprocess.Popen(  # noqa: S603  # our own code
            [sys.executable, "-c", WRITER, str(home)], stdout=subprocess.PIPE, text=True, cwd=Path.cwd(),
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(delay)
            process.kill()
    drafts = Drafts(home)
    before = drafts.all()
    assert all(drafts.contents(one) == [b"x" * 100_000] for one in before)
    drafts.sweep()
    assert drafts.all() == before
    assert {path.name for path in (home / "drafts").iterdir()} == {one.id for one in before}
