"""What a text says about itself, what admins correct, and what stays unknown."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import fields
from ingest.metadata import line_id, source_id, title_of
from ingest.preparation import prepare
from knowledge.errors import UsageProblem
from knowledge.model import Kind, Source, Status
from tests.ingest.conftest import Preparing
from tests.ingest.samples import ARTICLE, NUMBERED, STATUTE

ARTICLES = "第一条　为了减负，制定本办法。\n第二条　会议不超过一小时。\n"


def source(prepared: Preparing, text: str, name: str = "a.txt", **overrides: str) -> Source:
    found = prepared(name, text, **overrides).source
    assert found is not None
    return found


def test_a_statute_says_what_it_is_and_when_it_was_adopted(prepared: Preparing) -> None:
    found = source(prepared, STATUTE)
    assert (found.title, found.kind, found.authority) == ("示例省会议管理条例", Kind.LAW, "行政法规")
    assert (found.issued, found.effective) == (date(2023, 5, 6), date(2023, 5, 6))
    assert found.status is Status.IN_FORCE
    assert found.id == "示例省会议管理条例"


@pytest.mark.parametrize(
    ("preface", "last", "issued", "effective"),
    [
        ("2020年6月20日通过", "本法自2020年7月1日起施行。", date(2020, 6, 20), date(2020, 7, 1)),
        ("2020 年 6 月 20 日 常务委员会第一次会议通过", "本法自公布之日起施行。", date(2020, 6, 20), date(2020, 6, 20)),
        ("（2005年4月27日通过　根据2017年9月1日《关于修改的决定》修正　2018年12月29日修订）", "本法自2019年6月1日起施行。", date(2018, 12, 29), date(2019, 6, 1)),
        ("2009年6月27日修订\n2024年9月13日第二次修正", "本法自2010年1月1日起施行。", date(2024, 9, 13), date(2024, 9, 13)),
        ("", "本法自2021年2月1日起施行。", None, date(2021, 2, 1)),
        ("2020年6月20日通过", "本法由司法部解释。", date(2020, 6, 20), None),
        ("2020年13月40日通过", "本法自公布之日起施行。", None, None),
    ],
)  # fmt: skip
def test_dates_of_a_statute_are_its_own_words(
    prepared: Preparing, preface: str, last: str, issued: date | None, effective: date | None
) -> None:
    text = f"示例法\n{preface}\n第一条　为了减负，制定本法。\n第二条　少开会。\n第三条　{last}"
    found = source(prepared, text)
    assert (found.kind, found.issued, found.effective) == (Kind.LAW, issued, effective)


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("示例法", f"{ARTICLES}第三条　本法自公布之日起施行。", Kind.LAW),
        ("示例县会议办法（试行）", f"{ARTICLES}第三条　本办法自发布之日起施行。", Kind.RULE),
        ("中国共产党示例条例", f"{ARTICLES}第三条　本条例自发布之日起施行。", Kind.RULE),
        ("党政机关示例条例", f"{ARTICLES}第三条　本条例自发布之日起施行。", Kind.RULE),
        ("示例条例", "第一条　根据《中国共产党章程》，制定本条例。\n第二条　甲。\n第三条　乙。", Kind.RULE),
        ("会议办法解读", f"{ARTICLES}第三条　甲。", Kind.COMMENTARY),
        ("示例办法", "第一条　甲。\n第二条　乙。", Kind.COMMENTARY),
        ("示例办法", "第一条　甲。\n第二条　乙。\n第三条　丙。", Kind.COMMENTARY),
        (
            "关于改进会议的通知",
            "示例办发〔2024〕12号\n一、少开会\n能不开的不开。\n二、开短会\n不超过1小时。",
            Kind.RULE,
        ),
        ("关于改进会议的通知", "一、少开会\n能不开的不开。\n二、开短会\n不超过1小时。", Kind.COMMENTARY),
        ("减负对策分析", "据示例办发〔2024〕12号文\n一、问题\n会多。\n二、对策\n少开。", Kind.COMMENTARY),
    ],
)
def test_a_kind_is_what_a_text_has_the_marks_of_and_commentary_otherwise(
    prepared: Preparing, title: str, text: str, kind: Kind
) -> None:
    assert source(prepared, f"{title}\n{text}\n").kind is kind


def test_a_text_that_only_claims_to_be_official_is_commentary_until_the_admin_says_otherwise(
    prepared: Preparing,
) -> None:
    text = f"---\ntitle: 某规定\nkind: rule\nissued: 2024-05-06\nauthor: [甲, 乙]\n---\n{ARTICLE}"
    found = prepared("a.md", text)
    assert found.source is not None
    assert (found.source.kind, found.source.title) == (Kind.COMMENTARY, "某规定")
    assert found.source.issued == date(2024, 5, 6)
    assert len(found.warnings) == 2
    assert source(prepared, text, "a.md", kind="rule").kind is Kind.RULE


def test_an_article_of_the_press_says_who_published_it_and_when(prepared: Preparing) -> None:
    found = source(prepared, ARTICLE)
    assert (found.title, found.kind) == ("基层减负不能只看数字", Kind.COMMENTARY)
    assert (found.publisher, found.published) == ("示例日报", date(2025, 3, 4))
    assert (found.issued, found.effective, found.issuer, found.author) == (None, None, None, None)


@pytest.mark.parametrize(
    ("title", "status", "region"),
    [
        ("示例办法（征求意见稿）", Status.DRAFT, "cn"),
        ("示例法（草案）", Status.DRAFT, "cn"),
        ("示例办法（试行）", Status.TRIAL, "cn"),
        ("贵州省会议条例", Status.IN_FORCE, "cn/52"),
    ],
)
def test_title_words_give_status_and_region(
    prepared: Preparing, title: str, status: Status, region: str
) -> None:
    found = source(prepared, f"{title}\n{ARTICLES}第三条　自公布之日起施行。\n")
    assert (found.status, found.region) == (status, region)


def test_what_the_admin_sets_wins(prepared: Preparing) -> None:
    found = source(prepared, STATUTE, id="tiaoli", title="条例", effective="2024-01-01", aliases="甲、乙")
    assert (found.id, found.title, found.effective, found.aliases) == (
        "tiaoli",
        "条例",
        date(2024, 1, 1),
        ("甲", "乙"),
    )


def test_checked_pairs_are_kept_as_they_were_said() -> None:
    assert fields.overrides(["kind=rule", " title = 甲=乙 "]) == {"kind": "rule", "title": "甲=乙"}


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("kind", "要写成 键=值"),
        ("colour=red", "不认识“colour”这一项，可以用的有：id、title、kind"),
        ("kind=ruel", "可以用的有：rule、law、digest、case、commentary、internal"),
        ("status=valid", "in_force、trial"),
        ("issued=2024-02-30", "要写成 2024-08-06、2024-08 或 2024"),
        ("issued=昨天", "要写成"),
        ("region=贵州", "要写成 cn、cn/52 或 cn/52/27"),
        ("id=../etc", "不能用作编号"),
        ("id=a..b", "不能用作编号"),
        ("title=", "要写一段文字"),
        ("url=gov.cn", "要以 http:// 或 https:// 开头"),
    ],
)
def test_a_pair_that_cannot_be_used_is_told_with_what_could(pair: str, told: str) -> None:
    with pytest.raises(UsageProblem, match=told):
        fields.overrides([pair])


@given(st.text(min_size=1, max_size=90))
def test_an_id_is_short_and_safe_as_the_name_of_a_folder(title: str) -> None:
    for made in (source_id(title), line_id(title)):
        assert fields.parse("id", made) == made
        assert len(made) <= 40


def test_long_titles_that_begin_alike_have_different_ids() -> None:
    assert source_id("关于" + "减负" * 30 + "的通知") != source_id("关于" + "减负" * 30 + "的意见")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n《某办法》解读\n正文。", "《某办法》解读"),
        ("【某论坛】\n作者：某人\n2024-01-02 来源：某网\n这是标题\n正文。", "这是标题"),
        ("正文第一句。\n本文链接：【论坛】真正的标题http://a.cn/1.html\n", "真正的标题"),
        ("只有正文。", None),
    ],
)
def test_a_title_is_the_first_short_line_or_what_a_link_calls_it(text: str, title: str | None) -> None:
    assert title_of(text, text) == title


def test_a_text_without_a_title_is_called_after_its_file(prepared: Preparing) -> None:
    assert source(prepared, "会议要开短，文件要写短，这是规矩。\n", "短会.txt").title == "短会"


def test_numbered_opinions_without_a_number_are_commentary(prepared: Preparing) -> None:
    assert source(prepared, NUMBERED).kind is Kind.COMMENTARY


@pytest.mark.parametrize(
    ("name", "articles", "issued", "effective"),
    [
        ("cunweihui-fa-2025", 50, date(2025, 10, 28), date(2025, 10, 28)),
        ("gongwuyuan-fa-2018", 113, date(2018, 12, 29), date(2019, 6, 1)),
        ("tongji-fa-2024", 53, date(2024, 9, 13), date(2024, 9, 13)),
        ("zhengfu-ducha-tiaoli-2020", 28, None, date(2021, 2, 1)),
        ("zhengwu-chufen-fa-2020", 68, date(2020, 6, 20), date(2020, 7, 1)),
    ],
)
def test_real_statutes_go_in_whole(
    shared: Path, name: str, articles: int, issued: date | None, effective: date | None
) -> None:
    [found] = prepare([shared / "laws" / f"{name}.txt"])
    assert found.source is not None
    assert (found.source.kind, found.source.issued, found.source.effective) == (Kind.LAW, issued, effective)
    assert [slice_.article for slice_ in found.slices] == [str(number + 1) for number in range(articles)]
    original = found.original.decode().replace("**", "")
    assert all(found.text[slice_.start : slice_.end] in original for slice_ in found.slices)
    assert found.removed == ()


def test_real_pages_go_in_as_commentary_without_articles(shared: Path) -> None:
    for found in prepare(sorted((shared / "seeds").glob("0*.txt"))):
        assert found.source is not None
        assert found.source.kind is Kind.COMMENTARY
        assert all(slice_.article is None for slice_ in found.slices)
        assert not any(word in found.text for word in ("蜘蛛池", "VIP", "上一篇", "本文链接", "(yè)"))
