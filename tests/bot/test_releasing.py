"""A text that cannot be trusted is held back with its reason, and taken in only where an admin says so in so many words."""

import random
from pathlib import Path

import pytest

from tests.bot.runner import Jianfu
from tests.ingest.homes import tree
from tests.ingest.samples import write

_MATTERS = (
    "会议",
    "发文",
    "调研",
    "检查",
    "报表",
    "评比",
    "台账",
    "工作群",
    "借调",
    "责任书",
    "考核",
    "接待",
)


@pytest.fixture
def shuffled(tmp_path: Path) -> str:
    """Articles in any order."""
    articles = [
        f"第{number}条　各级机关安排{matter}，不得超出规定的范围。"
        for number, matter in enumerate(_MATTERS, 1)
    ]
    random.Random(3).shuffle(articles)  # noqa: S311
    return str(write(tmp_path, "乱.txt", "示例减负规定\n\n" + "\n".join(articles) + "\n"))


def test_it_is_held_back_with_a_reason_and_a_sample(jianfu: Jianfu, own_home: Path, shuffled: str) -> None:
    before = tree(own_home)
    told = jianfu("preview", shuffled, "--json", home=own_home)
    assert (told.code, told.json["decision"]) == (1, "quarantine")
    assert "例如：" in told.json["because"]
    ran = jianfu("add", shuffled, "--yes", home=own_home)
    assert (ran.code, "暂扣" in ran.out, told.json["because"] in ran.out) == (1, True, True)
    assert tree(own_home) == before


def test_it_is_released_only_by_an_explicit_act(jianfu: Jianfu, own_home: Path, shuffled: str) -> None:
    done = jianfu("add", shuffled, "--release", "--json", home=own_home)
    [document] = done.json["documents"]
    assert (done.code, document["action"]) == (0, "added")
    assert any(warning.startswith("本来暂扣，按管理员的要求收下") for warning in document["warnings"])
    [deed] = jianfu("audit", document["source"], "--json", home=own_home).json
    assert deed["act"] == "release"


def test_what_is_there_already_is_not_read_again(
    jianfu: Jianfu, own_home: Path, shuffled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    jianfu("add", shuffled, "--release", "--yes", home=own_home)
    monkeypatch.setattr("ingest.preparation.prepare_document", None)  # whoever reads it would fail
    ran = jianfu("add", shuffled, "--json", home=own_home)
    [document] = ran.json["documents"]
    assert (ran.code, document["action"], document["passages"]["kept"] > 0) == (0, "unchanged", True)
