"""Digests and official texts of one document: which explains which, and which is the newer edition."""

from datetime import date
from typing import Any

import pytest

from ingest.editions import named, told
from ingest.timeline import standing
from knowledge.model import Kind, Source, Status
from tests.builders import source

Y2018, Y2024 = date(2018, 7, 1), date(2024, 8, 6)


def digest(effective: date | None = Y2024, **fields: Any) -> Source:
    values = {"id": "yaodian", "kind": Kind.DIGEST, "issued": effective, "effective": effective}
    return source(**values | fields)


def official(effective: date | None = Y2024, **fields: Any) -> Source:
    return source(**{"id": "yuanwen", "issued": effective, "effective": effective} | fields)


@pytest.mark.parametrize(
    ("changed", "explains"),
    [
        ({}, True),
        ({"title": "关于整治形式主义为基层减负若干规定（试行）"}, True),
        ({"title": "别的题目", "number": "中办发[2024] 25号"}, True),
        ({"effective": None}, True),  # nothing tells them apart
        ({"issued": Y2018}, True),  # one date agrees
        ({"title": "别的题目"}, False),
        ({"region": "cn/52"}, False),
        ({"kind": Kind.COMMENTARY}, False),
        ({"status": Status.DRAFT}, False),
        ({"status": Status.REPEALED}, False),
        ({"effective": Y2018}, False),  # an older edition
    ],
)
def test_a_digest_is_of_the_official_text_of_its_document(changed: dict[str, Any], explains: bool) -> None:
    found = standing([digest(number="中办发〔2024〕25号"), official(**changed)])
    assert found["yaodian@1"].official == ("yuanwen@1" if explains else None)


def test_an_alias_alone_makes_no_document() -> None:
    found = standing([digest(aliases=("减负规定",)), official(title="减负规定")])
    assert found["yaodian@1"].official is None


@pytest.mark.parametrize(
    ("first", "second", "ended"),
    [
        (digest(Y2018), official(Y2024), "yaodian@1"),
        (digest(Y2024), official(Y2018), "yuanwen@1"),
    ],
)
def test_the_older_edition_ends_with_the_first_day_of_the_newer(
    first: Source, second: Source, ended: str
) -> None:
    ends = {key: one.expires for key, one in standing([first, second]).items()}
    assert ends[ended] == Y2024
    assert sorted(map(str, ends.values())) == ["2024-08-06", "None"]


@pytest.mark.parametrize(
    ("new", "known", "sentence"),
    [
        (official(), digest(), "它是{known}的官方原文：入库后答案引用原文，要点留作说明。"),
        (digest(), official(), "书库里已有官方原文{known}，答案仍引原文，这份要点留作说明。"),
        (official(Y2024), digest(Y2018), "{known}说的是旧版，自2024-08-06起不再作答。"),
        (official(Y2018), digest(Y2024), "这是旧版，{known}说的是新版：这份自2024-08-06起不再作答。"),
        (official(), official(id="other"), None),
        (
            official(title="减负规定"),
            digest(aliases=("减负规定",)),
            None,
        ),  # as in the index: an alias makes no document
        (official(region="cn/52"), digest(), None),
    ],
)
def test_what_a_new_source_means_for_the_other_is_told(
    new: Source, known: Source, sentence: str | None
) -> None:
    assert told(new, known) == (sentence.format(known=named(known)) if sentence else None)


def test_the_newest_version_of_the_official_text_is_meant() -> None:
    found = standing([digest(), official(version=1), official(version=2, sha256="b")])
    assert found["yaodian@1"].official == "yuanwen@2"
