"""What binds whom and when, and what a question names."""

from datetime import date
from typing import Any

import pytest

from knowledge.corpus import Catalogue, covers, gives_figures, in_force, placed
from knowledge.model import Grade, Kind, Source, Status
from tests.builders import TODAY, passage, source

RULE = source(aliases=("若干规定", "规定"))
APP = source(
    id="app", title="政务移动互联网应用程序规范化管理办法", number="国办函〔2026〕12号", aliases=("App办法",)
)
RECEPTION = source(id="jiedai", title="党政机关国内公务接待管理规定", aliases=("接待规定",))
LAW = source(id="tongji", title="中华人民共和国统计法（2024修正）", kind=Kind.LAW)
ALL = (RULE, APP, RECEPTION, LAW)


def catalogue(*sources: Source) -> Catalogue:
    return Catalogue({one.key: one for one in sources})


@pytest.mark.parametrize(
    ("fields", "on", "expected"),
    [
        ({"effective": date(2026, 1, 1)}, date(2025, 12, 31), False),
        ({"effective": date(2026, 1, 1)}, date(2026, 1, 1), True),
        ({"effective": None, "issued": None}, TODAY, True),
        ({"expires": TODAY}, TODAY, False),
        ({"expires": TODAY, "status": Status.SUPERSEDED}, date(2026, 11, 21), True),
        ({"status": Status.REPEALED}, TODAY, False),
        ({"status": Status.DRAFT}, TODAY, False),
        ({"status": Status.SUPERSEDED}, TODAY, False),
        ({"status": Status.TRIAL}, TODAY, True),
    ],
)
def test_the_old_rule_stands_until_its_successor_takes_effect(
    fields: dict[str, object], on: date, *, expected: bool
) -> None:
    assert in_force(source(**fields), on) is expected


def test_a_source_of_another_region_binds_nobody_here() -> None:
    here, there = source(id="here", region="cn/52"), source(id="there", region="cn/32")
    assert catalogue(RULE, here, there).binding(["cn/52/27"], TODAY) == {RULE.key, here.key}


@pytest.mark.parametrize(
    ("question", "sources", "article"),
    [
        ("若干规定第六条", {RULE}, "6"),
        ("规定6条", {RULE}, "6"),
        ("接待规定第10条怎么说", {RECEPTION}, "10"),
        ("《统计法》第四十条", {LAW}, "40"),
        ("統計法第40條", {LAW}, "40"),
        ("国办函[2026]12号管不管公众号", {APP}, None),
        ("国办函2026年第12号打卡", {APP}, None),
        ("《党政机关国内公务接待管理规定》里陪餐几个人", {RECEPTION}, None),
        ("整治形式主义为基层减负若干规定怎么说开会", {RULE}, None),
        ("有什么规定吗", set(), None),
        ("开会能讲多久", set(), None),
    ],
)
def test_what_a_question_names(question: str, sources: set[Source], article: str | None) -> None:
    found = catalogue(*ALL).reference(question, frozenset(one.key for one in ALL))
    if not sources:
        assert found is None
    else:
        assert found is not None
        assert found.sources == {one.key for one in sources}
        assert found.article == article


@pytest.mark.parametrize(
    ("locator", "article", "asked", "expected"),
    [
        ("第6条", "6", "6", True),
        ("第16、17条（要点1）", "16", "17", True),
        ("第55—56条", "55", "56", True),
        ("第57、58、60条", "57", "60", True),
        ("第57、58、60条", "57", "59", False),
        ("第6条", "6", "7", False),
        ("要点3", None, "3", False),
    ],
)
def test_a_digest_of_several_articles_covers_each(
    locator: str, article: str | None, asked: str, *, expected: bool
) -> None:
    assert covers(passage(locator=locator, article=article), asked) is expected


def test_a_source_is_found_by_any_of_its_names_and_the_newest_version_wins() -> None:
    newer = source(version=2)
    known = catalogue(RULE, newer, APP)
    for name in (
        "ruogan-guiding-2024",
        "整治形式主义为基层减负若干规定",
        "《整治形式主义为基层减负若干规定》",
    ):
        assert known.find(name) == newer
    assert known.find("国办函（2026）12号") == APP
    assert known.find("没有这份") is None


def test_an_exact_title_goes_before_an_alias_and_an_official_text_before_a_digest() -> None:
    digest = source(
        id="digest",
        title="统计法要点",
        kind=Kind.DIGEST,
        aliases=("中华人民共和国统计法", "统计法"),
        version=3,
    )
    law = source(id="law", title="中华人民共和国统计法", kind=Kind.LAW)
    assert catalogue(digest, law).find("中华人民共和国统计法") == law
    assert catalogue(digest, law).find("统计法") == law


@pytest.mark.parametrize(
    ("question", "alone"),
    [("规定6条", True), ("若干规定第六条怎么说的", True), ("若干规定第六条讲话多久", False)],
)
def test_whether_a_question_is_nothing_but_a_reference(question: str, *, alone: bool) -> None:
    found = catalogue(*ALL).reference(question, frozenset({RULE.key}))
    assert found is not None
    assert found.alone is alone


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"kind": Kind.CASE}, False),
        ({"kind": Kind.COMMENTARY}, False),
        ({"grade": Grade.D}, False),
        ({"grade": Grade.D, "region": "cn/32"}, True),
        ({"kind": Kind.CASE, "region": "cn/32"}, False),
    ],
)
def test_whose_figures_may_answer_a_question_for_one(fields: dict[str, Any], *, expected: bool) -> None:
    assert gives_figures(passage(**fields)) is expected


def test_a_text_stands_under_the_names_that_place_it() -> None:
    assert placed("规定", "二、会议", "开短会。") == "规定\n二、会议\n开短会。"
    assert placed("规定", "", "开短会。") == "规定\n开短会。"
    assert placed(None, None, "开短会。") == "开短会。"
