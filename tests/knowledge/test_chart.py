"""The chart: what it needs, and that it is drawn."""

import sys
from pathlib import Path

import pytest

from knowledge.errors import NotSetUp, UsageProblem
from knowledge.evaluation import chart
from knowledge.evaluation.report import Report
from knowledge.model import Reason
from tests.knowledge.test_report import case, measured, outcome

pytest.importorskip("matplotlib")


def some() -> Report:
    return measured(
        outcome(case(style="short"), probability=0.9),
        outcome(case(style="口语"), ranked=2, plain=None, probability=0.4),
        outcome(case("no_basis", style="typo"), reason=Reason.NO_BASIS, probability=0.1),
    )


@pytest.mark.parametrize(("name", "start"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.SVG", b"<?xml")])
def test_a_chart_is_drawn_into_a_file(tmp_path: Path, name: str, start: bytes) -> None:
    path = tmp_path / name
    chart.check(path)
    chart.draw(some(), path)
    assert path.read_bytes().startswith(start)
    assert path.stat().st_size > 5000


def test_the_same_report_gives_the_same_picture(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        chart.draw(some(), tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_without_a_font_for_chinese_nothing_chinese_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chart, "_FONTS", ())
    chart.draw(some(), tmp_path / "a.svg")  # a character that the font does not have would be a warning
    drawn = (tmp_path / "a.svg").read_text(encoding="utf-8")  # beside the outlines it names what is written
    assert "<!-- #3 -->" in drawn  # the style 口语
    assert drawn.isascii()


def test_there_may_be_nothing_to_draw(tmp_path: Path) -> None:
    chart.draw(measured(outcome(case("no_basis"), reason=Reason.NO_BASIS)), tmp_path / "a.png")
    assert (tmp_path / "a.png").exists()


@pytest.mark.parametrize(("name", "words"), [("a.pdf", r"\.png"), ("a", r"\.png"), ("没有/a.png", "没有")])
def test_a_file_that_cannot_be_is_refused_beforehand(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(UsageProblem, match=words):
        chart.check(tmp_path / name)


def test_a_file_that_cannot_be_written_ends_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.png").mkdir()
    with pytest.raises(UsageProblem, match="写不了"):
        chart.draw(some(), tmp_path / "a.png")


def test_without_matplotlib_a_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(NotSetUp, match="matplotlib"):
        chart.check(tmp_path / "a.png")
