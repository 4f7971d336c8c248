"""The five real pages: what each says it is, how much of it is left, and that nothing else is."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.document import Decision, Prepared
from ingest.preparation import prepare
from knowledge.model import Kind

Y2019, Y2021, Y2022 = date(2019, 5, 27), date(2021, 1, 21), date(2022, 6, 15)
SEEDS: dict[str, dict[str, Any]] = {
    "000": {"title": "基层减负要落到实处", "author": "王丽如", "publisher": "时评界", "published": Y2019},
    "001": {
        "title": "精准施策,将基层减负进行到底",
        "author": "焦跃伟、王奋芳",
        "publisher": "黄河新闻网",
        "published": Y2021,
    },
    "002": {"title": "锲而不舍推进为基层减负", "author": "李思贤"},
    "003": {"title": "基层减负政策落实问题及对策分析"},
    "004": {
        "title": "身在基层却脱离基层,部分干部为何疏离百姓家门?",
        "publisher": "半月谈",
        "published": Y2022,
    },
}
PASSAGES = {"000": 4, "001": 5, "002": 6, "003": 12, "004": 24}


@pytest.fixture
def seeds(shared: Path) -> dict[str, Prepared]:
    return {
        path.name[:3]: document for path in (shared / "seeds").glob("0*.txt") for document in prepare([path])
    }


def test_each_says_what_it_is_and_nothing_that_it_does_not_know(seeds: dict[str, Prepared]) -> None:
    found = {}
    for name, document in seeds.items():
        source = document.source
        assert source is not None
        said = {key: getattr(source, key) for key in ("title", "author", "publisher", "published")}
        found[name] = {key: value for key, value in said.items() if value is not None}
        unknown = (source.issuer, source.number, source.issued, source.effective)
        assert (source.kind, source.region, unknown) == (Kind.COMMENTARY, "cn", (None,) * 4)
    assert found == SEEDS


def test_all_are_accepted_whole(seeds: dict[str, Prepared]) -> None:
    assert {document.decision for document in seeds.values()} == {Decision.ACCEPT}
    counts = {name: len(document.slices) for name, document in seeds.items()}
    assert counts == PASSAGES


def test_no_clause_is_a_line_of_the_site(seeds: dict[str, Prepared]) -> None:
    site = re.compile(
        r"\ufffd|\([a-zà-ǜ]+\)|https?:|icp|qq:|本站|本网|版权|声明|首页|下载|会员|关键词|记者 [\u4e00-\u9fff]|万达|责编"
        r"|作者:|来源:|稿源|手机版|官方微信|导读",
        re.IGNORECASE,
    )
    for document in seeds.values():
        for piece in document.slices:
            assert site.search(document.text[piece.start : piece.end]) is None


def test_pages_converted_to_simplified_keep_what_was_written(seeds: dict[str, Prepared]) -> None:
    converted = {name for name, document in seeds.items() if document.written is not None}
    assert converted == {"000", "004"}
    for name in converted:
        document = seeds[name]
        assert document.written is not None
        assert len(document.written) == len(document.text)
        assert "基層" in document.written
        assert "基層" not in document.text
