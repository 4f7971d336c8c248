"""`retire`, `reinstate`, `rollback`, `history`, `diff`: what an admin at the command line sees and leaves behind."""

from pathlib import Path
from typing import Any

import pytest

from tests.bot.runner import Jianfu
from tests.ingest.homes import tree
from tests.ingest.samples import STATUTE, write

ID = "示例省会议管理条例"


@pytest.fixture
def home(jianfu: Jianfu, own_home: Path, tmp_path: Path) -> Path:
    """The starter corpus and two versions of a statute."""
    for text in (STATUTE, STATUTE.replace("一小时", "半小时")):
        assert jianfu("add", str(write(tmp_path, "a.txt", text)), "--yes", home=own_home).code == 0
    return own_home


def version(jianfu: Jianfu, home: Path) -> int | None:
    rows: list[dict[str, Any]] = jianfu("sources", "--json", home=home).json
    return next((row["version"] for row in rows if row["id"] == ID), None)


def test_a_review_shows_word_by_word_what_changes(jianfu: Jianfu, own_home: Path, tmp_path: Path) -> None:
    jianfu("add", str(write(tmp_path, "a.txt", STATUTE)), "--yes", home=own_home)
    newer = write(tmp_path, "a.txt", STATUTE.replace("一小时", "半小时"))
    out = jianfu("add", str(newer), "--dry-run", home=own_home).out
    assert "条款：增0 改1 删0 不变5" in out
    assert "改动 第二章 第3条：第三条 会议一般不超过[-一小时-]{+半小时+}，经批准的除外。有下列情……" in out


def test_a_source_is_retired_and_reinstated(jianfu: Jianfu, home: Path) -> None:
    ran = jianfu("retire", ID, "--yes", home=home)
    assert (ran.code, f"已停用《{ID}》" in ran.out) == (0, True)
    assert version(jianfu, home) is None
    again = jianfu("retire", ID, "--yes", home=home)
    assert (again.code, again.err) == (2, f"“{ID}”已经停用了。\n")
    told = jianfu("reinstate", ID, "--json", home=home).json
    assert [(one["action"], one["version"]) for one in told["documents"]] == [("reinstated", 2)]
    assert version(jianfu, home) == 2


def test_a_source_goes_back_and_forth_between_versions(jianfu: Jianfu, home: Path) -> None:
    assert jianfu("rollback", ID, "--yes", home=home).code == 0
    assert version(jianfu, home) == 1
    assert jianfu("rollback", ID, "--to", "2", "--yes", home=home).code == 0
    assert version(jianfu, home) == 2


def test_the_last_publication_is_taken_back(jianfu: Jianfu, home: Path) -> None:
    told = jianfu("rollback", "--json", home=home).json
    assert [(one["action"], one["path"]) for one in told["documents"]] == [("withdrawn", f"{ID}@2")]
    assert version(jianfu, home) == 1
    assert jianfu("rollback", "--generation", "g00000003", "--yes", home=home).code == 2


def test_nothing_is_done_that_nobody_agreed_to(jianfu: Jianfu, home: Path) -> None:
    before = tree(home)
    for arguments in (("retire", ID), ("rollback", ID), ("rollback",)):
        ran = jianfu(*arguments, home=home)
        assert (ran.code, "--yes" in ran.err) == (1, True)
    assert tree(home) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("retire", "没有这份", "--yes"), "没有“没有这份”这份文件"),
        (("rollback", ID, "--to", "9", "--yes"), "没有第9版"),
        (("rollback", "--to", "1", "--yes"), "--to 要和文件一起写"),
        (("rollback", ID, "--generation", "g00000001", "--yes"), "只能写一个"),
        (("diff", "ruogan-guiding-2024"), "没有可以对照的旧版"),
        (("diff", ID, "1", "7"), "没有可以对照的第7版"),
        (("history", "没有这份"), "没有“没有这份”这份文件"),
    ],
)
def test_what_cannot_be_done_is_said(
    jianfu: Jianfu, home: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = jianfu(*arguments, home=home)
    assert (ran.code, told in ran.err) == (2, True)


def test_a_history_tells_versions_and_publications(jianfu: Jianfu, home: Path) -> None:
    jianfu("rollback", ID, "--yes", home=home)
    jianfu("retire", ID, "--yes", home=home)
    told = jianfu("history", ID, "--json", home=home).json
    assert [(one["version"], one["in_use"]) for one in told["versions"]] == [(1, False), (2, False)]
    assert [one["act"] for one in told["publications"]] == ["add", "add", "rollback", "retire"]
    out = jianfu("history", ID, home=home).out
    assert [words in out for words in ("已停用", "已撤下", "入库", "退回")] == [True] * 4
    whole = jianfu("history", "--json", home=home).json
    assert [one["act"] for one in whole] == ["add", "add", "add", "rollback", "retire"]
    assert whole[0]["by"] == "starter"
    assert "撤回" not in jianfu("history", home=home).out


def test_two_versions_are_compared(jianfu: Jianfu, home: Path) -> None:
    told = jianfu("diff", ID, "--json", home=home).json
    assert (told["from"], told["to"], told["passages"]) == (
        1,
        2,
        {"added": 0, "changed": 1, "removed": 0, "kept": 5},
    )
    [change] = told["differences"]
    assert (change["locator"], change["change"]) == ("第二章 第3条", "changed")
    assert [piece["text"] for piece in change["pieces"] if piece["fate"] != "kept"] == ["一小时", "半小时"]
    out = jianfu("diff", ID, home=home).out
    assert "第1版 → 第2版：增0 改1 删0 不变5" in out
    assert "[-一小时-]{+半小时+}" in out


def test_every_act_stands_in_the_journal(jianfu: Jianfu, home: Path) -> None:
    jianfu("rollback", "--yes", home=home)
    jianfu("retire", ID, "--yes", home=home)
    jianfu("reinstate", ID, "--yes", home=home)
    rows = jianfu("audit", ID, "--json", home=home).json
    assert [row["act"] for row in rows] == ["reinstate", "retire", "undo", "add", "add"]
    assert all(row["by"].startswith("cli:") and row["generation"] for row in rows)
