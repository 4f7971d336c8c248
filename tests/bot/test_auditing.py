"""`audit`: what was done at the command line stands in the journal, and what was only looked at does not."""

from pathlib import Path

import pytest

from tests.bot.runner import Jianfu
from tests.ingest.samples import STATUTE, write


@pytest.fixture
def statute(tmp_path: Path) -> str:
    return str(write(tmp_path, "statute.txt", STATUTE))


def test_what_was_done_is_listed_the_latest_first(
    jianfu: Jianfu, own_home: Path, statute: str, tmp_path: Path
) -> None:
    assert jianfu("audit", home=own_home).out == "还没有记录。\n"
    added = jianfu("add", statute, "--yes", "--json", home=own_home).json
    [document] = added["documents"]
    id_ = document["source"]
    asked = jianfu("questions", id_, "--add", "会能开多久", "--clause", "3", "--yes", home=own_home)
    assert asked.code == 0
    assert jianfu("rebuild", home=own_home).code == 0
    rows = jianfu("audit", "--json", home=own_home).json
    assert [(row["act"], row["source"]) for row in rows] == [
        ("rebuild", None),
        ("questions", id_),
        ("add", id_),
    ]
    assert rows[2]["generation"] == added["generation"]
    assert rows[2]["version"] == 1
    assert all(row["by"].startswith("cli:") for row in rows)
    out = jianfu("audit", id_, home=own_home).out
    assert [words in out for words in ("入库", "改问法", "重建索引")] == [True, True, False]
    assert len(jianfu("audit", "--limit", "1", "--json", home=own_home).json) == 1


def test_what_changed_nothing_is_not_listed(jianfu: Jianfu, own_home: Path, statute: str) -> None:
    for arguments in (("--dry-run",), ("--yes",), ("--yes",)):
        jianfu("add", statute, *arguments, home=own_home)
    assert len(jianfu("audit", "--json", home=own_home).json) == 1


def test_without_a_journal_to_write_in_nothing_is_done(
    jianfu: Jianfu, own_home: Path, statute: str, tmp_path: Path
) -> None:
    before = (own_home / "index" / "CURRENT").read_text()
    ran = jianfu(
        "add", statute, "--yes", home=own_home, JIANFU_DATABASE_URL=f"sqlite:///{tmp_path}/no/such.db"
    )
    assert (ran.code, "JIANFU_DATABASE_URL" in ran.err) == (3, True)
    assert (own_home / "index" / "CURRENT").read_text() == before
